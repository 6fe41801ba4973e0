import { resolve } from 'node:path';
import { spawn } from 'node:child_process';
import { makeCertificate } from '../support/servers/certificate';
import { fakeSleep, runScript, type FakeProgram } from '../support/fakes/fake-program';
import { fakeAzureCli } from '../support/fakes/azure-cli';
import { template, textOf } from '../support/outputs/infra';
import { functionNames } from '../support/outputs/named-in-doc';
import { scratchFolder } from '../support/servers/pipeline';
import { app, forbidden, group, startAzure, type AzureStub } from '../support/servers/azure';

const script = resolve(__dirname, '../../infra/run-function.sh');
const passing = '0 */10 * * * *';
let folder: Awaited<ReturnType<typeof scratchFolder>>;
let azure: AzureStub;
let az: FakeProgram;
beforeEach(async () => {
  folder = await scratchFolder();
  azure = await startAzure(await makeCertificate(folder.path));
  az = await fakeAzureCli(folder.path, azure);
  await fakeSleep(folder.path);
});
afterEach(async () => {
  await azure.close();
  await folder.remove();
});

const run = (...args: string[]) => runScript(script, args, { fakes: folder.path });
/** The changes of schedules, in order. */
const schedules = async () =>
  (await az.calls())
    .filter((call) => call.includes('appsettings'))
    .map((call) => call[call.indexOf('--settings') + 1]);

/** A workspace that shows the run at the n-th query. */
const shown = (n: number, row: unknown[]) => {
  let looks = 0;
  return (query: string) => {
    expect(query).toContain('requests\n| where Name == "sendWeeklyReport" and TimeGenerated >= datetime(20');
    // It waits between the two changes, not before the first.
    expect(azure.state.settings.REPORT_SCHEDULE).toBe(passing);
    looks += 1;
    return looks < n ? [] : [row];
  };
};

test('sets the schedule to every ten minutes, waits for the run in the logs, and sets it back', async () => {
  azure.state.settings.REPORT_SCHEDULE = '0 0 9 * * 1';
  azure.state.answerQuery = shown(3, ['yes', '']);
  expect(await run(group, app, 'sendWeeklyReport')).toMatchObject({
    code: 0,
    stdout: 'sendWeeklyReport: done\n',
  });
  expect(await schedules()).toEqual([`REPORT_SCHEDULE=${passing}`, 'REPORT_SCHEDULE=0 0 9 * * 1']);
  // Other settings are unchanged.
  expect(azure.state.settings).toMatchObject({
    REPORT_SCHEDULE: '0 0 9 * * 1',
    COLLECT_SCHEDULE: '0 30 1 * * *',
  });
});

test('reports the reason of a failed run, and restores the schedule', async () => {
  azure.state.answerQuery = shown(1, ['no', 'HTTP 403: AuditLog.Read.All is missing']);
  const { code, stdout, stderr } = await run(group, app, 'sendWeeklyReport');
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toContain('run-function: sendWeeklyReport failed: HTTP 403: AuditLog.Read.All is missing');
  expect(azure.state.settings.REPORT_SCHEDULE).toBe('0 0 7-19/2 * * 1');
});

test('ends with the next command when the run does not appear, and restores the schedule', async () => {
  azure.state.answerQuery = () => [];
  const { code, stderr } = await run(group, app, 'collectAuditEvents');
  expect(code).toBe(1);
  // One line a minute, so that the wait does not look like a hanging script.
  const minutes = [...stderr.matchAll(/^Waiting for the run of collectAuditEvents: (\d+) of at most 50/gm)];
  expect(minutes.map(([, minute]) => Number(minute))).toEqual(Array.from({ length: 50 }, (_, i) => i + 1));
  expect(stderr).toMatch(/no run of collectAuditEvents shows.*infra\/check-deployment\.sh pim-report/);
  expect(azure.state.settings.COLLECT_SCHEDULE).toBe('0 30 1 * * *');
});

test('restores the true schedule after an interrupted script', async () => {
  azure.state.settings.COLLECT_SCHEDULE = passing;
  expect(await run(group, app, 'collectAuditEvents')).toMatchObject({ code: 0 });
  expect(azure.state.settings.COLLECT_SCHEDULE).toBe('0 30 1 * * *');
});

test.each(['SIGINT', 'SIGTERM'] as const)('restores the schedule when it is ended by %s', async (signal) => {
  azure.state.answerQuery = () => [];
  const env = { PATH: `${folder.path}:/usr/bin:/bin` };
  const child = spawn('/bin/bash', [script, group, app, 'collectAuditEvents'], { env, stdio: 'ignore' });
  const ended = new Promise<number | null>((done) => child.once('close', done));
  while (azure.state.settings.COLLECT_SCHEDULE !== passing) await new Promise((done) => setTimeout(done, 20));
  child.kill(signal);
  expect(await ended).toBe(signal === 'SIGINT' ? 130 : 143);
  expect(azure.state.settings.COLLECT_SCHEDULE).toBe('0 30 1 * * *');
});

test('says that the schedule could not be restored', async () => {
  let writes = 0;
  azure.state.refuse = (method) => (method === 'PUT' && ++writes > 1 ? forbidden : undefined);
  const { stderr } = await run(group, app, 'collectAuditEvents');
  expect(stderr).toContain(
    `could not be set back; do it by: az functionapp config appsettings set --resource-group ${group} --name ${app} --settings "COLLECT_SCHEDULE=0 30 1 * * *"`,
  );
});

test('changes nothing when the schedule cannot be set', async () => {
  azure.state.refuse = (method) => (method === 'PUT' ? forbidden : undefined);
  expect((await run(group, app, 'collectAuditEvents')).stderr).toMatch(/could not be set: not allowed/);
  expect(azure.state.settings.COLLECT_SCHEDULE).toBe('0 30 1 * * *');
});

test.each([
  [[group, app], 2, /needs RESOURCE_GROUP APP FUNCTION/],
  [[group, app, 'collect'], 2, /there is no function 'collect': collectAuditEvents sendWeeklyReport/],
  [[group, app, 'sendAlerts'], 2, /sendAlerts exists only where ALERTS is set/],
  [[group, 'another', 'collectAuditEvents'], 1, /there is no app another/],
])('rejects the arguments %j and changes nothing', async (args, code, sentence) => {
  expect(await run(...args)).toMatchObject({ code, stderr: expect.stringMatching(sentence) as string });
  expect(await schedules()).toEqual([]);
});

test('knows every function and its schedule in the template', () => {
  const lib = textOf('infra/lib/azure.sh');
  const known = new Map(
    [...lib.matchAll(/^ {4}(\w+)\) schedule_setting=(\w+) schedule_default='([^']+)'/gm)].map(
      ([, name = '', setting, schedule]) => [name, [setting, schedule]],
    ),
  );
  for (const name of functionNames) expect([...known.keys()]).toContain(name);
  const described = Object.values(template.parameters).flatMap(({ metadata, defaultValue }) => {
    const [, setting] = /^Setting (\w+_SCHEDULE):/.exec(metadata?.description ?? '') ?? [];
    return setting === undefined ? [] : [[setting, defaultValue]];
  });
  expect(described.length).toBeGreaterThan(2);
  for (const pair of described) expect([...known.values()]).toContainEqual(pair);
});
