import ipaddr from 'ipaddr.js';

/**
 * Returns the key of an address for comparing. A port is dropped, since it differs with every connection
 * (`203.0.113.7:50122`, `[2001:db8::1]:50122`). An IPv6 address counts by its /64, since devices change the rest of it
 * (RFC 8981); an IPv4-mapped one counts as its IPv4 address. Anything else counts as it is written, without regard
 * to case.
 */
export function addressKey(address: string): string {
  const text = address.trim().toLowerCase();
  const host = /^\[(.+)\](?::\d+)?$/.exec(text)?.[1] ?? /^(\d+(?:\.\d+){3}):\d+$/.exec(text)?.[1] ?? text;
  if (!host.includes(':') || !ipaddr.IPv6.isValid(host)) return host;
  const parsed = ipaddr.process(host);
  return parsed instanceof ipaddr.IPv6 ? networkOf(parsed) : parsed.toString();
}

const networkOf = ({ parts }: ipaddr.IPv6): string =>
  `${parts
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(':')}::/64`;
