import {
  createHttpHeaders,
  createPipelineRequest,
  type PipelinePolicy,
  type PipelineResponse,
} from '@azure/core-rest-pipeline';

/** The mail service does not know an operation. */
export class UnknownOperationError extends Error {
  override readonly name = 'UnknownOperationError';

  constructor(operation: string) {
    super(`The mail service has no operation ${operation}.`);
  }
}

/**
 * Creates a policy that lets the SDK, which can only send, follow a mail that was posted before. A mail whose id is
 * among `resumed` is not posted: the policy asks the service for the operation of that id, and the SDK goes on with it
 * as with one of its own. No answer, or an unexpected one, fails the request.
 * @throws UnknownOperationError when the service does not know the operation.
 */
export function createResumePolicy(resumed: ReadonlySet<string>): PipelinePolicy {
  return {
    name: 'resumeSendPolicy',
    async sendRequest(request, next): Promise<PipelineResponse> {
      const operation = request.headers.get('Operation-Id');
      if (request.method !== 'POST' || operation === undefined || !resumed.has(operation))
        return next(request);
      const status = new URL(request.url);
      status.pathname = `/emails/operations/${operation}`;
      const known = await next(
        createPipelineRequest({
          url: status.href,
          method: 'GET',
          headers: createHttpHeaders({ accept: 'application/json' }),
          allowInsecureConnection: request.allowInsecureConnection ?? false,
          ...(request.abortSignal ? { abortSignal: request.abortSignal } : {}),
        }),
      );
      if (known.status === 404) throw new UnknownOperationError(operation);
      if (known.status !== 200) return { ...known, request };
      return {
        request,
        status: 202,
        headers: createHttpHeaders({ 'operation-location': status.href, 'content-type': 'application/json' }),
        bodyAsText: known.bodyAsText ?? null,
      };
    },
  };
}
