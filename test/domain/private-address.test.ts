import { isIpAddress, isLoopbackAddress, isPrivateAddress } from '../../shared/domain/private-address';

test.each([
  ['0.0.0.0', '0.0.0.0/8'],
  ['0.255.255.255', '0.0.0.0/8'],
  ['10.0.0.1', 'private'],
  ['100.64.0.1', 'shared by a carrier'],
  ['100.127.255.255', 'shared by a carrier'],
  ['127.0.0.1', 'this machine'],
  ['127.255.255.254', 'this machine'],
  ['169.254.169.254', 'link-local: the metadata service of clouds'],
  ['168.63.129.16', "Azure's host"],
  ['172.16.0.1', 'private'],
  ['172.31.255.255', 'private'],
  ['192.0.0.192', 'protocol assignments'],
  ['192.168.1.1', 'private'],
  ['198.19.0.1', 'benchmarking'],
  ['224.0.0.1', 'multicast'],
  ['255.255.255.255', 'broadcast'],
  ['::', 'unspecified'],
  ['::1', 'this machine'],
  ['[::1]', 'as a URL writes it'],
  ['fe80::1', 'link-local'],
  ['fc00::1', 'unique local'],
  ['fdff::1', 'unique local'],
  ['ff02::1', 'multicast'],
  ['::ffff:10.0.0.1', 'IPv4 mapped'],
  ['::ffff:a00:1', 'IPv4 mapped, in hexadecimal'],
  ['64:ff9b::10.0.0.1', 'NAT64 of a private address'],
  ['2002:a00:1::', '6to4'],
  ['::10.0.0.1', 'IPv4 compatible, as it was written once'],
  ['::ffff:0:10.0.0.1', 'IPv4 translated'],
  ['64:ff9b:1::8.8.8.8', 'NAT64 of a network of its own'],
  ['64:ff9b::a9fe:a9fe', 'NAT64 of the metadata service'],
  ['fe80::1%2', 'link-local, with its zone'],
  ['100::1', 'discarded'],
  ['4000::1', 'not assigned'],
  ['192.88.99.1', 'a relay of 6to4'],
])('%s is private: %s', (address) => {
  expect(isPrivateAddress(address)).toBe(true);
});

test.each([
  '1.1.1.1',
  '9.255.255.255',
  '11.0.0.1',
  '100.63.255.255',
  '100.128.0.1',
  '126.255.255.255',
  '128.0.0.1',
  '172.15.255.255',
  '172.32.0.1',
  '192.167.255.255',
  '192.169.0.1',
  '168.63.129.15',
  '203.0.113.7',
  '2606:4700::1111',
  '::ffff:8.8.8.8',
  '64:ff9b::8.8.8.8',
  'hooks.slack.com',
  '',
])('%s is not private', (address) => {
  expect(isPrivateAddress(address)).toBe(false);
});

test('distinguishes this machine from other private addresses, and addresses from names', () => {
  expect(['127.0.0.1', '[::1]', '::ffff:127.0.0.1'].map(isLoopbackAddress)).toEqual([true, true, true]);
  expect(['10.0.0.1', 'localhost'].map(isLoopbackAddress)).toEqual([false, false]);
  expect(['10.0.0.1', '[2001:db8::1]', 'localhost', '1.2.3.example'].map(isIpAddress)).toEqual([
    true,
    true,
    false,
    false,
  ]);
});
