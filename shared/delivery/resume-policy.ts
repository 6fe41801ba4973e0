import {
  createHttpHeaders,
  createPipelineRequest,
  type PipelinePolicy,
  type PipelineResponse,
} from '@azure/core-rest-pipeline';

/** The service knows nothing of a mail that was asked for. */
export class NeverPostedError extends Error {
  override readonly name: string = 'NeverPostedError';
}

/**
 * The SDK can only send. A mail whose id is among `resumed` is never posted: the service is asked for the operation
 * of that id instead, and the SDK goes on with it as with one of its own.
 * @throws NeverPostedError when the service does not know it. No answer, or any other, fails the asking.
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
      if (known.status === 404) throw new NeverPostedError(`The mail service has no operation ${operation}.`);
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
