/**
 * Returns the key of an address for comparing: without regard to case and without a port, which differs with every
 * connection (`203.0.113.7:50122`, `[2001:db8::1]:50122`).
 */
export function addressKey(address: string): string {
  const text = address.trim().toLowerCase();
  return /^\[(.+)\](?::\d+)?$/.exec(text)?.[1] ?? /^(\d+(?:\.\d+){3}):\d+$/.exec(text)?.[1] ?? text;
}
