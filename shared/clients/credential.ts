import type { TokenCredential } from '@azure/identity';
import { isLoopback } from '../config/settings/service-root';
import type { Settings } from '../config/settings';
import { createSignIn, type SignInOptions } from './sign-in';

/** Returns whether a root is on this machine and reached without TLS: then no identity is needed. */
export const isLocal = (endpoint: string): boolean =>
  endpoint.startsWith('http://') && isLoopback(new URL(endpoint));

/** The identity for all services that are used without a key; null if every service has a key. */
export type Credential = TokenCredential | null;

/**
 * Creates the identity for all services that are used without a key; null if every service has a key. In
 * Azure it is the managed identity; on a person's machine the sign-in that `signIn` chooses, else what the SDK finds.
 */
export async function createCredential(
  settings: Settings,
  signIn: SignInOptions | null = null,
): Promise<Credential> {
  const { storage, email, graphEndpoint, clientId, tenantId, isHosted, alerts } = settings;
  const needsIdentity =
    'tableUri' in storage ||
    (email !== null && 'endpoint' in email) ||
    !isLocal(graphEndpoint) ||
    alerts.some((channel) => channel.kind === 'sentinel' && !isLocal(channel.endpoint));
  if (!needsIdentity) return null;
  if (signIn !== null && !isHosted) {
    const authorityHost = settings.authorityHost ?? authorityOf(graphEndpoint);
    return createSignIn({ clientId, tenantId, authorityHost }, signIn);
  }
  const { DefaultAzureCredential, ManagedIdentityCredential } = await import('@azure/identity');
  if (isHosted)
    return clientId === null ? new ManagedIdentityCredential() : new ManagedIdentityCredential({ clientId });
  return new DefaultAzureCredential(clientId === null ? {} : { managedIdentityClientId: clientId });
}

/** @throws TypeError when something needs an identity and none was created. */
export function needed<T>(value: T | null): T {
  if (value === null) throw new TypeError('An identity is needed and was not created.');
  return value;
}

/** The authority of each national cloud, by the end of its Graph root. Source: Microsoft Graph, national clouds. */
const authorities: readonly (readonly [graphHost: string, authority: string])[] = [
  ['graph.microsoft.us', 'https://login.microsoftonline.us'],
  ['dod-graph.microsoft.us', 'https://login.microsoftonline.us'],
  ['microsoftgraph.chinacloudapi.cn', 'https://login.chinacloudapi.cn'],
];

/** Returns the authority that gives tokens for a Graph root; null for the public cloud, the default of every SDK. */
function authorityOf(graphEndpoint: string): string | null {
  const { hostname } = new URL(graphEndpoint);
  return authorities.find(([host]) => host === hostname)?.[1] ?? null;
}
