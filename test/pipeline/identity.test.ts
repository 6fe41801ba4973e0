import { audienceOf } from '../../local/bearer-token';
import { type GraphServer, startGraphServer } from '../../local/graph-server';
import { type IdentityServer, startIdentityServer } from '../../local/identity-server';
import { type Mailbox, startMailbox } from '../../local/mailbox';
import { type RecordingProxy, startRecordingProxy } from '../../local/recording-proxy';
import { createSampleTenant } from '../../local/sample-tenant/sample-tenant';
import { type StorageEmulator, startStorageEmulator } from '../../local/storage-emulator';
import { makeCertificate } from '../support/certificate';
import { ensureBuilt } from '../support/cli';
import { createFunctionRunner } from '../support/functions-process';
import { scratchFolder } from '../support/pipeline';
import { telemetryOf } from '../support/telemetry';

// The way to production: no key anywhere, one user-assigned identity, every service over TLS with a token of its own.
const clientId = '0b1c2d3e-4444-4000-8000-aaaaaaaaaaaa';
const now = new Date();
const tenant = createSampleTenant({ now });
/** What the identity endpoint makes of a resource; spoiled by the tests of wrong tokens. */
let audience = (resource: string): string => resource;

let folder: Awaited<ReturnType<typeof scratchFolder>>;
let storage: StorageEmulator;
let tables: RecordingProxy;
let blobs: RecordingProxy;
let graph: GraphServer;
let mailbox: Mailbox;
let identity: IdentityServer;
let run: Awaited<ReturnType<typeof createFunctionRunner>>;
let settings: Readonly<Record<string, string>>;

beforeAll(async () => {
  await ensureBuilt();
  folder = await scratchFolder();
  run = await createFunctionRunner(folder.path);
  const tls = await makeCertificate(folder.path);
  storage = await startStorageEmulator({ tls });
  tables = await startRecordingProxy(storage.tableUri, tls);
  blobs = await startRecordingProxy(storage.blobUri, tls);
  graph = await startGraphServer({ events: tenant.events, lateEvents: tenant.lateEvents, tls });
  mailbox = await startMailbox({ folder: null, tls });
  identity = await startIdentityServer({ clientId, audience: (resource) => audience(resource) });
  settings = {
    ...identity.settings,
    AZURE_CLIENT_ID: clientId,
    NODE_EXTRA_CA_CERTS: tls.certFile,
    AUDIT_STORAGE__tableServiceUri: `${tables.url}${new URL(storage.tableUri).pathname}`,
    AUDIT_STORAGE__blobServiceUri: `${blobs.url}${new URL(storage.blobUri).pathname}`,
    GRAPH_ENDPOINT: graph.url,
    GRAPH_REQUESTS_PER_10_SECONDS: '0',
    COMMUNICATION_SERVICES__endpoint: mailbox.url,
    REPORT_SENDER: 'pim-report@northgate-shipping.example',
    REPORT_RECIPIENTS: 'security@northgate-shipping.example',
  };
});
afterEach(() => {
  audience = (resource) => resource;
});
afterAll(async () => {
  for (const server of [identity, mailbox, graph, blobs, tables]) await server.close();
  await storage.stop();
  await folder.remove();
});

/** The audiences of all tokens that a server saw; what came without a token is null. */
const audiences = (headers: readonly (string | undefined)[]) => [...new Set(headers.map(audienceOf))];
const authorizations = (server: GraphServer | Mailbox) =>
  server.requests.map(({ headers }) => headers.authorization);
const secretsIn = (output: string) =>
  [...identity.tokens, identity.settings.IDENTITY_HEADER].filter((secret) => output.includes(secret));

test('collect and report run on a managed identity alone', async () => {
  const collected = await run('collectAuditEvents', settings);
  expect([collected.code, collected.output]).toEqual([0, expect.not.stringContaining('"error"')]);
  const sent = await run('sendWeeklyReport', settings);
  expect([sent.code, sent.output]).toEqual([0, expect.not.stringContaining('"error"')]);

  const told = telemetryOf([...collected.lines, ...sent.lines].map(({ message }) => message));
  expect(told).toMatchObject([
    { event: 'collection.finished', ok: true, notComplete: [] },
    { event: 'report.sent', isNew: true, complete: true },
    { event: 'reports.finished', ok: true, sent: 1 },
  ]);
  expect(told[0]?.newEvents).toBeGreaterThan(500);
  expect(mailbox.messages).toHaveLength(1);

  // Each service saw tokens made for it and no others; storage is asked without one only to learn that it wants one.
  expect(audiences(authorizations(graph))).toEqual([graph.url]);
  expect(audiences(authorizations(mailbox))).toEqual(['https://communication.azure.com/']);
  for (const proxy of [tables, blobs]) {
    const answered = proxy.requests.filter(({ status }) => status < 400 || status === 409);
    for (const { authorization } of answered)
      expect(audienceOf(authorization)?.replace(/\/$/, '')).toBe('https://storage.azure.com');
  }
  expect(tables.requests.length).toBeGreaterThan(10);

  // The one identity was asked, once a process and service, and what it gave is in no log.
  const asked = identity.requests.map(({ url }) => new URL(url, identity.url).searchParams);
  expect(new Set(asked.map((query) => query.get('client_id')))).toEqual(new Set([clientId]));
  expect(new Set(asked.map((query) => query.get('resource')?.replace(/\/$/, '')))).toEqual(
    new Set([graph.url, 'https://storage.azure.com', 'https://communication.azure.com']),
  );
  expect(identity.tokens.length).toBeGreaterThanOrEqual(3);
  expect(secretsIn(collected.output + sent.output)).toEqual([]);
});

describe('one sentence says what is wrong and what to do', () => {
  /** The failures that a run told, and that it neither told a token nor went on. */
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

  test('when the token is not for the storage', async () => {
    audience = (resource) => (resource.includes('storage') ? 'https://vault.azure.net' : resource);
    expect(await failures('collectAuditEvents')).toMatch(
      /could not be opened: HTTP 40[13].*role "Storage Table Data Contributor"/,
    );
  });

  test('when the token is not for Graph', async () => {
    audience = (resource) => (resource === graph.url ? 'https://graph.windows.net' : resource);
    expect(await failures('collectAuditEvents')).toMatch(
      /HTTP 401.*Invalid audience.*Check that the identity belongs to the tenant of GRAPH_ENDPOINT/,
    );
  });

  test('when the token is not for the mail service', async () => {
    audience = (resource) => (resource.includes('communication') ? 'https://vault.azure.net' : resource);
    // A report of its own: the ledger knows that the other one is sent.
    const reports = { REPORTS: '[{"name":"second"}]' };
    expect(await failures('sendWeeklyReport', reports)).toMatch(
      /mail was refused \(HTTP 401\).*role "Communication and Email Service Owner"/,
    );
  });

  test('when the identity is not assigned to the app', async () => {
    const stranger = { AZURE_CLIENT_ID: '99999999-4444-4000-8000-aaaaaaaaaaaa' };
    expect(await failures('collectAuditEvents', stranger)).toMatch(
      /could not be opened: .*No User Assigned.*AZURE_CLIENT_ID/,
    );
  });
});
