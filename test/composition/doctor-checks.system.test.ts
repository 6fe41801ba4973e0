import { startGraphServer, type GraphServer } from '../../local/graph-server';
import {
  startLoopbackServer,
  type Answer,
  type Fault,
  type LoopbackServer,
  type ReceivedRequest,
} from '../../local/loopback-server';
import { startMailbox, type Mailbox } from '../../local/mailbox';
import { createSampleTenant } from '../../local/sample-tenant/sample-tenant';
import { compose } from '../../shared/composition';
import { loadSettings } from '../../shared/composition/load-settings';
import { shortWaits } from '../../shared/composition/waits';
import type { Check } from '../../shared/domain/check';
import { testFolder } from '../support/outputs/test-folder';

// Every known refusal, by real servers on loopback: each gets exactly one advice, the right one.

const now = new Date();
let graph: GraphServer;
let emptyTenant: GraphServer;
let freeTenant: GraphServer;
let storage: LoopbackServer;
let mailbox: Mailbox;
let graphFault: Fault | undefined;
let storageFault: ((request: ReceivedRequest) => Answer | undefined) | undefined;
let mailFault: ((request: ReceivedRequest) => Answer | undefined) | undefined;
let outcome: unknown;
let missingPermissions: string[] = [];

beforeAll(async () => {
  const { events } = createSampleTenant({ now, days: 5 });
  const accessLimits = () => ({ missingPermissions });
  graph = await startGraphServer({ events, accessLimits, faults: () => graphFault });
  emptyTenant = await startGraphServer({ events: [] });
  freeTenant = await startGraphServer({ events, retentionDays: 7 });
  storage = await startLoopbackServer({ clock: () => new Date(), answer: answerAsStorage });
  mailbox = await startMailbox({
    folder: null,
    runningPolls: 0,
    faults: (request) =>
      mailFault?.(request) ??
      (isStatus(request) && outcome !== undefined ? { status: 200, body: outcome } : undefined),
  });
});
afterAll(async () => {
  for (const server of [graph, emptyTenant, freeTenant, storage, mailbox]) await server.close();
});
beforeEach(() => {
  graphFault = storageFault = mailFault = outcome = undefined;
  missingPermissions = [];
});

const isStatus = ({ method }: ReceivedRequest): boolean => method === 'GET' && sent;
let sent = false;

/** A storage account whose tables and container exist and are empty. */
function answerAsStorage(request: ReceivedRequest): Answer {
  const refused = storageFault?.(request);
  if (refused !== undefined) return refused;
  if (isBlob(request)) return blobError(404, 'BlobNotFound', 'The specified blob does not exist.');
  if (request.method === 'GET') return { status: 200, body: { value: [] } };
  return tableError(404, 'ResourceNotFound', 'The specified resource does not exist.');
}
const isBlob = ({ url }: ReceivedRequest): boolean => url.includes('/pim-reports');
const tableError = (status: number, code: string, message: string): Answer => ({
  status,
  headers: { 'x-ms-error-code': code },
  body: { 'odata.error': { code, message: { lang: 'en-US', value: `${message}\nRequestId:1\nTime:2` } } },
});
const blobError = (status: number, code: string, message: string): Answer => ({
  status,
  headers: { 'x-ms-error-code': code, 'content-type': 'application/xml' },
  body: `<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`,
});
const storageError = (status: number, code: string, message: string) => (request: ReceivedRequest) =>
  isBlob(request) ? blobError(status, code, message) : tableError(status, code, message);

interface Wishes {
  readonly settings?: Readonly<Record<string, string>>;
  readonly sendTest?: boolean;
  readonly clock?: () => Date;
}

async function doctor({ settings = {}, sendTest = false, clock = () => new Date() }: Wishes = {}) {
  const key = Buffer.from('key').toString('base64');
  const environment = {
    AUDIT_STORAGE: `DefaultEndpointsProtocol=http;AccountName=a;AccountKey=${key};TableEndpoint=${storage.url}/a;BlobEndpoint=${storage.url}/a`,
    GRAPH_ENDPOINT: graph.url,
    GRAPH_REQUESTS_PER_10_SECONDS: '0',
    COMMUNICATION_SERVICES: mailbox.connectionString,
    REPORT_SENDER: 'reports@contoso.com',
    REPORT_RECIPIENTS: 'ciso@contoso.com',
    ...settings,
  };
  const waits = {
    ...shortWaits,
    graph: { ...shortWaits.graph, firstDelay: 1 },
    services: { ...shortWaits.services, firstDelay: 1, mail: { interval: 10, timeout: 20_000 } },
  };
  const pipeline = await compose(loadSettings(environment, { send: sendTest }), { clock }, waits);
  const seen: Check[] = [];
  sent = sendTest;
  try {
    const options = { sendTest, clock, signedInWith: () => null };
    const report = await pipeline.doctor(options, (check) => seen.push(check), AbortSignal.timeout(900_000));
    expect(seen).toEqual(report.checks);
    return report;
  } finally {
    pipeline.close();
  }
}

