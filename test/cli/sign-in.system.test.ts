import { readdirSync, readFileSync } from 'node:fs';
import { cp, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { unsignedToken } from '../../local/bearer-token';
import { startGraphServer, type GraphServer } from '../../local/graph-server';
import type { Answer } from '../../local/loopback-server';
import { createSampleTenant } from '../../local/sample-tenant/sample-tenant';
import { commandLineClientId } from '../../shared/clients/sign-in-methods';
import { wireAssignment } from '../support/builders/wire-alerts';
import { fakeProgram } from '../support/fakes/fake-program';
import { testFolder } from '../support/outputs/test-folder';
import { startAuthority, userCode, type Authority } from '../support/servers/authority';
import { makeCertificate, type CertificateFiles } from '../support/servers/certificate';
import { endOf, ensureBuilt, startCommand } from '../support/servers/cli';

const person = { upn: 'anna@contoso.com', tenantId: 'tenant-1', scopes: 'AuditLog.Read.All openid' };
let tls: CertificateFiles;
let graph: GraphServer;
let authority: Authority;
let refusal: Answer | undefined;
/** The folder of one test; its programs are on the PATH. */
let folder: string;
let fakes: string;

beforeAll(async () => {
  await ensureBuilt();
  tls = await makeCertificate(await testFolder());
  const tenant = createSampleTenant({ now: new Date(), days: 3 });
  graph = await startGraphServer({ events: tenant.events, tls, faults: () => refusal });
});
beforeEach(async () => {
  refusal = undefined;
  folder = await testFolder();
  fakes = join(folder, 'bin');
  authority = await startAuthority(tls, person);
});
afterEach(() => authority.close());
afterAll(() => graph.close());

const start = (args: string, settings: Readonly<Record<string, string>> = {}) =>
  startCommand(args.split(' '), {
    folder,
    settings: {
      PATH: `${fakes}:/bin`,
      NODE_EXTRA_CA_CERTS: tls.certFile,
      AUDIT_STORAGE: 'file:store',
      GRAPH_ENDPOINT: graph.url,
      GRAPH_REQUESTS_PER_10_SECONDS: '0',
      STANDING_ACCESS: 'off',
      ...settings,
    },
  });
const run = (...command: Parameters<typeof start>) => endOf(start(...command));

/** Fills the store from a file of tenant-2. */
async function importOtherTenant(): Promise<void> {
  const event = createSampleTenant({ now: new Date(), days: 3 }).events.find(
    ({ loggedByService }) => loggedByService === 'PIM',
  );
  await writeFile(join(folder, 'log.json'), JSON.stringify([{ ...event, tenantId: 'tenant-2' }]));
  expect((await run('import log.json')).code).toBe(0);
}

/** A token for the Graph server. */
function graphToken(claims: Readonly<Record<string, unknown>>): string {
  const now = Math.floor(Date.now() / 1000);
  const times = { iat: now, nbf: now - 60, exp: now + 3600 };
  return unsignedToken({ ...times, aud: graph.url, iss: 'https://sts.windows.net/x/', appid: 'app-1', tid: 'tenant-1', ...claims }); // oxfmt-ignore
}
const ofAnna = { upn: person.upn, scp: person.scopes };

/** The answer of the Azure CLI to `az account get-access-token`. */
const az = (claims: Readonly<Record<string, unknown>>, seconds = 3600) =>
  fakeProgram(
    fakes,
    'az',
    `return JSON.stringify({ accessToken: ${JSON.stringify(graphToken(claims))}, expires_on: Math.floor(Date.now() / 1000) + ${seconds} });`,
  );
const failingAz = (error: string) => fakeProgram(fakes, 'az', `throw ${JSON.stringify(error)};`);

/** The text of everything in the folder, to search it for tokens. */
const stored = () =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.startsWith(fakes))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    .join('\n');

