import { resolve } from 'node:path';
import { UsageError } from '../../cli/errors';
import { chooseStore } from '../../cli/store-choice';
import { settingsOf } from '../config/world';

test.each(['', '  ', '""', "'/var/lib/pim-report'"])('rejects --store %j, which names no folder', (store) => {
  expect(() => chooseStore({}, store)).toThrow(UsageError);
});

test('--store replaces every other store, including service URIs', () => {
  const uris = {
    AUDIT_STORAGE__tableServiceUri: 'https://contosoaudit.table.core.windows.net',
    AUDIT_STORAGE__blobServiceUri: 'https://contosoaudit.blob.core.windows.net',
  };
  const { environment } = chooseStore(uris, 'mine');
  expect(settingsOf(environment).storage).toEqual({ folder: resolve('mine') });
});
