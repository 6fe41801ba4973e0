import { shown } from '../../shared/config/shown';

describe('a value in an error message', () => {
  test.each([
    ['plain', '"plain"'],
    ['two\r\nlines', '"two\\r\\nlines"'],
    ['x'.repeat(81), `"${'x'.repeat(80)}…"`],
    ['https://me:hunter2@host.example/path?sig=1', '42 characters that hold a secret'],
    ['https://me:hunter2@host.example/path', '36 characters that hold a secret'],
    ['https://hunter2@host.example/path', '"https://host.example/path"'],
    ['https:\\\\hunter2@host.example\\path', '"https:\\\\\\\\host.example\\\\path"'],
    ['https:\\\\me:hunter2@host.example/path', '"https:\\\\\\\\host.example/path"'],
    [' HTTPS:/hunter2@host.example/path', '" HTTPS:/host.example/path"'],
    ['https:hunter2@host.example/path', '"https:host.example/path"'],
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
