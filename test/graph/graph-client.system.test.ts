import { startLoopbackServer, type Answer, type LoopbackServer } from '../../local/loopback-server';
import { createGraphGet, nextPath } from '../../shared/graph/graph-client';

const ever = new AbortController().signal;
const tokens = { getAccessToken: () => Promise.resolve('secret-token') };

describe('the path of a next page', () => {
  const root = 'https://graph.microsoft.com';

  test.each([
    [
      `${root}/v1.0/auditLogs/directoryAudits?$skiptoken=a%2Bb%3D&$top=9`,
      root,
      '/auditLogs/directoryAudits?$skiptoken=a%2Bb%3D&$top=9',
    ],
    ['HTTPS://GRAPH.MICROSOFT.COM:443/v1.0/x', root, '/x'],
    ['/v1.0/x?a=1', root, '/x?a=1'],
    ['https://me:pw@graph.microsoft.com/v1.0/x', root, '/x'],
    ['http://localhost:99/v1.0/x', 'http://127.0.0.1:99', '/x'],
    ['http://127.0.0.1:99/v1.0/x#part', 'http://localhost:99', '/x'],
    [`${root}/v1.0/evil.example/x?https://`, root, '/evil.example/x?https%3A//'],
    [`${root}/v1.0/https://evil.example/v1.0/x`, root, '/https%3A//evil.example/v1.0/x'],
    [`${root}/v1.0/x?a=https://https://b`, root, '/x?a=https%3A//https%3A//b'],
  ])('is taken from %s under %s', (link, endpoint, path) => {
    expect(nextPath(link, endpoint)).toBe(path);
  });

  test.each([
    ['https://graph.microsoft.com.evil.example/v1.0/x', root],
    ['https://evil.example/v1.0/x', root],
    ['https://graph.microsoft.com@evil.example/v1.0/x', root],
    ['//evil.example/v1.0/x', root],
    ['\\\\evil.example/v1.0/x', root],
    ['http://graph.microsoft.com/v1.0/x', root],
    ['https://graph.microsoft.com:8443/v1.0/x', root],
    ['https://graph.microsoft.us/v1.0/x', root],
    ['https://graph.microsoft.com/beta/x', root],
    ['https://graph.microsoft.com/v1.0/../beta/x', root],
    ['https://graph.microsoft.com/v1.0', root],
    ['https://graph.microsoft.com/v1.00/x', root],
    ['file:///v1.0/x', root],
    ['data:text/plain,/v1.0/x', root],
    ['javascript:alert(1)', root],
    ['http://localhost:98/v1.0/x', 'http://127.0.0.1:99'],
    ['https://localhost:99/v1.0/x', 'http://127.0.0.1:99'],
    ['http://localhost.evil.example:99/v1.0/x', 'http://127.0.0.1:99'],
    ['http://loopback:99/v1.0/x', 'http://127.0.0.1:99'],
    ['http://[', root],
  ])('is not taken from %s under %s', (link, endpoint) => {
    expect(() => nextPath(link, endpoint)).toThrow('it was not followed');
  });
});

