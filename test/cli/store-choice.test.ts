import { resolve } from 'node:path';
import { UsageError } from '../../cli/errors';
import { chooseStore } from '../../cli/store-choice';
import { settingsOf } from '../config/world';

test.each(['', '  ', '""', "'/var/lib/pim-report'"])(
  '--store %j names no folder, and is refused',
  (store) => {
    expect(() => chooseStore({}, store)).toThrow(UsageError);
  },
);

test('--store takes the place of every other store, service URIs too', () => {
  const uris = {
    AUDIT_STORAGE__tableServiceUri: 'https://contosoaudit.table.core.windows.net',
    AUDIT_STORAGE__blobServiceUri: 'https://contosoaudit.blob.core.windows.net',
  };
  const { environment } = chooseStore(uris, 'mine');
  expect(settingsOf(environment).storage).toEqual({ folder: resolve('mine') });
});
