import { loadSettings } from '../../shared/composition';
import { settingNames } from '../../shared/config/read-settings';
import { shown } from '../../shared/config/setting-problem';
import { problemsOf, sending } from './world';

describe('a value in an error message', () => {
  test.each([
    ['plain', '"plain"'],
    ['two\r\nlines', '"two\\r\\nlines"'],
    ['x'.repeat(81), `"${'x'.repeat(80)}…"`],
    ['https://me:hunter2@host.example/path?sig=1', '42 characters that hold a secret'],
    ['https://me:hunter2@host.example/path', '36 characters that hold a secret'],
    ['https://hunter2@host.example/path', '"https://host.example/path"'],
    ['kT9xQ2vLw8RzYb4NfHc7JmPd3SgAe6Ui5OoXtVq1Z', '41 characters that hold a secret'],
    [{ key: 'AccountKey=hunter2' }, 'something that holds a secret'],
    ['https://host.example/path?code=hunter2', '"https://host.example/path?…"'],
    ['https://host.example/#hunter2', '"https://host.example/#…"'],
    ['AccountName=a;AccountKey=hunter2', '32 characters that hold a secret'],
    ['endpoint=https://x;accesskey=hunter2', '36 characters that hold a secret'],
    [7, '7'],
    [null, 'null'],
    [undefined, 'nothing'],
    [['a'], '["a"]'],
  ])('%j is shown as %s', (value, text) => {
    expect(shown(value)).toBe(text);
    expect(shown(value)).not.toContain('hunter2');
  });
});

test('the example of each problem is one that is taken', () => {
  const told = settingNames.flatMap((name) => {
    const problem = problemsOf({ [name]: '\u0000' }).find((line) => line.startsWith(name));
    const example = /Example: (.*)$/.exec(problem ?? '')?.[1];
    // A key is left out of an example.
    return example === undefined || example.includes('…')
      ? []
      : [[name, example.replace(`${name} = `, '')] as const];
  });
  expect(told.length).toBeGreaterThan(15);
  for (const [name, example] of told) {
    const other = name.includes('tableServiceUri')
      ? { AUDIT_STORAGE__blobServiceUri: 'https://a.blob.core.windows.net' }
      : { AUDIT_STORAGE__tableServiceUri: 'https://a.table.core.windows.net' };
    const uris = name.includes('ServiceUri') ? other : {};
    expect(() => loadSettings({ ...sending, ...uris, [name]: example }, { send: true })).not.toThrow();
  }
});