const stateOf = (checks: readonly Check[]) =>
  Object.fromEntries(checks.map(({ name, state }) => [name, state] as const));

test('finds nothing to fix in a correct setup, and checks in the order in which things fail', async () => {
  const { ok, checks } = await doctor();
  expect(checks.filter(({ state }) => state !== 'ok')).toEqual([]);
  expect(ok).toBe(true);
  expect(checks.map(({ name }) => name)).toEqual([
    ...['settings', 'sign-in', 'clock', 'permissions', 'licence and horizon', 'events', 'standing access'],
    ...['storage', 'mail', 'schedules', 'ledger'],
  ]);
  expect(checks.find(({ name }) => name === 'schedules')?.found).toMatch(
    /^Next runs: report (\d{4}-\d\d-\d\d \d\d:\d\d,? ?){3} \(UTC\); collect /,
  );
  expect(mailbox.messages).toHaveLength(0);
  expect(storage.requests.every(({ method }) => method === 'DELETE' || method === 'GET')).toBe(true);
});

test('warns of a name in the environment that is almost a setting', async () => {
  const { ok, checks } = await doctor({ settings: { REPORT_TIMEZONE: 'Europe/Berlin' } });
  expect(ok).toBe(true);
  expect(checks.find(({ name }) => name === 'settings')).toMatchObject({
    state: 'warning',
    found:
      'One report: weekly; time zone UTC. REPORT_TIMEZONE is not a setting, so its value is not used; did you mean REPORT_TIME_ZONE?',
    fix: 'Rename REPORT_TIMEZONE to REPORT_TIME_ZONE.',
  });
});

const graphError = (status: number, code: string, message: string): Answer => ({
  status,
  body: { error: { code, message } },
});
type Case = readonly [name: string, check: string, fix: RegExp, arrange: () => Wishes];

