import { addressKey } from '../../../shared/analysis/history/address-key';

test.each([
  ['203.0.113.7', '203.0.113.7'],
  [' 203.0.113.7:50122 ', '203.0.113.7'],
  ['2001:DB8::1', '2001:db8::1'],
  ['[2001:db8::1]:50122', '2001:db8::1'],
  ['[2001:db8::1]', '2001:db8::1'],
  ['unknown', 'unknown'],
  ['by [2001:db8::1]', 'by [2001:db8::1]'],
  ['[2001:db8::1]:x', '[2001:db8::1]:x'],
  ['by 203.0.113.7:50122', 'by 203.0.113.7:50122'],
  ['203.0.113.7:50122x', '203.0.113.7:50122x'],
])('compares %j as %j', (address, key) => {
  expect(addressKey(address)).toBe(key);
});
