import {
  createDefaultHttpClient,
  RestError,
  type HttpClient,
  type PipelineRequest,
  type PipelineResponse,
} from '@azure/core-rest-pipeline';

/** How long a service on the other side of a client may take. Milliseconds. */
export interface HttpLimits {
  /** One try, its body included: the SDKs themselves wait for ever. */
  readonly tryTimeout: number;
  /** A wish in `Retry-After` beyond this is not heeded: the SDKs would heed it, however long the run has. */
  readonly longestRetryAfter: number;
  /** The pause after a 429 that asks for none: the SDKs would not try again at all. */
  readonly throttlePause: number;
}

/**
 * The last hop of an Azure SDK's client, which guarantees three things: requests, and with them tokens and
 * signatures, go to the client's own origin and nowhere else, whatever link a service gives; no try takes for ever;
 * and what broke on the way (a silent server, half a body, a page of something else in place of JSON, JSON that is not
 * the list or the row that a table was asked for) comes out as an error that the SDK's own retries know.
 * @param endpoint asked for at each request: a client made of a connection string knows its own only when it is made
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
      const response = await inTime(request, limits.tryTimeout, () => http.sendRequest(request));
      if (promisesJson(request, response)) {
        const body = jsonOf(response.bodyAsText);
        if (body === undefined) throw passing(request, `${host} answered with something that is not JSON.`);
        if (isListing(request) && !has(body, 'value', Array.isArray))
          throw passing(request, `${host} answered with JSON that is not the list that was asked for.`);
        if (isEntity(request) && !has(body, 'RowKey', isText))
          throw passing(request, `${host} answered with JSON that is not the row that was asked for.`);
      }
      mendWish(response, limits);
      return response;
    },
  };
}

/** A call within its time. The request's own signal still ends it at once, as an abort. */
async function inTime(
  request: PipelineRequest,
  most: number,
  call: () => Promise<PipelineResponse>,
): Promise<PipelineResponse> {
  const { abortSignal } = request;
  const either = new AbortController();
  const end = () => {
    either.abort();
  };
  const timer = setTimeout(end, most);
  abortSignal?.addEventListener('abort', end);
  if (abortSignal?.aborted === true) end();
  request.abortSignal = either.signal;
  try {
    return await call();
  } catch (error) {
    if (abortSignal?.aborted === true) throw error;
    const { host } = new URL(request.url);
    if (either.signal.aborted) throw passing(request, `${host} did not answer within ${most / 1000} s.`);
    if (!(error instanceof RestError)) throw error;
    // Half a body, which the SDKs do not try again.
    if (error.code === RestError.PARSE_ERROR)
      throw passing(request, `The answer of ${host} broke off.`, error);
    if (networkTroubles.has(error.code ?? ''))
      throw passing(request, `${host} could not be spoken to (${error.code}).`, error);
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
 * What a network does for a moment and the SDKs' retries do not know (they know resets, refusals and names that are not
 * found). The first is what a kept connection says that the service closed while something was written to it.
 */
const networkTroubles = new Set(['EPIPE', 'ECONNABORTED', 'EHOSTUNREACH', 'ENETUNREACH', 'EAI_AGAIN']);

/** An error that the SDKs' retries take for the network's. */
const passing = (request: PipelineRequest, message: string, cause?: Error): RestError =>
  Object.assign(new RestError(message, { code: 'ETIMEDOUT', request }), cause && { cause });

const promisesJson = (request: PipelineRequest, { status }: PipelineResponse): boolean =>
  request.method === 'GET' &&
  status === 200 &&
  (request.headers.get('accept') ?? '').startsWith('application/json');

/** What a text holds; undefined when it is not JSON. */
function jsonOf(text: string | null | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}

/** Whether a table's entities are asked for, `…/Table()`, and not a single one, `…/Table(PartitionKey=…,RowKey=…)`. */
const isListing = ({ url }: PipelineRequest): boolean => new URL(url).pathname.endsWith('()');

const isEntity = ({ url }: PipelineRequest): boolean => new URL(url).pathname.includes('(PartitionKey=');

/** The SDK takes an object without `value` for a table that is empty, and any object for a row. */
const has = (body: unknown, key: string, isSound: (value: unknown) => boolean): boolean =>
  typeof body === 'object' && body !== null && isSound(Reflect.get(body, key));

const isText = (value: unknown): boolean => typeof value === 'string';

/** A server that says "at once" each time, or "tomorrow", is tried again at our own pace. */
function mendWish(response: PipelineResponse, { longestRetryAfter, throttlePause }: HttpLimits): void {
  const wish = wishOf(response);
  if ((response.status !== 429 && response.status < 500) || (wish > 0 && wish <= longestRetryAfter)) return;
  if (response.status === 429) response.headers.set('retry-after', String(throttlePause / 1000));
  else response.headers.delete('retry-after');
}

/** What `Retry-After` asks for, in seconds or as a date, in milliseconds. */
function wishOf({ headers }: PipelineResponse): number {
  const text = headers.get('retry-after') ?? '';
  const seconds = Number(text);
  return Number.isNaN(seconds) ? Date.parse(text) - Date.parse(headers.get('date') ?? '') : seconds * 1000;
}
