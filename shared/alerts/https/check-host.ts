import type { LookupAddress } from 'node:dns';
import { isIpAddress, isLoopbackAddress, isPrivateAddress } from '../../domain/private-address';
import { PostError } from './post-error';

/** Looks up every address of a name. */
export type ResolveHost = (name: string) => Promise<readonly LookupAddress[]>;

/** Host names that mean this machine in a setting. Other names that resolve to this machine are not included. */
const localHosts = ['localhost', '127.0.0.1', '[::1]'];

/**
 * The addresses of a URL's host, each of them allowed: the connection must go to one of these, since a second look-up
 * may give another answer.
 * @param allowsLoopback whether a host that is written as this machine is accepted: local work, never in Azure
 * @throws PostError when the name is not known, or leads to a private address
 */
export async function checkHost(
  { hostname }: Pick<URL, 'hostname'>,
  allowsLoopback: boolean,
  resolve: ResolveHost,
): Promise<readonly LookupAddress[]> {
  const isLocal = allowsLoopback && localHosts.includes(hostname);
  const addresses = isIpAddress(hostname) ? [literal(hostname)] : await lookUp(hostname, resolve);
  const forbidden = addresses.find(
    ({ address }) => isPrivateAddress(address) && !(isLocal && isLoopbackAddress(address)),
  );
  if (forbidden !== undefined)
    throw new PostError(
      'forbidden',
      `${hostname} leads to the private address ${forbidden.address}; nothing was sent. Use a receiver on the public internet.`,
    );
  return addresses;
}

function literal(hostname: string): LookupAddress {
  const address = hostname.replace(/^\[(.*)\]$/, '$1');
  return { address, family: address.includes(':') ? 6 : 4 };
}

async function lookUp(hostname: string, resolve: ResolveHost): Promise<readonly LookupAddress[]> {
  try {
    const addresses = await resolve(hostname);
    if (addresses.length > 0) return addresses;
  } catch (cause) {
    throw new PostError(
      'network',
      `The name ${hostname} could not be looked up. Check its spelling and the DNS.`,
      {
        cause,
      },
    );
  }
  throw new PostError('network', `The name ${hostname} has no address. Check its spelling.`);
}
