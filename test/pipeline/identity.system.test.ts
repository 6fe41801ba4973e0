import { audienceOf } from '../../local/bearer-token';
import type { GraphServer } from '../../local/graph-server';
import type { Mailbox } from '../../local/mailbox';
import type { RecordingProxy } from '../support/servers/recording-proxy';
import { ensureBuilt, runCommand } from '../support/servers/cli';
import { type Cloud, soundIssue, startCloud } from '../support/servers/cloud';
import { fakeProgram } from '../support/fakes/fake-program';
import { createFunctionRunner } from '../support/servers/functions-process';
import { scratchFolder } from '../support/servers/pipeline';
import { telemetryOf } from '../support/outputs/telemetry';

// As in production: no keys, one user-assigned identity, and every service over TLS with its own token.
const clientId = '0b1c2d3e-4444-4000-8000-aaaaaaaaaaaa';
const storageAudience = 'https://storage.azure.com';
const mailAudience = 'https://communication.azure.com';
/** Behaviour of the identity endpoint; the tests of wrong tokens change it. */
const issue = soundIssue();

let folder: Awaited<ReturnType<typeof scratchFolder>>;
let cloud: Cloud;
let run: Awaited<ReturnType<typeof createFunctionRunner>>;
let settings: Readonly<Record<string, string>>;

beforeAll(async () => {
  await ensureBuilt();
  folder = await scratchFolder();
  run = await createFunctionRunner(folder.path);
  cloud = await startCloud(folder.path, clientId, issue);
  settings = { ...cloud.identity.settings, AZURE_CLIENT_ID: clientId, ...cloud.settings };
});
afterEach(() => {
  Object.assign(issue, soundIssue());
});
afterAll(async () => {
  await cloud.close();
  await folder.remove();
});

const unslashed = (text: string | null | undefined) => text?.replace(/\/$/, '');
/** Returns the audiences of all tokens that a server received; null for a request without a token. */
const audiencesAt = (server: GraphServer | Mailbox) => [
  ...new Set(server.requests.map(({ headers }) => unslashed(audienceOf(headers.authorization)))),
];
/** Returns the requests that were not refused; the first storage request has no token and gets the challenge. */
const granted = (proxy: RecordingProxy) =>
  proxy.requests.filter(({ status }) => status < 400 || status === 404 || status === 409);
/** Returns the resources of requests to the identity endpoint, from the n-th on, sorted. */
const askedSince = (n: number) =>
  cloud.identity.requests
    .slice(n)
    .map(({ url }) => unslashed(new URL(url, cloud.identity.url).searchParams.get('resource')))
    .sort();
const secretsIn = (output: string) =>
  [...cloud.identity.tokens, cloud.identity.settings.IDENTITY_HEADER].filter((secret) =>
    output.includes(secret),
  );

test('collect and report run with a managed identity alone', async () => {
  const { graph, mailbox, tables, blobs, identity } = cloud;
  const collected = await run('collectAuditEvents', settings);
  expect([collected.code, collected.output]).toEqual([0, expect.not.stringContaining('"error"')]);
  // A run requests one token for each audience, however many calls it makes; the four tables are opened in parallel.
  const forTables = Array.from({ length: 4 }, () => storageAudience);
  expect(askedSince(0)).toEqual([graph.url, ...forTables]);
  expect(graph.requests.length).toBeGreaterThan(5);
  expect(granted(tables).length).toBeGreaterThan(10);

  const before = identity.requests.length;
  const sent = await run('sendWeeklyReport', settings);
  expect([sent.code, sent.output]).toEqual([0, expect.not.stringContaining('"error"')]);
  // A report soon after the end of its week reads the last days again.
  const asked = askedSince(before).filter((resource) => resource !== graph.url);
  expect(asked).toEqual([mailAudience, ...forTables]);

  const told = telemetryOf([...collected.lines, ...sent.lines].map(({ message }) => message));
  expect(told).toMatchObject([
    { event: 'collection.finished', ok: true, notComplete: [], standingAccess: { kept: 'stored' } },
    { event: 'report.sent', isNew: true, complete: true },
    { event: 'report.week', report: 'weekly', isSent: true },
    { event: 'reports.finished', ok: true, sent: 1 },
  ]);
  expect(told[0]?.newEvents).toBeGreaterThan(500);
  expect(mailbox.messages).toHaveLength(1);

  // Each service received only tokens made for it.
  expect(audiencesAt(graph)).toEqual([graph.url]);
  expect(audiencesAt(mailbox)).toEqual([mailAudience]);
  for (const proxy of [tables, blobs]) {
    const audiences = granted(proxy).map(({ authorization }) => unslashed(audienceOf(authorization)));
    expect([...new Set(audiences)]).toEqual([storageAudience]);
  }
  // The workbook was archived with the identity too.
  expect(
    granted(blobs).filter(({ method, url }) => method === 'PUT' && url.includes('.xlsx')),
  ).not.toHaveLength(0);

  // Only this identity was requested, and no log contains its tokens.
  const clients = identity.requests.map(({ url }) =>
    new URL(url, identity.url).searchParams.get('client_id'),
  );
  expect(new Set(clients)).toEqual(new Set([clientId]));
  expect(secretsIn(collected.output + sent.output)).toEqual([]);
});

