import { addressKey } from '../../../shared/analysis/history/address-key';

it.each([
  ['203.0.113.7', '203.0.113.7'],
  [' 203.0.113.7:50122 ', '203.0.113.7'],
  ['2001:DB8::1', '2001:db8::1'],
  ['[2001:db8::1]:50122', '2001:db8::1'],
  ['[2001:db8::1]', '2001:db8::1'],
  ['unknown', 'unknown'],
])('compares %j as %j', (address, key) => {
  expect(addressKey(address)).toBe(key);
});
