import { chmod, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { spawn } from 'node:child_process';
import { parse } from 'yaml';
import { makeCertificate } from '../support/servers/certificate';
import { fakeProgram, fakeSleep, type FakeProgram } from '../support/fakes/fake-program';
import { fakeAzureCli, outputs } from '../support/fakes/azure-cli';
import { azureCliProblem } from '../support/fakes/azure-commands';
import { deployed, only, root, template, textOf } from '../support/outputs/infra';
import { scratchFolder } from '../support/servers/pipeline';
import { group, healthyState, startAzure, type AzureStub } from '../support/servers/azure';

/**
 * Walks docs/deploy.md as a reader does: its shell blocks run in order, with our real scripts, a stub of Azure, and
 * fake programs for az, azd, git and npm, which refuse what the real ones refuse.
 */
const page = textOf('docs/deploy.md');

/** The shell blocks below a heading, up to the next heading of any depth. */
function blocksBelow(heading: string): string[] {
  const at = page.indexOf(`\n${heading}\n`);
  if (at === -1) throw new Error(`docs/deploy.md has no heading "${heading}".`);
  const section = page.slice(at + heading.length + 2).split(/^#{2,3} /m)[0] ?? '';
  return [...section.matchAll(/```bash\n(.*?)```/gs)].map(([, code]) => code ?? '');
}

let folder: Awaited<ReturnType<typeof scratchFolder>>;
let azure: AzureStub;
let az: FakeProgram;
let azd: FakeProgram;
let certificate: Awaited<ReturnType<typeof makeCertificate>>;
beforeEach(async () => {
  folder = await scratchFolder();
  certificate = await makeCertificate(folder.path);
  const state = healthyState();
  state.granted = [];
  azure = await startAzure(certificate, state);
  const fakes = join(folder.path, 'bin');
  await mkdir(fakes);
  [az, azd] = await Promise.all([fakeAzureCli(fakes, azure), fakeProgram(fakes, 'azd', azdScript())]);
  await Promise.all([fakeSleep(fakes), fakeProgram(fakes, 'npm', npmScript), fakeClone(fakes)]);
});
afterEach(async () => {
  await azure.close();
  await folder.remove();
});

/** A `git` whose clone contains the files that the page uses. */
async function fakeClone(fakes: string): Promise<void> {
  const clone = join(folder.path, 'clone');
  await mkdir(join(clone, 'out'), { recursive: true });
  for (const name of ['infra', 'azure.yaml', 'package.json', 'docs'])
    await symlink(resolve(root, name), join(clone, name));
  await writeFile(
    join(fakes, 'git'),
    `#!/bin/bash
case "$1" in
  clone) ln -s ${clone} "\${@: -1}" ;;
  remote) echo https://github.com/contoso/pim-report.git ;;
  *) echo "git: '$1' is not a git command" >&2; exit 1 ;;
esac
`,
  );
  await chmod(join(fakes, 'git'), 0o755);
}

const npmScript = `
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
  if (args[0] === 'run' && !(args[1] in scripts)) throw 'npm error Missing script: "' + args[1] + '"';
  if (args.join(' ') === 'run package') {
    writeFileSync('out/pim-report.zip', 'PK');
    return 'out/pim-report.zip: 4 functions';
  }
  return args[0] === 'ci' ? 'added 9 packages' : '';
`;

/**
 * An azd that keeps its environment, and runs the hooks of azure.yaml like the real one: it clears their
 * output, and a failing hook leaves a warning.
 */
function azdScript(): string {
  const project = parse(textOf('azure.yaml')) as {
    hooks: Record<string, { posix: { run: string; continueOnError?: boolean } }>;
  };
  const known = [...textOf('infra/main.bicepparam').matchAll(/readEnvironmentVariable\('(\w+)'(, )?/g)];
  return `
  const { spawnSync } = require('node:child_process');
  const env = (state.env ??= { AZURE_RESOURCE_GROUP: '${group}' });
  const run = (name) => {
    const hook = ${JSON.stringify(project.hooks)}[name].posix;
    const { status } = spawnSync(hook.run, { encoding: 'utf8', env: { ...process.env, ...env } });
    if (status !== 0 && !hook.continueOnError) {
      process.stderr.write("ERROR: '" + name + "' hook failed\\n");
      process.exitCode = 1;
      return false;
    }
    if (status !== 0) process.stderr.write('WARNING: hook ' + name + ' failed\\n');
  };
  const [command, sub, name, value] = args;
  if (command === 'auth' && sub === 'login') return '';
  if (command === 'env' && sub === 'new') return '';
  if (command === 'env' && sub === 'set') { env[name] = value; return ''; }
  if (command === 'env' && sub === 'get-value') {
    if (env[name] === undefined) throw "ERROR: key '" + name + "' not found in the environment values";
    return env[name];
  }
  if (command === 'up' || command === 'provision') {
    for (const [setting, isOptional] of ${JSON.stringify(known.map(([, name, optional]) => [name, optional !== undefined]))})
      if (!isOptional && env[setting] === undefined) throw 'ERROR: ' + setting + ' is not set';
    Object.assign(env, ${JSON.stringify(Object.fromEntries(Object.entries(outputsOf())))});
    // A failed hook ends azd, but the outputs stay.
    if (run('postprovision') === false) return '';
  }
  if (command === 'up' || command === 'deploy') run('postdeploy');
  if (['up', 'provision', 'deploy'].includes(command)) return 'SUCCESS: azd ' + command;
  throw 'ERROR: unknown command "' + args.join(' ') + '" for "azd"';
`;
}
const outputsOf = () => outputs({ state: healthyState() } as AzureStub);

/** Runs blocks in one shell, in a new folder, and stops at the first command that fails. */
async function walk(...blocks: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const text = blocks.join('\n').replaceAll('<the address of this repository>', 'https://example.org/x.git');
  const child = spawn('/bin/bash', ['-eu', '-o', 'pipefail', '-c', text], {
    cwd: folder.path,
    env: { PATH: `${join(folder.path, 'bin')}:/usr/bin:/bin`, CURL_CA_BUNDLE: certificate.certFile },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (stdout += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk));
  const code = await new Promise<number | null>((done) => child.once('close', done));
  return { code, stdout, stderr };
}

const clone = () => blocksBelow('## What you need');

test('way 2 works from the clone to the first mail and the check', async () => {
  const { code, stdout, stderr } = await walk(
    ...clone(),
    ...blocksBelow('### Resource providers'),
    ...blocksBelow('## Way 2: the Azure CLI'),
    ...blocksBelow('## The first run'),
    ...blocksBelow('## The check'),
  );
  expect([code, stderr.split('\n').filter((line) => /error|refused/i.test(line))]).toEqual([0, []]);
  // The output that the page announces, in its order.
  const seen = [
    'added ',
    'Succeeded',
    'pimreport-abc pimreportauditabc 11111111-2222-4333-8444-555555555555',
    'AuditLog.Read.All: granted',
    'out/pim-report.zip: 4 functions',
    '3 functions: collectAuditEvents sendWeeklyReport sendCorrections',
    'collectAuditEvents: done',
    'sendWeeklyReport: done',
  ];
  const places = seen.map((text) => stdout.indexOf(text));
  expect([seen, places]).toEqual([seen, [...places].sort((one, other) => one - other)]);
  expect(places).not.toContain(-1);
  for (const text of seen.slice(3)) expect(page).toContain(text);
  const check = stdout.slice(stdout.indexOf('sendWeeklyReport: done')).match(/^ok {6}/gm);
  expect(check).toHaveLength(8);
  expect(page).toContain('eight lines that begin with `ok`');
  // The package was uploaded, and the schedules are unchanged.
  expect(azure.scm.requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
  expect(azure.state.settings).toMatchObject(healthyState().settings);
});

test('the page registers the resource providers of the template', async () => {
  expect(await walk(...blocksBelow('### Resource providers'))).toMatchObject({ code: 0 });
  const registered = (await az.calls())
    .filter(([command]) => command === 'provider')
    .map((call) => call[call.indexOf('--namespace') + 1]);
  const namespaces = (text: string) =>
    new Set([...text.matchAll(/"type": "(Microsoft\.\w+)\//g)].map(([, namespace]) => namespace!));
  const needed = namespaces(textOf('infra/main.json'));
  // Every subscription has these; Resources is the type of the modules.
  for (const always of ['Microsoft.Authorization', 'Microsoft.Resources']) needed.delete(always);
  // Microsoft.App is for the delegation of the app's subnet, and no type of the template.
  expect(textOf('infra/main.json')).toContain('"serviceName": "Microsoft.App/environments"');
  needed.add('Microsoft.App');
  expect(registered.sort()).toEqual([...needed].sort());
});

const wayOne = () => blocksBelow('## Way 1: `azd up`');

test('way 1 works with the hooks of azd', async () => {
  const { code, stdout, stderr } = await walk(...clone(), ...wayOne(), 'echo "$GROUP $APP $STORE $ID"');
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/SUCCESS[^]*^ok {6}Graph permission: AuditLog\.Read\.All is granted$/m);
  expect(page).toContain('`AuditLog.Read.All is granted`');
  expect(stdout).toMatch(
    /pim-report pimreport-abc pimreportauditabc 11111111-2222-4333-8444-555555555555\n$/,
  );
  // Our scripts use the Azure CLI, also as hooks.
  expect((await az.calls())[0]).toEqual(['login']);
  const set = (await azd.calls()).filter((call) => call[1] === 'set').map(([, , name]) => name ?? '');
  for (const name of set) expect(textOf('infra/main.bicepparam')).toContain(`'${name}'`);
});

test('way 1 works when this person may not grant the permission, and the code comes after it', async () => {
  azure.state.refuse = (method, url) =>
    method === 'POST' && url.includes('appRoleAssignedTo')
      ? { status: 403, body: { error: { code: 'Authorization_RequestDenied' } } }
      : undefined;
  const [settings = '', check = ''] = wayOne();
  const provision = settings.replace(/^azd up$/m, 'azd provision');
  const first = await walk(...clone(), provision);
  expect([first.code, first.stderr]).toEqual([1, "ERROR: 'postprovision' hook failed\n"]);
  expect(page).toContain("*'postprovision' hook failed*");
  const id = await walk('cd pim-report', 'azd env get-value identityPrincipalId');
  expect(id.stdout).toContain(azure.state.principalId);
  // Nor does azd up go on to the code.
  expect(await walk('cd pim-report', 'azd up')).toMatchObject({
    code: 1,
    stderr: "ERROR: 'postprovision' hook failed\n",
    stdout: '',
  });
  azure.state.refuse = () => undefined;
  const granted = `infra/grant-graph-permission.sh ${azure.state.principalId}`;
  const second = await walk('cd pim-report', granted, 'azd deploy', check);
  expect([second.code, second.stderr]).toEqual([0, '']);
  expect(second.stdout).toContain('ok      Graph permission: AuditLog.Read.All is granted');
  for (const command of ['azd provision', 'azd env get-value identityPrincipalId', 'azd deploy'])
    expect(page).toContain(`\`${command}\``);
});

test('the steps before the workflow create the identity of the template, with its permission', async () => {
  const { code, stdout } = await walk(...clone(), ...blocksBelow('## Deploying from GitHub'));
  expect([code, stdout]).toEqual([0, expect.stringContaining('AuditLog.Read.All: granted')]);
  const created = (await az.calls()).find((call) => call.join(' ').startsWith('identity create'));
  const name = created?.[created.indexOf('--name') + 1] ?? '';
  const identity = only(deployed('default'), 'Microsoft.ManagedIdentity/userAssignedIdentities');
  expect(name).toBe(identity.name);
});

test('the permission can be shown, widened and revoked', async () => {
  const names = `GROUP=${group} ID=${azure.state.principalId}`;
  const { code, stdout } = await walk(
    ...clone(),
    names,
    'infra/grant-graph-permission.sh $ID',
    ...blocksBelow('## The permission'),
  );
  expect(code).toBe(0);
  expect(stdout).toContain('b0afded3-3588-46d8-8b3d-9842eff778da');
  expect(stdout).toContain('Directory.Read.All: granted');
  for (const name of ['AuditLog.Read.All', 'RoleManagement.Read.Directory', 'Directory.Read.All'])
    expect(stdout).toContain(`\n${name}: taken away\n`);
  expect(azure.state.granted).toEqual([]);
});

test('the steps leave the private network and remove everything', async () => {
  const names = `GROUP=${group} APP=pimreport-abc STORE=pimreportauditabc ID=${azure.state.principalId}`;
  const { code, stderr } = await walk(
    ...clone(),
    names,
    ...blocksBelow('### Leaving the private network'),
    ...blocksBelow('## Removing everything'),
  );
  expect([code, stderr]).toEqual([0, '']);
  const deleted = (await az.calls()).filter((call) => /delete|remove/.test(call.join(' ')));
  const named = (kind: string) =>
    deleted
      .filter((call) => call.join(' ').startsWith(kind))
      .map((call) => call[call.indexOf('--name') + 1] ?? '');
  expect(named('network private-endpoint')).toEqual(['one', 'two']);
  // The default names of the template.
  const everything = await readFile(resolve(root, 'infra/snapshots/everything.snapshot.json'), 'utf8');
  for (const kind of ['network vnet', 'network nat', 'network public-ip', 'network private-dns link'])
    expect(everything).toContain(`/${named(kind)[0]}"`.replace('link', 'vnet'));
  expect(textOf('infra/snapshots/default.snapshot.json')).toContain('/workspaces/pimreport-logs"');
});

test.each(['docs/deploy.md', 'docs/operate.md', 'docs/policy.md'])(
  'every command of az on %s exists, with its options',
  (path) => {
    const code = [...textOf(path).matchAll(/```bash\n(.*?)```|`(az [^`\n]+)`/gs)].map(
      ([, block, inline]) => block ?? inline ?? '',
    );
    // Inner commands first, innermost before the others.
    let text = code.join('\n').replaceAll('\\\n', ' ');
    const lines: string[] = [];
    for (const inner = /\$\(([^()]*)\)/; inner.test(text);)
      text = text.replace(inner, (_, command: string) => {
        lines.push(command);
        return 'text';
      });
    const commands = [...lines, ...text.split(/\n|&&|;/)]
      .map((line) => /^\s*(?:\w+\(\) \{ )?az (.+)$/.exec(line)?.[1])
      .filter((line) => line !== undefined);
    for (const command of commands) {
      // Values in quotes may contain anything.
      const words = command
        .replaceAll(/"[^"]*("|$)|'[^']*'/g, 'text')
        .split(/\s+/)
        .filter(Boolean);
      expect([command, azureCliProblem(words.map((word) => word.replace(/[)"]+$/, '')))]).toEqual([
        command,
        null,
      ]);
    }
    if (path !== 'docs/policy.md') expect(commands.length).toBeGreaterThan(3);
  },
);

test('the check of az commands reports a wrong command', () => {
  expect(azureCliProblem(['group', 'make', '--name', 'x'])).toMatch(/misspelled/);
  expect(azureCliProblem(['group', 'create', '--name', 'x', '--place', 'y'])).toMatch(
    /unrecognized.*--place/,
  );
  expect(azureCliProblem(['group', 'create', '--name', 'x'])).toMatch(/required: --location/);
  expect(template.parameters.reportRecipients?.defaultValue).toBeUndefined();
});