const failures: readonly Case[] = [
  ['Graph 401', 'permissions', /^Check that the identity belongs to the tenant of GRAPH_ENDPOINT/, () => {
    graphFault = graphError(401, 'InvalidAuthenticationToken', 'Access token validation failure. Invalid audience.');
    return {};
  }],
  ['Graph 403', 'permissions', /^Grant the identity the application permission AuditLog\.Read\.All/, () => {
    graphFault = graphError(403, 'Authentication_MSGraphPermissionMissing', 'The principal lacks permissions');
    return {};
  }],
  ['Graph 403 of a role', 'permissions', /needs the role Reports Reader or Security Reader/, () => {
    graphFault = graphError(403, 'Authentication_RequestFromUnsupportedUserRole', 'User is not in the allowed roles');
    return {};
  }],
  ['Graph 404', 'permissions', /^Check GRAPH_ENDPOINT/, () => {
    graphFault = graphError(404, 'ResourceNotFound', 'Resource not found');
    return {};
  }],
  ['no licence', 'licence and horizon', /licence of Microsoft Entra ID P1 or P2/, () => {
    graphFault = graphError(403, 'Authentication_RequestFromNonPremiumTenantOrB2CTenant', "tenant doesn't have premium license");
    return {};
  }],
  ['throttled', 'permissions', /^Wait 5 min and run again/, () => {
    graphFault = { ...graphError(429, 'UnknownError', 'This request is throttled.'), headers: { 'retry-after': '300' } };
    return {};
  }],
  ['a Graph that has a problem', 'permissions', /^Run the check again in a few minutes: Microsoft Graph has a problem/, () => {
    graphFault = graphError(503, 'ServiceUnavailable', 'The service is unavailable.');
    return {};
  }],
  ['a Graph that is down', 'permissions', /this machine reaches it/, () => ({ settings: { GRAPH_ENDPOINT: 'http://127.0.0.1:9' } })],
  ['a clock that is ahead', 'clock', /^Set the clock of this machine/, () => ({ clock: () => new Date(Date.now() + 1_800_000) })],
  ['a clock that makes tokens invalid', 'clock', /^Set the clock of this machine/, () => {
    graphFault = graphError(401, 'InvalidAuthenticationToken', 'Lifetime validation failed, the token is expired.');
    return { clock: () => new Date(Date.now() - 7_200_000) };
  }],
  ['a clock that makes signatures invalid', 'clock', /^Set the clock of this machine/, () => {
    storageFault = storageError(403, 'AuthenticationFailed', 'Server failed to authenticate the request.');
    mailFault = () => graphError(401, 'Denied', 'Denied by the resource provider.');
    return { clock: () => new Date(Date.now() - 1_800_000) };
  }],
  ['storage 403 of an identity', 'storage', /role "Storage Table Data Contributor"/, () => {
    storageFault = storageError(403, 'AuthorizationPermissionMismatch', 'This request is not authorized to perform this operation using this permission.');
    return {};
  }],
  ['storage 403 of blobs alone', 'storage', /role "Storage Blob Data Contributor"/, () => {
    const refuse = storageError(403, 'AuthorizationPermissionMismatch', 'This request is not authorized to perform this operation using this permission.');
    storageFault = (request) => (isBlob(request) ? refuse(request) : undefined);
    return {};
  }],
  ['a storage firewall', 'storage', /firewall of the account/, () => {
    storageFault = storageError(403, 'AuthorizationFailure', 'This request is not authorized to perform this operation.');
    return {};
  }],
  ['a wrong storage key', 'storage', /^Copy the connection string again from the account/, () => {
    storageFault = storageError(403, 'AuthenticationFailed', 'Server failed to authenticate the request.');
    return {};
  }],
  ['a storage account that takes no keys', 'storage', /AUDIT_STORAGE__tableServiceUri/, () => {
    storageFault = storageError(403, 'KeyBasedAuthenticationNotPermitted', 'Key based authentication is not permitted on this storage account.');
    return {};
  }],
  ['a storage account that is not there', 'storage', /^Check the name of the account/, () => ({
    settings: {
      AUDIT_STORAGE:
        'DefaultEndpointsProtocol=http;AccountName=a;AccountKey=a2V5;TableEndpoint=http://127.0.0.1:9/a;BlobEndpoint=http://127.0.0.1:9/a',
    },
  })],
  ['a file where the store folder should be', 'storage', /choose another folder/, () => ({ settings: { AUDIT_STORAGE: `file:${__filename}` } })],
  ['a wrong mail key', 'mail', /^Copy the connection string again from the Communication Services resource/, () => {
    mailFault = () => graphError(401, 'Denied', 'Denied by the resource provider.');
    return {};
  }],
  ['a wrong mail endpoint', 'mail', /^Check the endpoint in COMMUNICATION_SERVICES/, () => {
    mailFault = () => ({ status: 404, body: '<html>Not found</html>' });
    return {};
  }],
  ['a mail endpoint that is not there', 'mail', /^Check the endpoint in COMMUNICATION_SERVICES/, () => ({
    settings: { COMMUNICATION_SERVICES: 'endpoint=http://127.0.0.1:9/;accesskey=a2V5' },
  })],
  ['an unlinked domain', 'test mail', /^Connect the domain contoso\.com to the Communication Services resource/, () => {
    mailFault = ({ method }) => (method === 'POST' ? graphError(404, 'DomainNotLinked', 'The specified sender domain has not been linked.') : undefined);
    return { sendTest: true };
  }],
  ['an unverified domain', 'test mail', /^Verify the domain contoso\.com/, () => {
    mailFault = ({ method }) => (method === 'POST' ? graphError(400, 'BadRequest', 'The sender domain is not verified.') : undefined);
    return { sendTest: true };
  }],
  ['a sender that the domain does not have', 'test mail', /^Add "reports" as a MailFrom address of contoso\.com/, () => {
    mailFault = ({ method }) => (method === 'POST' ? graphError(400, 'InvalidSenderUserName', 'The senderUserName is invalid.') : undefined);
    return { sendTest: true };
  }],
  ['a suppressed recipient', 'test mail', /^Take ciso@contoso\.com off the suppression list of contoso\.com/, () => {
    outcome = { id: '1', status: 'Failed', error: { code: 'EmailDroppedAllRecipientsSuppressed', message: 'Message was dropped.' } };
    return { sendTest: true };
  }],
  ['a mail that is dropped for a reason of its own', 'test mail', /^Check that the domain of REPORT_SENDER/, () => {
    outcome = { id: '1', status: 'Canceled' };
    return { sendTest: true };
  }],
  ['a report before the end of its week', 'schedules', /^Schedule it at least \d+ h later/, () => ({
    settings: { REPORT_SCHEDULE: '0 0 4 * * 1', REPORT_TIME_ZONE: 'America/New_York' },
  })],
]; // oxfmt-ignore

