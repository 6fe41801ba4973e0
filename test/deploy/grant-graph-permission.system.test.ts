import { resolve } from 'node:path';
import { type FakeProgram, fakeProgram, fakeSleep, runScript } from '../support/fakes/fake-program';
import { scratchFolder } from '../support/servers/pipeline';

const script = resolve(__dirname, '../../infra/grant-graph-permission.sh');
const identity = '11111111-2222-4333-8444-555555555555';
const auditLogReadAll = 'b0afded3-3588-46d8-8b3d-9842eff778da';
const directoryReadAll = '7ab1d382-f21e-4acd-a863-ba3e13f7da61';
const roleManagement = '483bed4a-2ad3-4361-a73b-c83ccdbdc53c';
const both = (how: string) => `AuditLog.Read.All: ${how}\nRoleManagement.Read.Directory: ${how}\n`;
const all = [
  'AuditLog.Read.All',
  'RoleManagement.Read.Directory',
  'PrivilegedEligibilitySchedule.Read.AzureADGroup',
  'PrivilegedAssignmentSchedule.Read.AzureADGroup',
  'GroupMember.Read.All',
  'User.Read.All',
  'Policy.Read.All',
  'Directory.Read.All',
];

/** The answers of `az rest` and Graph that the script needs: assignments by permission, kept between calls. */
const graph = `
  const of = (name) => args[args.indexOf(name) + 1];
  const granted = (state.granted ??= []);
  const url = of('--url');
  if (args[0] !== 'rest' || !url.startsWith(process.env.GRAPH_ENDPOINT ?? 'https://graph.microsoft.com')) throw 'unexpected ' + args;
  if (url.includes("servicePrincipals(appId='00000003-0000-0000-c000-000000000000')")) return 'graph-object-id';
  if (of('--method') === 'get') {
    if (!url.endsWith('servicePrincipals/${identity}/appRoleAssignments?$top=999')) throw 'ERROR: Not Found({"error":{"code":"Request_ResourceNotFound"}})';
    return granted.filter((id) => of('--query').includes(id)).map((id) => 'assignment-' + id).join('\\n');
  }
  if (of('--method') === 'delete') {
    state.granted = granted.filter((id) => !url.endsWith('/assignment-' + id));
    return '';
  }
  const { principalId, resourceId, appRoleId } = JSON.parse(of('--body'));
  if (principalId !== '${identity}' || resourceId !== 'graph-object-id') throw 'unexpected ' + of('--body');
  if (granted.includes(appRoleId)) throw 'Permission being assigned already exists on the object';
  granted.push(appRoleId);
  return '{}';
`;

let folder: Awaited<ReturnType<typeof scratchFolder>>;
let sleep: FakeProgram;
beforeEach(async () => {
  folder = await scratchFolder();
  sleep = await fakeSleep(folder.path);
});
afterEach(() => folder.remove());

const az = (body = graph) => fakeProgram(folder.path, 'az', body);
const run = (args: readonly string[], settings = {}) =>
  runScript(script, args, { fakes: folder.path, settings });
const posted = async (fake: FakeProgram) =>
  (await fake.calls())
    .filter((call) => call.includes('post'))
    .map((call) => (JSON.parse(call[call.indexOf('--body') + 1] ?? '{}') as { appRoleId: string }).appRoleId);

test('grants exactly AuditLog.Read.All and the permission of the roles, once', async () => {
  const fake = await az();
  expect(await run([identity])).toEqual({ code: 0, stdout: both('granted'), stderr: '' });
  expect(await run([identity])).toEqual({ code: 0, stdout: both('granted already'), stderr: '' });
  expect(await posted(fake)).toEqual([auditLogReadAll, roleManagement]);
});

test('grants the permissions of standing access, chosen by option or by the output of azd', async () => {
  const names = async (...of: Parameters<typeof run>) =>
    (await run(...of)).stdout
      .trim()
      .split('\n')
      .map((line) => line.replace(/:.*/, ''));
  await az();
  expect(await names([identity, '--standing-access', 'off'])).toEqual(all.slice(0, 1));
  expect(await names([identity], { standingAccessParts: 'off' })).toEqual(all.slice(0, 1));
  expect(await names([identity, '--standing-access', 'groups, people'])).toEqual([
    all[0],
    ...all.slice(2, 6),
  ]);
  expect(await names([identity], { standingAccessParts: 'roles,groups,people,conditional-access' })).toEqual(
    all.slice(0, 7),
  );
  expect(await run([identity, '--standing-access', 'role'])).toMatchObject({
    code: 2,
    stderr:
      "grant-graph-permission: knows no part 'role' of standing access: roles, groups, people, conditional-access or off\n",
  });
  expect(await run([identity, '--standing-access'])).toMatchObject({ code: 2 });
});

