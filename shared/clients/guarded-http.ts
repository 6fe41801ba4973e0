import {
  createDefaultHttpClient,
  RestError,
  type HttpClient,
  type PipelineRequest,
  type PipelineResponse,
} from '@azure/core-rest-pipeline';
import { retryAfter } from '../text/retry-after';

/** How long a client waits for its service. Milliseconds. */
export interface HttpLimits {
  /** One attempt, its body included: the SDKs themselves have no limit. */
  readonly tryTimeout: number;
  /** Longest `Retry-After` to follow: the SDKs would follow any, however long the run has. */
  readonly maxRetryAfter: number;
  /** The pause after a 429 without `Retry-After`: the SDKs would not try again at all. */
  readonly throttlePause: number;
}

/**
 * Creates the HTTP client that an Azure SDK sends its requests with. It guarantees three things. Requests, with their
 * tokens and signatures, go to the client's own origin and nowhere else, whatever link a service returns. Every attempt
 * ends in time. And a broken answer (silence, half a body, HTML in place of JSON, JSON that is not the list or row
 * that was requested) becomes an error that the SDK's own retries repeat.
 * @param endpoint read at each request: a client made from a connection string knows its endpoint only once it exists
 * @throws Error for a request to another origin.
 */
export function createGuardedHttp(
  endpoint: () => string,
  limits: HttpLimits,
  http: HttpClient = createDefaultHttpClient(),
): HttpClient {
  return {
    async sendRequest(request) {
      const { origin } = new URL(endpoint());
      const { origin: wanted, host } = new URL(request.url);
      if (wanted !== origin)
        throw new Error(`A link led from ${origin} to another host (${host}); it was not followed.`);
      const response = await withTimeout(request, limits.tryTimeout, () => http.sendRequest(request));
      if (isJsonExpected(request, response)) {
        const body = parseJson(response.bodyAsText);
        if (body === undefined)
          throw transientError(request, `${host} answered with something that is not JSON.`);
        if (isListing(request) && !has(body, 'value', Array.isArray))
          throw transientError(
            request,
            `${host} answered with JSON that is not the list that was asked for.`,
          );
        if (isEntity(request) && !has(body, 'RowKey', isText))
          throw transientError(request, `${host} answered with JSON that is not the row that was asked for.`);
      }
      limitRetryAfter(response, limits);
      return response;
    },
  };
}

/** Ends a call after its time. The request's own signal still ends it at once, as an abort. */
async function withTimeout(
  request: PipelineRequest,
  timeout: number,
  call: () => Promise<PipelineResponse>,
): Promise<PipelineResponse> {
  const { abortSignal } = request;
  const either = new AbortController();
  const end = () => {
    either.abort();
  };
  const timer = setTimeout(end, timeout);
  abortSignal?.addEventListener('abort', end);
  if (abortSignal?.aborted === true) end();
  request.abortSignal = either.signal;
  try {
    return await call();
  } catch (error) {
    if (abortSignal?.aborted === true) throw error;
    const { host } = new URL(request.url);
    if (either.signal.aborted)
      throw transientError(request, `${host} did not answer within ${timeout / 1000} s.`);
    if (!(error instanceof RestError)) throw error;
    // Half a body, which the SDKs do not repeat.
    if (error.code === RestError.PARSE_ERROR)
      throw transientError(request, `The answer of ${host} broke off.`, error);
    if (networkFaults.has(error.code ?? ''))
      throw transientError(request, `${host} could not be contacted (${error.code}).`, error);
    throw error;
  } finally {
    clearTimeout(timer);
    abortSignal?.removeEventListener('abort', end);
    // The SDK sends the same request again.
    if (abortSignal === undefined) delete request.abortSignal;
    else request.abortSignal = abortSignal;
  }
}

/**
 * Temporary network faults that the SDKs' retries do not know (they know resets, refusals and unknown names). EPIPE comes
 * from a kept connection that the service closed while something was written to it.
 */
const networkFaults = new Set(['EPIPE', 'ECONNABORTED', 'EHOSTUNREACH', 'ENETUNREACH', 'EAI_AGAIN']);

/** An error that the SDKs' retries treat as a network fault. */
const transientError = (request: PipelineRequest, message: string, cause?: Error): RestError =>
  Object.assign(new RestError(message, { code: 'ETIMEDOUT', request }), cause && { cause });

const isJsonExpected = (request: PipelineRequest, { status }: PipelineResponse): boolean =>
  request.method === 'GET' &&
  status === 200 &&
  (request.headers.get('accept') ?? '').startsWith('application/json');

/** The value of a JSON text; undefined when it is not JSON. */
function parseJson(text: string | null | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}

/** Returns whether a list of entities is requested, `…/Table()`, not a single one, `…/Table(PartitionKey=…,RowKey=…)`. */
const isListing = ({ url }: PipelineRequest): boolean => new URL(url).pathname.endsWith('()');

const isEntity = ({ url }: PipelineRequest): boolean => new URL(url).pathname.includes('(PartitionKey=');

/** The SDK treats an object without `value` as an empty table, and any object as a row. */
const has = (body: unknown, key: string, isSound: (value: unknown) => boolean): boolean =>
  typeof body === 'object' && body !== null && isSound(Reflect.get(body, key));

const isText = (value: unknown): boolean => typeof value === 'string';

/** Replaces a `Retry-After` of nothing, or of longer than we wait, by our own pace. */
function limitRetryAfter(response: PipelineResponse, { maxRetryAfter, throttlePause }: HttpLimits): void {
  const wait = retryAfter(response.headers) ?? 0;
  if ((response.status !== 429 && response.status < 500) || (wait > 0 && wait <= maxRetryAfter)) return;
  if (response.status === 429) response.headers.set('retry-after', String(throttlePause / 1000));
  else response.headers.delete('retry-after');
}