describe('without an app registration', () => {
  test('the command uses the account of az, asks it once, and names account and tenant', async () => {
    const program = await az(ofAnna);
    const { code, stdout, stderr } = await run('collect');
    expect(stderr).toBe('Signed in as anna@contoso.com (tenant tenant-1) with Azure CLI.\n');
    expect(code).toBe(0);
    expect(stdout).toContain('in the store: 30 complete');
    const calls = await program.calls();
    expect(calls).toHaveLength(1);
    expect(calls[0]?.join(' ')).toContain(`--resource ${graph.url}`);
    expect(stored()).not.toMatch(/eyJ/);
  });

  test('a token that ends soon is renewed', async () => {
    const program = await az(ofAnna, 200);
    expect((await run('collect')).code).toBe(0);
    expect((await program.calls()).length).toBeGreaterThan(1);
  });

  test('a store filled from a file rejects the log of another tenant', async () => {
    await importOtherTenant();
    await az(ofAnna);
    expect(await run('collect')).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(
        /The store holds the audit log of tenant tenant-2, and the sign-in is for tenant tenant-1/,
      ) as string,
    });
  });

  test('alerts that wait for an import of another tenant store nothing', async () => {
    await importOtherTenant();
    await rename(join(folder, 'store'), join(folder, 'imported'));
    await mkdir(join(folder, 'store'));
    const lock = { pid: process.pid, host: hostname(), since: new Date().toISOString(), token: 'import' };
    await writeFile(join(folder, 'store/lock'), JSON.stringify(lock));
    await az(ofAnna);
    graph.publish([wireAssignment('Directory_of_tenant_1', new Date(Date.now() - 7 * 60_000))]);
    const ALERTS = JSON.stringify([{ name: 'siem', kind: 'webhook', url: 'http://127.0.0.1:9/' }]);
    const alerts = start('alerts', { ALERTS });
    const ended = endOf(alerts);
    await new Promise((resolve) => alerts.stderr?.once('data', resolve));
    await cp(join(folder, 'imported'), join(folder, 'store'), { recursive: true });
    await rm(join(folder, 'store/lock'));
    expect(await ended).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('The store holds the audit log of tenant tenant-2') as string,
    });
    expect(stored()).not.toContain('Directory_of_tenant_1');
  });

  test('the command asks az for the tenant of AZURE_TENANT_ID', async () => {
    const program = await az(ofAnna);
    await run('collect', { AZURE_TENANT_ID: 'contoso.onmicrosoft.com' });
    expect((await program.calls())[0]?.join(' ')).toContain('--tenant contoso.onmicrosoft.com');
  });

  test('the command uses the account of Azure PowerShell', async () => {
    await fakeProgram(
      fakes,
      'pwsh',
      `return JSON.stringify({ Token: ${JSON.stringify(graphToken(ofAnna))}, ExpiresOn: new Date(Date.now() + 3600000).toISOString() });`,
    );
    const { code, stderr } = await run('collect');
    expect(stderr).toBe('Signed in as anna@contoso.com (tenant tenant-1) with Azure PowerShell.\n');
    expect(code).toBe(0);
  });

  test("the device code uses the client id of Microsoft's own command line", async () => {
    const { code, stderr } = await run('collect --login device', { AZURE_AUTHORITY_HOST: authority.url });
    expect(stderr).toMatch(
      new RegExp(
        `^To sign in, use a web browser .* enter the code ${userCode} .*\nSigned in as anna@contoso.com \\(tenant tenant-1\\) with a device code.\n$`,
      ),
    );
    expect(code).toBe(0);
    expect(authority.clients).toEqual([commandLineClientId]);
    expect(stored()).not.toMatch(/eyJ/);
  });

  test('the device code uses the client id of AZURE_CLIENT_ID', async () => {
    const AZURE_CLIENT_ID = '0b1c2d3e-4444-4000-8000-aaaaaaaaaaaa';
    await run('collect --login device --quiet', { AZURE_AUTHORITY_HOST: authority.url, AZURE_CLIENT_ID });
    expect(authority.clients).toEqual([AZURE_CLIENT_ID]);
  });
});

describe('without a sign-in', () => {
  test('the error says how to sign in', async () => {
    const { code, stdout, stderr } = await run('collect --from 2026-11-16 --to 2026-11-16');
    expect({ code, stdout: stdout.includes('0 of 1 day read') }).toEqual({ code: 1, stdout: true });
    expect(stderr).toMatch(/No sign-in was found\. .*run "az login" \(or pim-report with --login device\)/);
  });

  test('the error of az is shown, and tools that are not installed are not', async () => {
    await failingAz('ERROR: AADSTS700082: The refresh token has expired due to inactivity.');
    const { stderr } = await run('collect');
    expect(stderr).toMatch(/^No sign-in with Azure CLI: .*AADSTS700082/);
    expect(stderr).not.toMatch(/PowerShell|managed identity:/);
  });

  test('an az without a signed-in account is not reported as an error', async () => {
    await failingAz("ERROR: Please run 'az login' to setup account.");
    expect((await run('collect')).stderr).not.toContain('No sign-in with');
  });
});

describe('a refusal says what is missing, and for whom', () => {
  const forbidden = (code: string, message: string): Answer => ({
    status: 403,
    body: { error: { code, message } },
  });

  test.each([
    [
      'a role',
      ofAnna,
      forbidden('Authentication_RequestFromUnsupportedUserRole', 'User is not in the allowed roles'),
      /anna@contoso\.com needs the role Reports Reader or Security Reader in Microsoft Entra/,
    ],
    [
      'a permission of the app that a person signed in with',
      { ...ofAnna, scp: 'User.Read' },
      forbidden(
        'Authentication_MSGraphPermissionMissing',
        'The principal does not have required Microsoft Graph permission(s)',
      ),
      /The app that anna@contoso\.com signed in with lacks the permission AuditLog\.Read\.All: sign in with "az login"/,
    ],
    [
      'a permission of an application',
      { idtyp: 'app', app_displayname: 'pim-report', roles: ['User.Read.All'] },
      forbidden('Authorization_RequestDenied', 'Insufficient privileges to complete the operation.'),
      /Grant the identity the application permission AuditLog\.Read\.All \(admin consent\)/,
    ],
    [
      'a licence',
      ofAnna,
      forbidden(
        'Authentication_RequestFromUnsupportedUserRole',
        "Neither tenant is B2C or tenant doesn't have premium license",
      ),
      /no Microsoft Entra ID P1 or P2 licence/,
    ],
  ])('%s', async (_, claims, answer, says) => {
    await az(claims);
    refusal = answer;
    const { code, stderr } = await run('collect');
    expect(code).toBe(1);
    expect(stderr).toMatch(says);
  });
});