describe('a GET', () => {
  let server: LoopbackServer;
  let answer: Answer = { status: 200, body: 'hello' };

  beforeAll(async () => {
    server = await startLoopbackServer({ clock: () => new Date(), answer: () => answer });
  });
  afterAll(() => server.close());

  test('returns status, headers and body unchanged', async () => {
    for (const status of [200, 204, 400, 404, 429, 500, 503]) {
      answer = {
        status,
        headers: { 'retry-after': '7' },
        ...(status === 204 ? {} : { body: '{"value": [1.0]}' }),
      };
      const response = await createGraphGet(server.url, null)('/x', ever);
      expect(response.status).toBe(status);
      expect(response.headers.get('retry-after')).toBe('7');
      expect(response.body.toString()).toBe(status === 204 ? '' : '{"value": [1.0]}');
    }
  });

  test('requests the path under v1.0 unchanged, and sends no token to this machine', async () => {
    answer = { status: 200, body: '{}' };
    const path = "/auditLogs/directoryAudits?$filter=a%20eq%20'x%26y'&$skiptoken=p%2Bq%3D%3D&$top=999";
    await createGraphGet(server.url, null)(path, ever);
    const request = server.requests.at(-1);
    expect(request).toMatchObject({ method: 'GET' });
    const [asked, wanted] = [request?.url ?? '', `/v1.0${path}`].map((url) => new URL(url, server.url));
    expect(asked?.pathname).toBe(wanted?.pathname);
    expect([...(asked?.searchParams ?? [])].sort()).toEqual([...(wanted?.searchParams ?? [])].sort());
    expect(request?.headers.authorization).toBeUndefined();
  });

  test('sends no token over http even when there is one', async () => {
    await createGraphGet(server.url, tokens)('/x', ever);
    expect(server.requests.at(-1)?.headers.authorization).toBeUndefined();
  });

  test('does not follow a redirect', async () => {
    answer = { status: 302, headers: { location: `${server.url}/v1.0/elsewhere` } };
    const before = server.requests.length;
    expect(await createGraphGet(server.url, null)('/x', ever)).toMatchObject({ status: 302 });
    expect(server.requests).toHaveLength(before + 1);
  });

  test('gives the body without a byte order mark', async () => {
    answer = { status: 200, body: '\uFEFF{"value": []}' };
    const response = await createGraphGet(server.url, null)('/x', ever);
    expect(response.body.toString()).toBe('{"value": []}');
  });

  test('fails with the network error as its cause, not with a text of the SDK', async () => {
    const gone = await startLoopbackServer({ clock: () => new Date(), answer: () => answer });
    await gone.close();
    await expect(createGraphGet(gone.url, null)('/x', ever)).rejects.toMatchObject({
      message: 'fetch failed',
      cause: { code: 'ECONNREFUSED' },
    });
  });

  test('fails when the signal is aborted', async () => {
    await expect(createGraphGet(server.url, null)('/x', AbortSignal.abort())).rejects.toMatchObject({
      name: 'AbortError',
    });
  });
});

describe('a token', () => {
  const sent: { url: string; authorization: string | null; redirect: string | undefined }[] = [];

  beforeEach(() => {
    sent.length = 0;
    jest.spyOn(globalThis, 'fetch').mockImplementation((input, init) => {
      const request = new Request(input, init);
      const authorization = request.headers.get('authorization');
      sent.push({ url: request.url, authorization, redirect: init?.redirect });
      return Promise.resolve(new Response('{"value":[]}'));
    });
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });

  test.each(['https://graph.microsoft.com', 'https://graph.microsoft.us', 'https://graph.gov.example:8443'])(
    'is sent to the configured root %s only, without following redirects',
    async (root) => {
      await createGraphGet(root, tokens)('/auditLogs/directoryAudits?$top=1', ever);
      expect(sent).toEqual([
        {
          url: `${root}/v1.0/auditLogs/directoryAudits?$top=1`,
          authorization: 'Bearer secret-token',
          redirect: 'manual',
        },
      ]);
    },
  );

  test.each([
    ['evil.example/x?https://', '/v1.0/evil.example/x', { 'https://': '' }],
    ['https://evil.example/v1.0/x', '/v1.0/https%3A//evil.example/v1.0/x', {}],
    ['x?$skiptoken=https://y&$top=9', '/v1.0/x', { $skiptoken: 'https://y', $top: '9' }],
  ])(
    'is sent to Graph only, even if the path of a next page contains a host: %s',
    async (link, path, query) => {
      const root = 'https://graph.microsoft.com';
      await createGraphGet(root, tokens)(nextPath(`${root}/v1.0/${link}`, root), ever);
      const [{ url, authorization } = { url: '' }] = sent;
      const asked = new URL(url);
      expect([asked.origin, asked.pathname, authorization]).toEqual([root, path, 'Bearer secret-token']);
      expect(Object.fromEntries(asked.searchParams)).toEqual(query);
    },
  );

  test.each([
    ['/evil.example/x?https://', 'https://evil.example'],
    ['/x?$skiptoken=https://y', 'nowhere'],
    ['/https://evil.example/v1.0/x', 'https://evil.example'],
  ])('is not sent at all if the SDK would take another host from %s', async (path, host) => {
    for (const authentication of [tokens, null])
      await expect(createGraphGet('https://graph.microsoft.com', authentication)(path, ever)).rejects.toThrow(
        `A request meant for https://graph.microsoft.com would have gone to ${host}.`,
      );
    expect(sent).toEqual([]);
  });

  test("that is not available fails the call with the provider's error", async () => {
    const refusal = new Error('No identity.');
    const get = createGraphGet('https://graph.microsoft.com', {
      getAccessToken: () => Promise.reject(refusal),
    });
    await expect(get('/x', ever)).rejects.toBe(refusal);
    expect(sent).toEqual([]);
  });
});