test.each(failures)('%s: only "%s" fails, and says what to do', async (_, name, fix, arrange) => {
  const { ok, checks } = await doctor(arrange());
  expect(ok).toBe(false);
  const toDo = checks.filter((check) => check.fix !== null);
  expect(toDo.map((check) => [check.name, check.state])).toEqual([[name, 'failed']]);
  expect(toDo[0]?.fix).toMatch(fix);
  expect(checks.filter(({ state }) => state === 'failed')).toHaveLength(1);
  expect(JSON.stringify(checks)).not.toMatch(/a2V5|AccountKey/);
});

const warnings: readonly Case[] = [
  ['a horizon of 7 days', 'licence and horizon', /^Collect at least every 6 days/, () => ({ settings: { GRAPH_ENDPOINT: freeTenant.url } })],
  ['standing access that is refused', 'standing access', /application permission RoleManagement\.Read\.Directory .*take "roles" out of STANDING_ACCESS/, () => {
    missingPermissions = ['RoleManagement.Read.Directory'];
    return {};
  }],
  ['no mail settings', 'mail', /^Set COMMUNICATION_SERVICES .*REPORT_SENDER, REPORT_RECIPIENTS/, () => ({
    settings: { COMMUNICATION_SERVICES: '', REPORT_SENDER: '', REPORT_RECIPIENTS: '' },
  })],
  ['tables that are not made yet', 'storage', /^Run "pim-report collect"/, () => {
    storageFault = (request) =>
      isBlob(request)
        ? blobError(404, 'ContainerNotFound', 'The specified container does not exist.')
        : tableError(404, 'TableNotFound', 'The table specified does not exist.');
    return {};
  }],
  ['a missing container', 'storage', /create it yourself/, () => {
    storageFault = (request) => (isBlob(request) ? blobError(404, 'ContainerNotFound', 'The specified container does not exist.') : undefined);
    return {};
  }],
]; // oxfmt-ignore

test.each(warnings)('%s: only "%s" warns', async (_, name, fix, arrange) => {
  const { ok, checks } = await doctor(arrange());
  expect(ok).toBe(true);
  const toDo = checks.filter((check) => check.fix !== null);
  expect(toDo.map((check) => [check.name, check.state])).toEqual([[name, 'warning']]);
  expect(toDo[0]?.fix).toMatch(fix);
});

test('skips the checks that a failure hides, and runs the others', async () => {
  graphFault = graphError(403, 'Authorization_RequestDenied', 'Insufficient privileges.');
  expect(stateOf((await doctor()).checks)).toEqual({
    ...{ settings: 'ok', 'sign-in': 'ok', clock: 'ok', permissions: 'failed' },
    ...{ 'licence and horizon': 'skipped', events: 'skipped', 'standing access': 'skipped' },
    ...{ storage: 'ok', mail: 'ok', schedules: 'ok', ledger: 'ok' },
  });
});

test('warns about a store folder that does not exist, and does not create it', async () => {
  const folder = `${await testFolder()}/store`;
  const { checks } = await doctor({ settings: { AUDIT_STORAGE: `file:${folder}` } });
  expect(checks.find(({ name }) => name === 'storage')).toMatchObject({
    state: 'warning',
    found: `The folder ${folder} does not exist yet.`,
  });
});

test('accepts a tenant without any event of PIM', async () => {
  const { checks } = await doctor({ settings: { GRAPH_ENDPOINT: emptyTenant.url } });
  expect(checks.find(({ name }) => name === 'events')).toMatchObject({ state: 'ok' });
});

test('--send-test sends one mail, only to the first recipient', async () => {
  const before = mailbox.messages.length;
  const settings = { REPORT_RECIPIENTS: 'ciso@contoso.com; audit@contoso.com' };
  const { ok, checks } = await doctor({ sendTest: true, settings });
  expect(stateOf(checks)['test mail']).toBe('ok');
  expect(ok).toBe(true);
  const mails = mailbox.messages.slice(before);
  expect(mails.map(({ mail }) => mail.recipients)).toEqual([
    { to: [{ address: 'ciso@contoso.com' }], cc: [], bcc: [] },
  ]);
});
