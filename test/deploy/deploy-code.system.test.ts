import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { makeCertificate } from '../support/servers/certificate';
import { fakeSleep, runScript, type FakeProgram } from '../support/fakes/fake-program';
import { fakeAzureCli } from '../support/fakes/azure-cli';
import { functionNames } from '../support/outputs/named-in-doc';
import { scratchFolder } from '../support/servers/pipeline';
import { accessToken, app, forbidden, group, startAzure, type AzureStub } from '../support/servers/azure';

const script = resolve(__dirname, '../../infra/deploy-code.sh');
let folder: Awaited<ReturnType<typeof scratchFolder>>;
let azure: AzureStub;
let az: FakeProgram;
let sleep: FakeProgram;
let settings: Record<string, string>;
beforeEach(async () => {
  folder = await scratchFolder();
  const certificate = await makeCertificate(folder.path);
  azure = await startAzure(certificate);
  [az, sleep] = await Promise.all([fakeAzureCli(folder.path, azure), fakeSleep(folder.path)]);
  settings = { CURL_CA_BUNDLE: certificate.certFile };
  await writeFile(join(folder.path, 'package.zip'), 'PK a package');
});
afterEach(async () => {
  await azure.close();
  await folder.remove();
});

const deploy = (...args: string[]) =>
  runScript(script, args.length > 0 ? args : [group, app, join(folder.path, 'package.zip')], {
    fakes: folder.path,
    settings,
  });
const uploads = () => azure.scm.requests.filter(({ method }) => method === 'POST');

test('uploads the package once, follows the deployment to its end, and names the functions that Azure lists', async () => {
  expect(await deploy()).toMatchObject({
    code: 0,
    stdout: `${app}: 3 functions: collectAuditEvents sendWeeklyReport sendCorrections\n`,
  });
  expect(uploads()).toHaveLength(1);
  expect(uploads()[0]).toMatchObject({ url: '/api/publish?RemoteBuild=false' });
  expect(uploads()[0]?.body.toString()).toBe('PK a package');
  // The app itself gets no request, since it refuses every call.
  expect(azure.scm.requests.map(({ url }) => url.replace(/\?.*/, ''))).toEqual([
    '/api/publish',
    '/api/deployments/d1e2f3',
    '/api/deployments/d1e2f3',
    '/api/deployments/d1e2f3',
  ]);
  expect(JSON.stringify(await az.calls())).not.toContain(accessToken);
});

test('waits for all functions, and for that of the alerts only if they are set', async () => {
  for (const name of functionNames) azure.state.functions[name] ??= false;
  azure.state.settings.ALERTS = ' [{"name":"soc"}]';
  azure.state.functions.sendAlerts = false;
  expect((await deploy()).stdout).toContain('4 functions: collectAuditEvents sendWeeklyReport');
  azure.state.settings.ALERTS = ' [ ] ';
  expect((await deploy()).stdout).toContain('3 functions');
});

test('tries again until a newly assigned role is known', async () => {
  let refusals = 0;
  azure.state.refuse = (method, url) =>
    method === 'POST' && url.startsWith('/api/publish') && ++refusals <= 3 ? { status: 403 } : undefined;
  const { code, stderr } = await deploy();
  expect(code).toBe(0);
  expect(uploads()).toHaveLength(4);
  expect(stderr.match(/Refused \(HTTP 403\)/g)).toHaveLength(3);
  expect((await sleep.calls()).filter(([seconds]) => seconds === '30')).toHaveLength(3);
});

test('tries again when the storage of the host refused the app', async () => {
  const denied = 'InaccessibleStorageException: BlobUploadFailedException: (403) not authorized';
  azure.state.deployment = [{ status: 3, text: denied }];
  const before = azure.state.refuse;
  azure.state.refuse = (method, url) => {
    if (uploads().length === 2) azure.state.deployment = [{ status: 4 }];
    return before(method, url);
  };
  expect(await deploy()).toMatchObject({ code: 0 });
  expect(uploads()).toHaveLength(2);
});

test('succeeds when the finished deployment site is replaced', async () => {
  azure.state.deployment = [{ status: 404 }, { status: 2 }, { status: 404 }];
  expect(await deploy()).toMatchObject({ code: 0 });
});

test.each([
  [
    'never lets this account in',
    {
      refuse: (m: string, u: string) => (m === 'POST' && u.startsWith('/api/') ? { status: 403 } : undefined),
    },
    /refused \(HTTP 403\) after ten minutes: you need Contributor/,
  ],
  [
    'does not let this address in',
    {
      refuse: (_: string, u: string) =>
        u.startsWith('/api/') ? { status: 403, headers: { 'x-ms-forbidden-ip': '203.0.113.7' } } : undefined,
    },
    /refuses the address 203\.0\.113\.7: add it to deploymentIpRanges/,
  ],
  [
    'says why it failed',
    { deployment: [{ status: 3, text: 'The package is broken.' }] },
    /the deployment failed: The package is broken\./,
  ],
  ['deploys something else', { deployment: [{ status: 5 }] }, /another deployment is under way/],
  ['gives it up', { deployment: [{ status: -1 }] }, /was cancelled/],
  ['never ends', { deployment: [{ status: 1 }] }, /has not ended after ten minutes/],
  [
    'lists no function',
    { functions: {} },
    /does not list collectAuditEvents sendCorrections sendWeeklyReport\..*What the app must reach/,
  ],
  [
    'lists one function less',
    { functions: { collectAuditEvents: false, sendWeeklyReport: false } },
    /does not list sendCorrections\./,
  ],
])('fails with one sentence when Azure %s', async (_, change, sentence) => {
  Object.assign(azure.state, change);
  const { code, stdout, stderr } = await deploy();
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toMatch(sentence);
});

test.each([
  [[group, app, 'nowhere.zip'], 2, /there is no package nowhere\.zip: run "npm run package"/],
  [[group], 2, /needs RESOURCE_GROUP APP/],
  [[group, 'another', script], 1, /there is no app another in the resource group/],
])('rejects the arguments %j and uploads nothing', async (args, code, sentence) => {
  expect(await deploy(...args)).toMatchObject({ code, stderr: expect.stringMatching(sentence) as string });
  expect(azure.scm.requests).toEqual([]);
});

test('reports that this account may not read the app', async () => {
  azure.state.refuse = () => forbidden;
  expect((await deploy()).stderr).toMatch(/could not be read: not allowed/);
});