/**
 * Script of a person's Azure CLI: prints a token for the requested resource, like `az account get-access-token`.
 */
const azureCli = `
  const scope = args[args.indexOf('--scope') + 1] ?? '';
  const resource = args.includes('--resource') ? args[args.indexOf('--resource') + 1] : scope.replace('/.default', '');
  if (args[0] !== 'account' || args[1] !== 'get-access-token') return '{}';
  const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const now = Math.floor(Date.now() / 1000);
  const accessToken = [part({ alg: 'none' }), part({ aud: resource, iss: 'https://sts.windows.net/7d3f0c1e-2222-4000-8000-5f1d00000000/', iat: now, nbf: now - 60, exp: now + 3600, appid: 'az' }), 'x'].join('.');
  return JSON.stringify({ accessToken, expires_on: now + 3600, tokenType: 'Bearer', tenant: 't', subscription: 's' });
`;

test('a person can do the same from their own machine, signed in with the Azure CLI', async () => {
  const home = await scratchFolder();
  const az = await fakeProgram(home.path, 'az', azureCli);
  const mails = cloud.mailbox.messages.length;
  // The app's settings as docs/operate.md copies them, no identity endpoint, and a PATH that contains az.
  const own = {
    AZURE_CLIENT_ID: clientId,
    ...cloud.settings,
    PATH: `${home.path}:/usr/bin:/bin`,
    REPORTS: '[{"name":"by-hand","formats":"csv"}]',
  };
  for (const args of [['collect'], ['report', '--send'], ['verify', '--report', 'by-hand']]) {
    const { code, stderr } = await runCommand(args, { folder: home.path, settings: own });
    const signedIn = 'Signed in as az (tenant unknown) with Azure CLI.\n';
    expect({ args, code, stderr }).toEqual({ args, code: 0, stderr: signedIn });
  }
  expect(cloud.mailbox.messages).toHaveLength(mails + 1);
  expect((await az.calls()).length).toBeGreaterThan(0);
  await home.remove();
});

