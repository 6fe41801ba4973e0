/**
 * A request that got no answer. `timeout`: none came in time. `network`: the connection failed or broke; the request
 * may have arrived. `forbidden`: it was not sent, because the host leads to a private address.
 * The message names the host and nothing else of the URL, which is a secret.
 */
export class PostError extends Error {
  constructor(
    readonly kind: 'timeout' | 'network' | 'forbidden',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'PostError';
  }
}
