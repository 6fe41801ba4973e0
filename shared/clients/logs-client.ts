import type { TokenCredential } from '@azure/identity';
import type { LogsIngestionClient } from '@azure/monitor-ingestion';
import { isLocal } from './credential';
import { createGuardedHttp } from './guarded-http';

/** Milliseconds for one call, its answer included. */
const tryTimeout = 10_000;

/** What tokens are made for, by the end of the endpoint's host. Source: KnownMonitorAudience of the SDK. */
const audiences: readonly (readonly [ending: string, audience: string])[] = [
  ['.azure.us', 'https://monitor.azure.us'],
  ['.azure.cn', 'https://monitor.azure.cn'],
  ['', 'https://monitor.azure.com'],
];

/**
 * The client of the Logs Ingestion API at an endpoint. It tries nothing again by itself. An endpoint on this machine
 * is spoken to without a token.
 */
export async function createLogsClient(
  endpoint: string,
  credential: TokenCredential | null,
): Promise<LogsIngestionClient> {
  const { LogsIngestionClient } = await import('@azure/monitor-ingestion');
  const { hostname } = new URL(endpoint);
  const audience = audiences.find(([ending]) => hostname.endsWith(ending))?.[1] ?? '';
  // The caller decides about pauses: it sees the service's own `Retry-After`, or, without one, a day, which no caller waits.
  const limits = { tryTimeout, maxRetryAfter: Infinity, throttlePause: 86_400_000 };
  const client = new LogsIngestionClient(endpoint, credential ?? noCredential, {
    audience,
    httpClient: createGuardedHttp(() => endpoint, limits),
    retryOptions: { maxRetries: 0 },
    redirectOptions: { maxRetries: 0 },
    allowInsecureConnection: isLocal(endpoint),
  });
  if (isLocal(endpoint)) client.pipeline.removePolicy({ name: 'bearerTokenAuthenticationPolicy' });
  return client;
}

const noCredential: TokenCredential = { getToken: () => Promise.resolve(null) };