describe('one sentence says what is wrong and what to do', () => {
  /** Returns the failures of a run, and checks that it showed no token and did not continue. */
  async function failures(name: string, changed: Readonly<Record<string, string>> = {}): Promise<string> {
    const { code, lines, output } = await run(name, { ...settings, ...changed });
    expect(code).toBe(1);
    expect(secretsIn(output)).toEqual([]);
    const finished = telemetryOf(lines.map(({ message }) => message)).at(-1);
    expect(finished).toMatchObject({ ok: false });
    const sentences = finished?.failures as string[];
    expect(sentences).toHaveLength(1);
    expect(sentences[0]).not.toMatch(/\n|\bat [^ ]+:\d+/);
    return sentences[0] ?? '';
  }
  const onlyFor = (part: string, spoiled: string) => (resource: string) =>
    resource.includes(part) ? spoiled : resource;
  const twoHoursAgo = () => new Date(Date.now() - 2 * 3_600_000);
  // New reports, because the ledger has the other one as sent. A workbook takes half of a run's time.
  const second = { REPORTS: '[{"name":"second","formats":"csv"}]' };
  const third = { REPORTS: '[{"name":"third","formats":"csv"}]' };

  test('when the token is not for the storage', async () => {
    issue.audience = onlyFor('storage', 'https://vault.azure.net');
    expect(await failures('collectAuditEvents')).toMatch(
      /could not be opened: HTTP 40[13].*role "Storage Table Data Contributor"/,
    );
  });

  test('when the token is not for Graph', async () => {
    issue.audience = onlyFor(cloud.graph.url, 'https://graph.windows.net');
    expect(await failures('collectAuditEvents')).toMatch(
      /HTTP 401.*Invalid audience.*Check that the identity belongs to the tenant of GRAPH_ENDPOINT/,
    );
  });

  test('when the token is not for the mail service', async () => {
    issue.audience = onlyFor('communication', 'https://vault.azure.net');
    expect(await failures('sendWeeklyReport', second)).toMatch(
      /mail was refused \(HTTP 401\).*role "Communication and Email Service Owner"/,
    );
  });

  test('when the tokens have expired', async () => {
    issue.issuedAt = twoHoursAgo;
    expect(await failures('collectAuditEvents')).toMatch(/could not be opened: HTTP 40[13]/);
  });

  test('when the identity is not assigned to the app', async () => {
    const stranger = { AZURE_CLIENT_ID: '99999999-4444-4000-8000-aaaaaaaaaaaa' };
    expect(await failures('collectAuditEvents', stranger)).toMatch(
      /could not be opened: .*No User Assigned.*AZURE_CLIENT_ID/,
    );
  });

  test.each([
    ['answers with an error', { status: 500, body: { message: 'The identity platform is down.' } }],
    ['cuts the connection', 'reset' as const],
  ])('when the identity endpoint %s', async (_, fault) => {
    issue.fault = () => fault;
    expect(await failures('collectAuditEvents')).toMatch(/The audit storage .* could not be opened: /);
  });

  // Messages of Microsoft Entra, which the identity endpoint passes on.
  test.each([
    [
      'does not know the application',
      `AADSTS700016: Application with identifier '${clientId}' was not found in the directory 'Contoso'.`,
    ],
    [
      'is not there',
      "AADSTS90002: Tenant 'contoso.example' not found. Check to make sure you have the correct tenant ID.",
    ],
  ])('when the tenant %s', async (_, message) => {
    const refusal = { status: 400, body: { statusCode: 400, message: `${message}\r\nTrace ID: 1` } };
    issue.fault = () => refusal;
    const storage = await failures('collectAuditEvents');
    expect(storage).toMatch(
      /^The audit storage \S+ could not be opened: .* Check AZURE_CLIENT_ID, and that this identity belongs to the tenant/,
    );
    expect(storage).toContain(message);
    issue.fault = ({ url }) => (decodeURIComponent(url).includes(cloud.graph.url) ? refusal : undefined);
    const graph = await failures('collectAuditEvents');
    expect(graph).toMatch(/: No token for Microsoft Graph \S+: .* Check AZURE_CLIENT_ID/);
    expect(graph).toContain(message);
    issue.fault = ({ url }) => (decodeURIComponent(url).includes('communication') ? refusal : undefined);
    const mail = await failures('sendWeeklyReport', third);
    expect(mail).toMatch(/^Report "third": The mail could not be sent: .* Check AZURE_CLIENT_ID.*tenant/);
    expect(mail).toContain(message);
  });

  test('when the identity gets no token for Graph', async () => {
    issue.fault = ({ url }) =>
      decodeURIComponent(url).includes(cloud.graph.url)
        ? { status: 400, body: { statusCode: 400, message: 'The identity is disabled.' } }
        : undefined;
    expect(await failures('collectAuditEvents')).toMatch(/No token for Microsoft Graph.*identity/);
  });
});
