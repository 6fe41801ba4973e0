import {
  createHttpHeaders,
  createPipelineRequest,
  RestError,
  type PipelinePolicy,
  type PipelineResponse,
} from '@azure/core-rest-pipeline';
import * as z from 'zod';

/** The mail service does not know an operation. */
export class UnknownOperationError extends Error {
  override readonly name = 'UnknownOperationError';

  constructor(
    operation: string,
    /** Whether the answer has the form of Communication Services' own; another server may know no operation either. */
    readonly isFromService: boolean,
  ) {
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
      if (known.status === 404) throw new UnknownOperationError(operation, isFromService(known));
      if (known.status !== 200) throw statusError(known);
      return {
        request,
        status: 202,
        headers: createHttpHeaders({ 'operation-location': status.href, 'content-type': 'application/json' }),
        bodyAsText: known.bodyAsText ?? null,
      };
    },
  };
}

const errorBody = z.object({
  error: z.object({ code: z.string().catch(''), message: z.string().catch('') }),
});

/** The error that the SDK makes of a send with this status: of one that is followed it would lose status and words. */
function statusError({ status, bodyAsText, headers, request }: PipelineResponse): RestError {
  const { code, message } = errorOf(bodyAsText ?? '');
  const response: PipelineResponse = { status, headers, request, bodyAsText: bodyAsText ?? null };
  return new RestError(message === '' ? 'The status of the mail was refused.' : message, {
    ...(code === '' ? {} : { code }),
    ...{ statusCode: status, request, response },
  });
}

function errorOf(body: string): { readonly code: string; readonly message: string } {
  try {
    return errorBody.parse(JSON.parse(body)).error;
  } catch {
    return { code: '', message: '' };
  }
}

/** The service names its error in a header and in JSON; either is enough. */
function isFromService({ headers, bodyAsText }: PipelineResponse): boolean {
  if (headers.get('x-ms-error-code') !== undefined || headers.get('ms-cv') !== undefined) return true;
  return /^\s*\{[^]*"error"\s*:\s*\{/.test((bodyAsText ?? '').slice(0, 10_000));
}
