import { isLocal, needed, type Credential } from '../clients/credential';
import type { Settings } from '../config/settings';
import { createGraphGet } from '../graph/graph-client';
import { createGraphTokens } from '../graph/graph-token';
import { createPace } from '../graph/pace';
import type { Listener } from './listener';
import type { Waits } from './waits';

/** Connects to Graph: one sign-in and one pace for all that is asked of it. A local Graph gets no token. */
export function connectGraph(
  { graphEndpoint, graphRequestsPer10Seconds }: Settings,
  credential: Credential,
  { onRetry, signIn }: Listener,
  waits: Waits,
) {
  const tokens = isLocal(graphEndpoint) ? null : createGraphTokens(graphEndpoint, needed(credential));
  return {
    tokens,
    graph: {
      get: createGraphGet(graphEndpoint, tokens),
      identity: () => tokens?.identity() ?? null,
      tenant: async (signal: AbortSignal): Promise<string | null> => {
        // Without a token the next request fails, and reports why.
        if (tokens?.identity() === null) await tokens.signIn(signal).catch(() => undefined);
        return tokens?.identity()?.tenantId ?? null;
      },
      ...(signIn && tokens ? { signIn: (signal: AbortSignal) => tokens.signIn(signal) } : {}),
      endpoint: graphEndpoint,
      pace: createPace(graphRequestsPer10Seconds),
      retry: waits.graph,
      requestTimeout: waits.graphRequest,
      ...(onRetry ? { onRetry } : {}),
    },
  };
}

/** Graph as the readers of events and of standing access need it. */
export type Graph = ReturnType<typeof connectGraph>['graph'];
