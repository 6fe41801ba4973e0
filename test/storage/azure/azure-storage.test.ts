import { storageName } from '../../../shared/storage/azure/azure-storage';

test.each([
  'https://Account.table.core.windows.net',
  'https://account.table.core.windows.net/',
  'HTTPS://account.table.core.windows.net:443//',
])('a storage account has one name, however its address is spelled: %s', (url) => {
  expect(storageName(url)).toBe('https://account.table.core.windows.net');
});

test('another storage account has another name', () => {
  const [one, other] = ['http://127.0.0.1:10002/devstoreaccount1/', 'http://127.0.0.1:10002/other'].map(
    storageName,
  );
  expect([one, other]).toEqual(['http://127.0.0.1:10002/devstoreaccount1', 'http://127.0.0.1:10002/other']);
});
