import {
  createHttpHeaders,
  createPipelineRequest,
  type PipelinePolicy,
  type PipelineResponse,
} from '@azure/core-rest-pipeline';

/**
 * Before a mail is posted a second time under the same operation id, asks the service whether it has it already,
 * and if so goes on with that operation. A post is thus repeated only when the service knows nothing of the first.
 * `resumed` holds the ids of sendings that some earlier run began.
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
      if (known.status !== 200) return next(request);
      return {
        request,
        status: 202,
        headers: createHttpHeaders({ 'operation-location': status.href, 'content-type': 'application/json' }),
        bodyAsText: known.bodyAsText ?? null,
      };
    },
  };
}
