import {
  createHttpHeaders,
  createPipelineRequest,
  RestError,
  type PipelineRequest,
} from '@azure/core-rest-pipeline';
import {
  startLoopbackServer,
  type Answer,
  type Fault,
  type LoopbackServer,
} from '../../local/loopback-server';
import { createGuardedHttp } from '../../shared/clients/guarded-http';

/** Time limits for slow answers. */
const limits = { tryTimeout: 20_000, maxRetryAfter: 60_000, throttlePause: 5_000 };
let servers: LoopbackServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function start(answer: Answer, fault?: Fault): Promise<LoopbackServer> {
  const server = await startLoopbackServer({
    clock: () => new Date(),
    answer: () => answer,
    faults: () => fault,
  });
  servers = [...servers, server];
  return server;
}

const identity = (error: unknown): unknown => error;

const requestTo = (url: string, facts: Partial<PipelineRequest> = {}): PipelineRequest =>
  Object.assign(
    createPipelineRequest({
      url,
      allowInsecureConnection: true,
      headers: createHttpHeaders({
        accept: 'application/json;odata=minimalmetadata',
        authorization: 'Bearer secret',
      }),
    }),
    facts,
  );

describe('the guarded HTTP client', () => {
  test('sends a request to its own origin', async () => {
    const own = await start({ status: 200, body: { value: [] } });
    const http = createGuardedHttp(() => `${own.url}/account`, limits);
    expect(await http.sendRequest(requestTo(`${own.url}/Tables`))).toMatchObject({ status: 200 });
    expect(own.requests[0]?.headers.authorization).toBe('Bearer secret');
  });

  test('sends nothing to another host, to another port, or without TLS', async () => {
    const [own, foreign] = [await start({ status: 200 }), await start({ status: 200 })];
    const http = createGuardedHttp(() => own.url, limits);
    await expect(http.sendRequest(requestTo(foreign.url))).rejects.toThrow('it was not followed');
    const secure = createGuardedHttp(() => own.url.replace('http:', 'https:'), limits);
    await expect(secure.sendRequest(requestTo(own.url))).rejects.toThrow('it was not followed');
    expect([...own.requests, ...foreign.requests]).toEqual([]);
  });

  test.each<[string, Fault, RegExp]>([
    ['a silent server', 'hang', /did not answer within 0.15 s/],
    ['half a body', 'truncate', /answer of 127.* broke off/],
    ['a page of something else', { status: 200, body: '<html>' }, /not JSON/],
    ['an empty page', { status: 200, body: '' }, /not JSON/],
  ])('reports %s as an error that an SDK retries', async (_, fault, words) => {
    const own = await start({ status: 200, body: { value: ['x'.repeat(1000)] } }, fault);
    const tryTimeout = fault === 'hang' ? 150 : limits.tryTimeout;
    const failed = await createGuardedHttp(() => own.url, { ...limits, tryTimeout })
      .sendRequest(requestTo(own.url))
      .catch(identity);
    expect(failed).toBeInstanceOf(RestError);
    expect(failed).toMatchObject({ code: 'ETIMEDOUT', message: expect.stringMatching(words) as string });
  });

  test.each([{ status: 'ok' }, { value: 'none' }, [], null, 7])(
    'rejects %j as a list or row of a table, where an SDK would see an empty list',
    async (body) => {
      const own = await start({ status: 200, body: JSON.stringify(body) });
      const http = createGuardedHttp(() => own.url, limits);
      const listed = http.sendRequest(requestTo(`${own.url}/account/PimAuditEvents()?$top=1`));
      await expect(listed).rejects.toMatchObject({
        code: 'ETIMEDOUT',
        message: expect.stringMatching(/not the list/) as string,
      });
      const row = http.sendRequest(requestTo(`${own.url}/account/ReportRuns(PartitionKey='a',RowKey='b')`));
      await expect(row).rejects.toMatchObject({
        code: 'ETIMEDOUT',
        message: expect.stringMatching(/not the row/) as string,
      });
      // An answer of a mail service is neither.
      const other = http.sendRequest(requestTo(`${own.url}/emails/operations/1`));
      expect(await other).toMatchObject({ status: 200 });
    },
  );

  test('accepts a single row of a table', async () => {
    const own = await start({ status: 200, body: JSON.stringify({ PartitionKey: 'a', RowKey: 'b' }) });
    const http = createGuardedHttp(() => own.url, limits);
    const row = http.sendRequest(requestTo(`${own.url}/account/ReportRuns(PartitionKey='a',RowKey='b')`));
    expect(await row).toMatchObject({ status: 200 });
  });

  test.each<[string, string, string]>([
    ['a connection closed while it was written to', 'EPIPE', 'ETIMEDOUT'],
    ['a name service that is busy', 'EAI_AGAIN', 'ETIMEDOUT'],
    ['a reset, which it knows', 'ECONNRESET', 'ECONNRESET'],
    ['a certificate that is not to be trusted', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
  ])('reports %s (%s) to the SDK as %s', async (_, code, seen) => {
    const broken = new RestError(`write ${code}`, { code });
    const http = { sendRequest: () => Promise.reject(broken) };
    const sent = createGuardedHttp(() => 'https://own.example', limits, http);
    const failed: unknown = await sent.sendRequest(requestTo('https://own.example/Tables')).catch(identity);
    expect(failed).toMatchObject({ code: seen });
    if (code !== seen)
      expect(failed).toMatchObject({
        message: `own.example could not be contacted (${code}).`,
        cause: broken,
      });
  });

  test('ends with the run, as an abort that is not retried', async () => {
    const own = await start({ status: 200 }, 'hang');
    const abortSignal = AbortSignal.timeout(20);
    const sent = createGuardedHttp(() => own.url, limits).sendRequest(requestTo(own.url, { abortSignal }));
    await expect(sent).rejects.toMatchObject({ name: 'AbortError' });
    const late = createGuardedHttp(() => own.url, limits).sendRequest(requestTo(own.url, { abortSignal }));
    await expect(late).rejects.toMatchObject({ name: 'AbortError' });
  });

  test('adds a pause to a 429 without a sensible one, so that the SDK retries', async () => {
    for (const headers of [{}, { 'retry-after': '86400' }]) {
      const own = await start({ status: 429, headers });
      const response = await createGuardedHttp(() => own.url, limits).sendRequest(requestTo(own.url));
      expect(response.headers.get('retry-after')).toBe('5');
    }
  });

  test.each([
    ['86400', undefined],
    ['-5', undefined],
    ['0', undefined],
    ['soon', undefined],
    ['Fri, 31 Dec 9999 23:59:59 GMT', undefined],
    ['30', '30'],
    ['Mon, 23 Nov 2026 07:00:30 GMT', 'Mon, 23 Nov 2026 07:00:30 GMT'],
  ])('turns Retry-After: %s into %s for the SDK', async (wish, seen) => {
    const headers = { 'retry-after': wish, date: 'Mon, 23 Nov 2026 07:00:00 GMT' };
    const own = await start({ status: 503, headers });
    const response = await createGuardedHttp(() => own.url, limits).sendRequest(requestTo(own.url));
    expect(response.headers.get('retry-after')).toBe(seen);
  });
});
