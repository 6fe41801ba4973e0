import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Fault, type LoopbackServer, startLoopbackServer } from '../../../local/loopback-server';
import { createPost, type PostParts } from '../../../shared/alerts/https/post';
import { patience } from '../../support/servers/pipeline';

let server: LoopbackServer;
let fault: Fault | undefined;
const others: Server[] = [];

beforeAll(async () => {
  server = await startLoopbackServer({
    clock: () => new Date('2026-11-16T12:00:00.000Z'),
    answer: () => ({ status: 202, body: 'taken' }),
    faults: () => fault,
  });
});
beforeEach(() => {
  fault = undefined;
});
afterAll(async () => {
  await server.close();
  for (const other of others) other.close();
});

const secret = '/services/T0/B0/very-secret?sig=also-secret';
const postTo = (parts: Partial<PostParts> = {}) =>
  createPost({ url: `${server.url}${secret}`, allowsLoopback: true, ...parts });
const short = { timeout: 300, maxAnswerBytes: 4_096 };
const failure = (work: Promise<unknown>): Promise<Error> =>
  work.then(
    () => {
      throw new Error('It did not fail.');
    },
    (error: unknown) => error as Error,
  );

test('posts JSON to the whole URL and reads the answer', async () => {
  const answer = await postTo()({ body: '{"ä":1}', headers: { 'X-Own': 'yes' } }, patience());
  expect(answer).toEqual({ status: 202, body: 'taken', retryAfter: null });
  const request = server.requests.at(-1);
  expect(request).toMatchObject({
    method: 'POST',
    url: secret,
    headers: { 'content-type': 'application/json', 'x-own': 'yes' },
  });
  expect(request?.body.toString()).toBe('{"ä":1}');
});

test.each([301, 302, 303, 307, 308])('does not follow a redirect (HTTP %i)', async (status) => {
  fault = { status, headers: { location: `${server.url}/elsewhere` } };
  const before = server.requests.length;
  expect(await postTo()({ body: '{}' }, patience())).toMatchObject({ status });
  expect(server.requests.length).toBe(before + 1);
});

test('reads only 4 KB of an answer', async () => {
  fault = { status: 200, body: 'x'.repeat(1_000_000) };
  const { body } = await postTo()({ body: '{}' }, patience());
  expect(body).toBe('x'.repeat(4_096));
});

test('returns the status of an answer whose body does not end in time', async () => {
  fault = 'drip';
  expect(await postTo({ limits: short })({ body: '{}' }, patience())).toMatchObject({ status: 200 });
});

test.each([
  ['5', 5_000],
  ['0', 0],
  ['Mon, 16 Nov 2026 12:00:07 GMT', 7_000],
  ['soon', null],
  ['-5', null],
])('reads Retry-After: %s', async (wish, expected) => {
  fault = { status: 429, headers: { 'retry-after': wish } };
  expect(await postTo()({ body: '{}' }, patience())).toMatchObject({ status: 429, retryAfter: expected });
});

test.each([
  ['hang', 'timeout', /^127\.0\.0\.1:\d+ did not answer within 0\.3 s\.$/],
  ['reset', 'network', /^127\.0\.0\.1:\d+ could not be reached \(ECONNRESET\)\.$/],
  ['lost', 'network', /ECONNRESET/],
] as const)(
  'reports a server that does "%s" as a %s error, without the path',
  async (kind, expected, message) => {
    fault = kind;
    const error = await failure(postTo(kind === 'hang' ? { limits: short } : {})({ body: '{}' }, patience()));
    expect(error).toMatchObject({ name: 'PostError', kind: expected });
    expect(error.message).toMatch(message);
    expect(`${error.stack} ${JSON.stringify(error)}`).not.toContain('secret');
  },
);

test('fails with a timeout if the name lookup takes too long, and throws the abort reason when the run is over', async () => {
  const never = () => new Promise<never>(() => undefined);
  const url = 'https://hooks.example/secret';
  const post = createPost({ url, allowsLoopback: false, limits: short, resolve: never });
  expect(await failure(post({ body: '{}' }, patience()))).toMatchObject({ kind: 'timeout' });
  const reason = new Error('The run is over.');
  const ended = createPost({ url, allowsLoopback: false, resolve: never })(
    { body: '{}' },
    AbortSignal.abort(reason),
  );
  expect(await failure(ended)).toBe(reason);
});

const addresses =
  (...list: readonly string[]) =>
  () =>
    Promise.resolve(list.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })));

test.each([
  ['10.0.0.7'],
  ['169.254.169.254'],
  ['127.0.0.1'],
  ['::1'],
  ['fd00::1'],
  ['::ffff:192.168.0.1'],
  ['203.0.113.7', '10.0.0.7'],
])('sends nothing to a name that resolves to %s', async (...list) => {
  const post = createPost({
    url: 'https://hooks.example/secret',
    // This holds on a developer's machine too: only loopback hosts in the URL are allowed.
    allowsLoopback: true,
    resolve: addresses(...list),
  });
  const error = await failure(post({ body: '{}' }, patience()));
  expect(error).toMatchObject({ kind: 'forbidden' });
  expect(error.message).toMatch(/^hooks\.example leads to the private address .+; nothing was sent\./);
  expect(error.message).not.toContain('secret');
});

test('refuses this machine as a private address in Azure', async () => {
  const before = server.requests.length;
  for (const url of [server.url, server.url.replace('127.0.0.1', 'localhost')]) {
    const error = await failure(createPost({ url, allowsLoopback: false })({ body: '{}' }, patience()));
    expect(error).toMatchObject({ kind: 'forbidden' });
  }
  expect(server.requests.length).toBe(before);
});

test('connects to the address that it checked, and looks the name up for each request', async () => {
  const other = createServer((_request, response) => response.end('the checked one'));
  others.push(other);
  await new Promise<void>((done) => other.listen(0, '127.0.0.2', done));
  const { port } = other.address() as AddressInfo;
  // The system would resolve it to 127.0.0.1 or ::1, where nothing listens on this port.
  let lookups = 0;
  const resolve = () => {
    lookups += 1;
    return addresses('127.0.0.2')();
  };
  const post = createPost({ url: `http://localhost:${port}/`, allowsLoopback: true, resolve });
  expect(await post({ body: '{}' }, patience())).toMatchObject({ body: 'the checked one' });
  expect(await post({ body: '{}' }, patience())).toMatchObject({ body: 'the checked one' });
  expect(lookups).toBe(2);
});

test('reports a name that does not exist', async () => {
  const resolve = () => Promise.reject(Object.assign(new Error('ENOTFOUND'), { code: 'ENOTFOUND' }));
  const post = createPost({ url: 'https://hooks.example/secret', allowsLoopback: false, resolve });
  const error = await failure(post({ body: '{}' }, patience()));
  expect(error).toMatchObject({ kind: 'network' });
  expect(error.message).toBe(
    'The name hooks.example could not be looked up. Check its spelling and the DNS.',
  );
});
