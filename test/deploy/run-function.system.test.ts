import { resolve } from 'node:path';
import { type FakeProgram, fakeProgram, runScript } from '../support/fakes/fake-program';
import { scratchFolder } from '../support/servers/pipeline';

const script = resolve(__dirname, '../../infra/run-function.sh');
const site = '/subscriptions/s/resourceGroups/g/providers/Microsoft.Web/sites/app';

/** An app whose rules are in the state; `az` changes them. */
const azure = `
  if (args.join(' ').startsWith('resource show')) return '${site}\\napp.example';
  if (args.join(' ').startsWith('rest --method patch')) return '';
  if (args.join(' ').startsWith('functionapp keys list')) return 'the-master-key';
  throw 'unexpected ' + args;
`;
/** The front of an app: refuses twice, then takes the call. */
const front = `
  if (args.includes('--head')) return 'HTTP/1.1 403 Ip Forbidden\\r\\nx-ms-forbidden-ip: 203.0.113.7\\r\\n';
  state.tries = (state.tries ?? 0) + 1;
  require('node:fs').appendFileSync(__filename + '.stdin', require('node:fs').readFileSync(0));
  return state.tries < 3 ? '403' : '202';
`;

let folder: Awaited<ReturnType<typeof scratchFolder>>;
beforeEach(async () => {
  folder = await scratchFolder();
  await fakeProgram(folder.path, 'sleep', '');
});
afterEach(() => folder.remove());

const fakes = (az = azure, curl = front) =>
  Promise.all([fakeProgram(folder.path, 'az', az), fakeProgram(folder.path, 'curl', curl)]);
const run = (...args: string[]) => runScript(script, args, { fakes: folder.path });
/** The rules that were set, in order. */
const rules = async (az: FakeProgram) =>
  (await az.calls())
    .filter((call) => call.includes('patch'))
    .map((call) => {
      expect(call[call.indexOf('--url') + 1]).toBe(`${site}/config/web?api-version=2025-03-01`);
      const body = JSON.parse(call[call.indexOf('--body') + 1] ?? '{}') as {
        properties: { ipSecurityRestrictions: { ipAddress: string; action: string }[] };
      };
      return body.properties.ipSecurityRestrictions.map(({ action, ipAddress }) => `${action} ${ipAddress}`);
    });

test('lets in the one address, calls until the platform knows it, and shuts the door', async () => {
  const [az, curl] = await fakes();
  expect(await run('g', 'app', 'collectAuditEvents')).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^collectAuditEvents: started/) as string,
    stderr: '',
  });
  expect(await rules(az)).toEqual([['Allow 203.0.113.7/32'], []]);
  const calls = (await curl.calls()).filter((call) => !call.includes('--head'));
  expect(calls).toHaveLength(3);
  expect(calls[0]).toContain('https://app.example/admin/functions/collectAuditEvents');
  // The key is in no argument, where other users of the machine could see it.
  expect(JSON.stringify(calls)).not.toContain('the-master-key');
});

test.each([
  ['is never let in', `${front.replace('state.tries < 3', 'true')}`, /HTTP 403.*not started/],
  ['has no such function', `${front.replace("'202'", "'404'")}`, /has no function.*deploy the package/],
])('shuts the door also when the call %s', async (_, curl, sentence) => {
  const [az] = await fakes(azure, curl);
  const { code, stdout, stderr } = await run('g', 'app', 'sendWeeklyReport');
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toMatch(sentence);
  expect((await rules(az)).at(-1)).toEqual([]);
});

test('says so when the door stays open', async () => {
  const stuck = azure.replace(
    "startsWith('rest --method patch')) return '';",
    "startsWith('rest --method patch')) { if (args.join(' ').includes(':[]')) throw 'ERROR: Conflict'; return ''; }",
  );
  await fakes(stuck);
  expect((await run('g', 'app', 'sendCorrections')).stderr).toMatch(/could not be shut again/);
});

test('an app that lets this address in already keeps its rules', async () => {
  const [az] = await fakes(
    azure,
    front.replace('403 Ip Forbidden\\r\\nx-ms-forbidden-ip: 203.0.113.7', '200 OK'),
  );
  expect((await run('g', 'app', 'collectAuditEvents')).code).toBe(0);
  expect(await rules(az)).toEqual([]);
});

test.each([
  [['g', 'app'], 2, /needs RESOURCE_GROUP APP FUNCTION/],
  [['g', 'app', 'collect'], 2, /there is no function 'collect'/],
])('refuses the arguments %j without asking anybody', async (args, code, sentence) => {
  const [az] = await fakes();
  expect(await run(...args)).toMatchObject({ code, stderr: expect.stringMatching(sentence) as string });
  expect(await az.calls()).toEqual([]);
});

test('an app that cannot be seen is named', async () => {
  await fakes("throw 'ERROR: ResourceNotFound'");
  expect((await run('g', 'app', 'collectAuditEvents')).stderr).toMatch(/no app app in g that you may see/);
});
