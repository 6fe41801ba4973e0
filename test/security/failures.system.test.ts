import { startGraphServer } from '../../local/graph-server';
import type { Fault } from '../../local/loopback-server';
import { startLoopbackServer, type LoopbackServer } from '../../local/loopback-server';
import type { World, WorldOptions } from '../../local/world';
import { ensureBuilt, runCommand } from '../support/servers/cli';
import { scratchFolder, startTestWorld } from '../support/servers/pipeline';

/** Errors in the formats of Graph, the mail service and the table service. */
const graph = (status: number, code: string, message: string): Fault => ({
  status,
  body: { error: { code, message, innerError: { date: '2026-11-23T07:00:00', 'request-id': 'r-1' } } },
});
const mail = (status: number, code: string, message: string): Fault => ({
  status,
  headers: { 'x-ms-error-code': code },
  body: { error: { code, message } },
});
const table = (code: string, message: string) => ({
  status: 403,
  headers: { 'content-type': 'application/json;odata=minimalmetadata;charset=utf-8' },
  body: {
    'odata.error': {
      code,
      message: { lang: 'en-US', value: `${message}\nRequestId:r-1\nTime:2026-11-23T07:00:00Z` },
    },
  },
});

let world: World;
let tables: LoopbackServer;
let tableAnswer = table('', '');
let mailFault: Fault | undefined;
let folder: Awaited<ReturnType<typeof scratchFolder>>;
const accountKey = Buffer.from('a key of the storage account, 64 bytes long, for tests only').toString(
  'base64',
);

beforeAll(async () => {
  await ensureBuilt();
  folder = await scratchFolder();
  // A workbook takes half of a report's time.
  const settings = { REPORT_FORMATS: 'csv' };
  const faults = {
    mailFaults: ({ method }) => (method === 'POST' ? mailFault : undefined),
  } satisfies Partial<WorldOptions>;
  world = await startTestWorld({ now: new Date(), clock: () => new Date(), settings, ...faults });
  tables = await startLoopbackServer({ clock: () => new Date(), answer: () => tableAnswer });
});
afterEach(() => {
  mailFault = undefined;
});
afterAll(async () => {
  await tables.close();
  await world.stop();
  await folder.remove();
});

