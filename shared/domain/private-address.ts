import ipaddr from 'ipaddr.js';

/** What ipaddr.js calls the ranges that are not on the public internet. Source: IANA's special-purpose registries. */
const privateRanges: readonly string[] = [
  'unspecified',
  'private',
  'loopback',
  'linkLocal',
  'uniqueLocal',
  'deprecatedSiteLocal',
  'carrierGradeNat',
  'benchmarking',
  'broadcast',
  'multicast',
  // Old ways to carry an IPv4 address inside an IPv6 one.
  '6to4',
  'teredo',
  'rfc6145',
];

/** Ranges that ipaddr.js does not tell apart: protocol assignments, 6to4, benchmarking, future use, Azure's own host. */
const privateSubnets = [
  '192.0.0.0/24',
  '192.88.99.0/24',
  '198.18.0.0/15',
  '240.0.0.0/4',
  '168.63.129.16/32',
].map((subnet) => ipaddr.IPv4.parseCIDR(subnet));

/** All that is assigned for the public internet so far. Source: RFC 4291, IANA's address space registry. */
const publicIPv6 = ipaddr.IPv6.parseCIDR('2000::/3');

/** The public prefix of NAT64, whose last 32 bits are an IPv4 address. Source: RFC 6052. */
const nat64 = ipaddr.IPv6.parseCIDR('64:ff9b::/96');

/**
 * Whether an IP address leads into a private network, to this machine or to the platform under it. An IPv4 address
 * inside an IPv6 one (mapped, NAT64) is judged as what it is. False for a text that is no IP address.
 */
export function isPrivateAddress(text: string): boolean {
  const address = addressOf(text);
  if (address === null) return false;
  if (privateRanges.includes(address.range())) return true;
  return address instanceof ipaddr.IPv4
    ? privateSubnets.some((subnet) => address.match(subnet))
    : !address.match(publicIPv6);
}

/** Returns whether an IP address is a loopback address. */
export function isLoopbackAddress(text: string): boolean {
  return addressOf(text)?.range() === 'loopback';
}

/** Whether a text, such as the host of a URL, is an IP address and not a name. Brackets may stand around IPv6. */
export const isIpAddress = (text: string): boolean => addressOf(text) !== null;

function addressOf(text: string): ipaddr.IPv4 | ipaddr.IPv6 | null {
  const plain = text.replace(/^\[(.*)\]$/, '$1');
  if (!ipaddr.isValid(plain)) return null;
  const address = ipaddr.process(plain);
  if (address instanceof ipaddr.IPv4 || !address.match(nat64)) return address;
  return ipaddr.IPv4.parse(address.toByteArray().slice(-4).join('.'));
}
