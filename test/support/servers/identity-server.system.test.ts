import { audienceOf, tokenProblem } from '../../../local/bearer-token';
import { type IdentityServer, startIdentityServer } from './identity-server';

const now = new Date('2026-11-23T07:00:00.000Z');
const clientId = '0b1c2d3e-4444-4000-8000-aaaaaaaaaaaa';
const resource = 'https://graph.microsoft.com';
let server: IdentityServer;

beforeAll(async () => {
  server = await startIdentityServer({ clientId, clock: () => now });
});
afterAll(() => server.close());

const ask = async (query: Readonly<Record<string, string>>, header?: string) => {
  const url = `${server.settings.IDENTITY_ENDPOINT}?${new URLSearchParams(query).toString()}`;
  const secret = header ?? server.settings.IDENTITY_HEADER;
  const response = await fetch(url, { headers: { 'X-IDENTITY-HEADER': secret } });
  return { status: response.status, body: (await response.json()) as Record<string, string> };
};
const good = { resource, 'api-version': '2019-08-01', client_id: clientId };

test('issues a token for the resource that is valid for an hour', async () => {
  const { status, body } = await ask(good);
  expect(status).toBe(200);
  const header = `Bearer ${body.access_token}`;
  expect(audienceOf(header)).toBe(resource);
  const at = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
  expect(tokenProblem(header, resource, at(59))).toBeNull();
  expect(tokenProblem(header, resource, at(61))).toMatch(/Lifetime/);
  expect(tokenProblem(header, 'https://vault.azure.net', now)).toMatch(/Invalid audience/);
  expect(Number(body.expires_on) * 1000).toBe(at(60).getTime());
});

test.each<[string, Record<string, string>, number, string | undefined]>([
  ['the header is wrong', good, 401, 'guessed'],
  ['the identity is another', { ...good, client_id: 'other' }, 400, undefined],
  ['no resource is named', { ...good, resource: '' }, 400, undefined],
  ['the version is another', { ...good, 'api-version': '2017-09-01' }, 400, undefined],
])('issues no token when %s', async (_, query, status, header) => {
  const before = server.tokens.length;
  expect((await ask(query, header)).status).toBe(status);
  expect(server.tokens).toHaveLength(before);
});

test.each([undefined, 'Basic abc', 'Bearer abc', 'Bearer a.bm90IGpzb24.c'])(
  'a server rejects the header %s as a token',
  (header) => {
    expect(tokenProblem(header, resource, now)).toMatch(/empty|malformed/);
    expect(audienceOf(header)).toBeNull();
  },
);
