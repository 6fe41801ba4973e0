/**
 * Returns a signal that aborts with another one, and at the latest after a time. A signal of `AbortSignal.any` does not keep
 * its sources: Node.js 20 collects a timeout that nothing else holds as garbage, and it never ends. Its listener holds it.
 */
export function withTimeLimit(signal: AbortSignal, milliseconds: number): AbortSignal {
  const limit = AbortSignal.timeout(milliseconds);
  limit.addEventListener('abort', () => undefined);
  return AbortSignal.any([signal, limit]);
}