/** Checks that a command failed with one error line, without a stack or a secret, and returns it. */
async function failed(
  args: string,
  changed: Readonly<Record<string, string>> = {},
  code = 1,
): Promise<string> {
  const settings = { ...world.settings, ...changed };
  const ended = await runCommand(args.split(' '), { folder: folder.path, settings });
  expect(ended.code).toBe(code);
  expect(ended.stderr.match(/^error: /gm)).toHaveLength(1);
  const all = `${ended.stdout}\n${ended.stderr}`;
  expect(all).not.toMatch(/^\s+at |node_modules|\bdist\/|UnhandledPromise|\[object|undefined/m);
  const keys = Object.values(settings).flatMap((text) =>
    [...text.matchAll(/key=([^;]+)/gi)].map(([, key]) => key ?? ''),
  );
  expect(keys.length).toBeGreaterThan(2);
  for (const key of keys) expect(all).not.toContain(key);
  return ended.stderr;
}

const refusals: readonly (readonly [what: string, fault: Fault, fix: RegExp])[] = [
  [
    'a permission that is missing',
    graph(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.'),
    /HTTP 403 Authorization_RequestDenied.*Grant the identity the application permission AuditLog\.Read\.All/,
  ],
  [
    'a licence that is missing',
    graph(
      403,
      'Authentication_RequestFromNonPremiumTenantOrB2CTenant',
      "Neither tenant is B2C or tenant doesn't have premium license",
    ),
    /has no Microsoft Entra ID P1 or P2 licence/,
  ],
  [
    'a wrong tenant',
    graph(401, 'InvalidAuthenticationToken', 'Access token validation failure. Invalid audience.'),
    /HTTP 401 .*Check that the identity belongs to the tenant of GRAPH_ENDPOINT/,
  ],
  [
    'a clock that is wrong',
    graph(401, 'InvalidAuthenticationToken', 'Lifetime validation failed, the token is expired.'),
    /HTTP 401 .*Check the clock of this machine/,
  ],
  [
    'a root that is not of Graph',
    { status: 404, headers: { 'content-type': 'text/html' }, body: '<html><title>Not Found</title></html>' },
    /HTTP 404.*Check GRAPH_ENDPOINT/,
  ],
];

describe('Graph refuses', () => {
  let told: readonly string[];
  // In parallel: each command waits, because a new permission takes some time to reach every server.
  beforeAll(async () => {
    const runs = refusals.map(async ([, fault]) => {
      const server = await startGraphServer({ events: [], faults: () => fault });
      try {
        return await failed('collect', { GRAPH_ENDPOINT: server.url });
      } finally {
        await server.close();
      }
    });
    told = await Promise.all(runs);
  });

  test.each(refusals.map(([what, , fix], n) => [what, fix, n] as const))(
    '%s: the error is one sentence with the fix',
    (_, fix, n) => expect(told[n]).toMatch(fix),
  );
});

test.each<[what: string, fault: Fault, fix: RegExp]>([
  [
    'a sender whose domain is not linked',
    mail(404, 'DomainNotLinked', 'The specified sender domain has not been linked.'),
    /HTTP 404\): The specified sender domain has not been linked\. .*REPORT_SENDER \(pim-report@.*verified and linked/,
  ],
  [
    'a sender whose name is not known',
    mail(
      400,
      'InvalidSenderUserName',
      "Invalid email sender username: 'pim-report'. Please use a username from the list of valid usernames configured by your admin.",
    ),
    /HTTP 400\).*the part before the @ is one of its MailFrom addresses/,
  ],
  [
    'a role that is missing on the mail service',
    mail(401, 'Denied', 'Denied by the resource provider.'),
    /HTTP 401\).*role "Communication and Email Service Owner"/,
  ],
])('%s: the error is one sentence with the fix', async (_, fault, fix) => {
  mailFault = fault;
  const told = await failed('report --send --no-collect --format json');
  expect(told).toMatch(fix);
});

test.each([
  [
    'a role that is missing on the storage',
    table(
      'AuthorizationPermissionMismatch',
      'This request is not authorized to perform this operation using this permission.',
    ),
    /could not be opened: HTTP 403 This request is not.* role "Storage Table Data Contributor"/,
  ],
  [
    'a clock that is wrong, to the storage',
    table('AuthenticationFailed', 'Server failed to authenticate the request. Request date header too old.'),
    /could not be opened: HTTP 403 .*Check the clock of this machine/,
  ],
])('%s: the error is one sentence with the fix', async (_, answer, fix) => {
  tableAnswer = answer;
  const endpoints = `TableEndpoint=${tables.url}/a;BlobEndpoint=${tables.url}/a`;
  const AUDIT_STORAGE = `DefaultEndpointsProtocol=http;AccountName=a;AccountKey=${accountKey};${endpoints}`;
  expect(await failed('collect', { AUDIT_STORAGE })).toMatch(fix);
});

test('a missing identity: the error is one sentence with the fix', async () => {
  const told = await failed('collect', { GRAPH_ENDPOINT: 'https://graph.contoso.invalid' });
  expect(told).toMatch(
    /No token for Microsoft Graph \(https:\/\/graph\.contoso\.invalid\): .*run "az login"/,
  );
});

test.each([
  [
    { REPORT_TIME_ZONE: 'W. Europe Standard Time' },
    /REPORT_TIME_ZONE: found "W\. Europe.*is not an IANA time zone.*Example: Europe\/Berlin/,
  ],
  [{ REPORT_TIME_ZONE: 'UTC+2' }, /REPORT_TIME_ZONE.*Example: Europe\/Berlin/],
  [{ COLLECT_SCHEDULE: 'every night' }, /COLLECT_SCHEDULE.*NCRONTAB.*Example: 0 30 1 \* \* \*/],
  [{ REPORT_SENDER: '' }, /REPORT_SENDER: is not set/],
])('unusable settings are named with an example, exit code 2: %j', async (changed, fix) => {
  expect(await failed('report --send', changed, 2)).toMatch(fix);
});