test('takes the identity from the output of azd, and the root of a national cloud', async () => {
  const fake = await az();
  const root = 'https://dod-graph.microsoft.us';
  expect(await run([], { identityPrincipalId: identity, GRAPH_ENDPOINT: root })).toMatchObject({
    code: 0,
    stdout: both('granted'),
  });
  const calls = await fake.calls();
  expect(calls.flat().filter((text) => text.startsWith('https://graph.microsoft.com'))).toEqual([]);
  // The real az knows one root for each cloud. It sends a token to another root only with --resource.
  for (const call of calls) expect(call[call.indexOf('--resource') + 1]).toBe(root);
});

test('grants Directory.Read.All only on request, and revokes all permissions', async () => {
  const fake = await az();
  await run([identity]);
  expect((await run([identity, '--directory-read'])).stdout).toBe(
    `${both('granted already')}Directory.Read.All: granted\n`,
  );
  expect(await posted(fake)).toEqual([auditLogReadAll, roleManagement, directoryReadAll]);
  const held = [auditLogReadAll, roleManagement, directoryReadAll].length;
  const first = (await run([identity, '--revoke'])).stdout.trim().split('\n');
  expect(first.map((line) => line.replace(/:.*/, ''))).toEqual(all);
  expect(first.filter((line) => line.endsWith(': taken away'))).toHaveLength(held);
  expect((await run([identity, '--revoke'])).stdout).toBe(
    all.map((name) => `${name}: was not granted\n`).join(''),
  );
});

test('succeeds when another person grants the permission at the same time', async () => {
  await az(graph.replace("if (of('--method') === 'get') {", "if (of('--method') === 'get') { return '';"));
  await run([identity]);
  expect(await run([identity])).toMatchObject({ code: 0, stderr: '' });
});

test.each([
  ["ERROR: Please run 'az login' to setup account.", /not signed in.*az login/],
  [
    'ERROR: Forbidden({"error":{"code":"Authorization_RequestDenied","message":"Insufficient privileges"}})',
    /not allowed.*Privileged Role Administrator/,
  ],
  [
    'ERROR: Bad Gateway({"error":{"code":"ServiceUnavailable"}})',
    /Microsoft Graph did not do it: ERROR: Bad Gateway/,
  ],
])('says in one sentence what to do when az says "%s"', async (said, sentence) => {
  for (const args of [[identity], [identity, '--revoke']]) {
    const fake = await az(`throw ${JSON.stringify(said)}`);
    const { code, stdout, stderr } = await run(args);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(sentence);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(await fake.calls()).toHaveLength(1);
  }
});

test('reports that a person may read but not grant, and calls nothing granted', async () => {
  await az(
    graph.replace('granted.push(appRoleId);', "throw 'ERROR: Forbidden(Authorization_RequestDenied)';"),
  );
  const { code, stdout, stderr } = await run([identity]);
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toMatch(/not allowed/);
});

test('waits for an identity that was just created', async () => {
  const fake = await az(
    `if ((state.tries = (state.tries ?? 0) + 1) <= 3) throw 'ERROR: Not Found({"error":{"code":"Request_ResourceNotFound"}})';${graph}`,
  );
  const { code, stdout, stderr } = await run([identity]);
  expect([code, stdout]).toEqual([0, both('granted')]);
  expect(stderr.match(/does not know the identity yet/g)).toHaveLength(3);
  expect(await sleep.calls()).toEqual([['15'], ['15'], ['15']]);
  expect(await posted(fake)).toEqual([auditLogReadAll, roleManagement]);
});

test('names an identity that does not exist, and grants nothing', async () => {
  const stranger = identity.replaceAll('1', '9');
  const fake = await az();
  const { code, stderr } = await run([stranger]);
  expect(code).toBe(1);
  expect(stderr).toMatch(new RegExp(`no identity ${stranger} in this tenant.*identityPrincipalId`));
  expect(await posted(fake)).toEqual([]);
});

test.each([[[]], [['pimreport-identity']], [['-'.repeat(36)]], [[identity, '--everything']]])(
  'rejects the arguments %j without any request',
  async (args) => {
    const fake = await az();
    const { code, stderr } = await run(args);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^grant-graph-permission: (needs the object id|unknown option)/);
    expect(await fake.calls()).toEqual([]);
  },
);
