import {
  createHttpHeaders,
  createPipelineRequest,
  type PipelinePolicy,
  type PipelineResponse,
} from '@azure/core-rest-pipeline';

/**
 * Before a mail that an earlier run began is posted again under the same operation id, asks the service whether it has
 * it already, and if so goes on with that operation. It is posted only when the service says that it knows nothing
 * of it: no answer, or any other, fails the sending. `resumed` holds the ids of such sendings.
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
      if (known.status === 404) return next(request);
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
