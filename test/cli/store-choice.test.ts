import { resolve } from 'node:path';
import { UsageError } from '../../cli/errors';
import { chooseStore } from '../../cli/store-choice';
import { settingsOf } from '../config/world';

test.each(['', '  ', '""', "'/var/lib/pim-report'"])('rejects --store %j, which names no folder', (store) => {
  expect(() => chooseStore({}, store)).toThrow(UsageError);
});

test.each([
  ['file:/var/lib/pim-report', '--store takes a folder alone'],
  ['$HOME/pim-report', '--store holds "$HOME", which nothing replaces here: write the whole path.'],
])('rejects --store %j', (store, wrong) => {
  expect(() => chooseStore({}, store)).toThrow(wrong);
});

test('--store replaces every other store, including service URIs', () => {
  const uris = {
    AUDIT_STORAGE__tableServiceUri: 'https://contosoaudit.table.core.windows.net',
    AUDIT_STORAGE__blobServiceUri: 'https://contosoaudit.blob.core.windows.net',
  };
  const { environment } = chooseStore(uris, 'mine');
  expect(settingsOf(environment).storage).toEqual({ folder: resolve('mine') });
});
