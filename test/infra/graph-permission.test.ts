import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { root, textOf } from '../support/infra';

const script = resolve(root, 'infra/grant-graph-permission.sh');
const auditLog = 'b0afded3-3588-46d8-8b3d-9842eff778da';
const directory = '7ab1d382-f21e-4acd-a863-ba3e13f7da61';
const identity = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';

/** An Azure CLI that keeps the granted permissions in a file, and what it was asked in another. */
const az = `#!/usr/bin/env bash
cd "$(dirname "$0")"; echo "$*" >>asked; touch granted
while [ $# -gt 0 ]; do case "$1" in
  --method) method="$2" ;; --url) url="$2" ;; --query) query="$2" ;; --body) body="$2" ;; esac; shift; done
case "$method $url" in
  "get "*appRoleAssignments*) id="\${query#*\\'}"; grep -x "\${id%%\\'*}" granted || true ;;
  "get "* | " ") echo graph-in-this-tenant ;;
  "post "*) [ ! -e forbidden ] || exit 1; sed 's/.*"appRoleId":"\\([^"]*\\)".*/\\1/' <<<"$body" >>granted ;;
  "delete "*) sed -i "/\${url##*/}/d" granted ;;
esac`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pim-report-az-'));
  writeFileSync(join(folder, 'az'), az);
  chmodSync(join(folder, 'az'), 0o755);
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const run = (args: readonly string[], environment: Readonly<Record<string, string>> = {}) => {
  const { status, stdout, stderr } = spawnSync(script, args, {
    encoding: 'utf8',
    env: { PATH: `${folder}${delimiter}/usr/bin${delimiter}/bin`, ...environment },
  });
  return { status, stdout, stderr };
};
const lines = (file: string) => {
  const path = join(folder, file);
  return existsSync(path) ? readFileSync(path, 'utf8').trim().split('\n').filter(Boolean) : [];
};

test('it can be run as it is, as the hook of azd does', () => {
  expect(statSync(script).mode & 0o111).toBe(0o111);
});

test('grants what is read, once', () => {
  expect(run([identity])).toEqual({ status: 0, stdout: 'AuditLog.Read.All: granted\n', stderr: '' });
  expect(lines('granted')).toEqual([auditLog]);
  const post = lines('asked').find((line) => line.includes('--method post'));
  expect(post).toContain(
    'https://graph.microsoft.com/v1.0/servicePrincipals/graph-in-this-tenant/appRoleAssignedTo',
  );
  expect(post).toContain(
    `{"principalId":"${identity}","resourceId":"graph-in-this-tenant","appRoleId":"${auditLog}"}`,
  );
  expect(run([identity]).stdout).toBe('AuditLog.Read.All: granted already\n');
  expect(lines('granted')).toEqual([auditLog]);
});

test('grants the whole directory only where it is asked to, and takes both away', () => {
  expect(run([identity, '--directory-read']).status).toBe(0);
  expect(lines('granted')).toEqual([auditLog, directory]);
  expect(run([identity, '--revoke']).status).toBe(0);
  expect(lines('granted')).toEqual([]);
  expect(run([identity, '--revoke']).stdout).toContain('AuditLog.Read.All: was not granted');
});

test('takes the identity from the outputs that azd hands to its hooks', () => {
  expect(run([], { identityPrincipalId: identity }).status).toBe(0);
  expect(lines('granted')).toEqual([auditLog]);
});

test('asks another Graph in a national cloud', () => {
  run([identity], { GRAPH_ENDPOINT: 'https://graph.microsoft.us' });
  expect(lines('asked').filter((line) => !line.includes('https://graph.microsoft.us/v1.0/'))).toEqual([]);
});

test('says what is missing', () => {
  expect(run([])).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('identityPrincipalId') as unknown,
  });
  expect(run([identity, '--all'])).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('--all') as unknown,
  });
  writeFileSync(join(folder, 'forbidden'), '');
  expect(run([identity])).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('Privileged Role Administrator') as unknown,
  });
  rmSync(join(folder, 'az'));
  // Nothing but the shell: some machines have the real one beside it.
  symlinkSync('/bin/bash', join(folder, 'bash'));
  expect(run([identity], { PATH: folder })).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('Cloud Shell') as unknown,
  });
});

test('script, Bicep file and output of the deployment grant the same', () => {
  const bicep = textOf('infra/graph-permission.bicep');
  expect(bicep).toContain(`auditLogReadAll: '${auditLog}'`);
  expect(bicep).toContain(`directoryReadAll: '${directory}'`);
  expect(bicep).toMatch(/resource directoryReadAll '[^']+' = if \(grantDirectoryRead\)/);
  expect(bicep).toMatch(/param grantDirectoryRead bool = false/);
});

test('the command that the deployment prints does the same in a shell', () => {
  const { outputs } = JSON.parse(textOf('infra/snapshots/default.snapshot.json')) as {
    outputs: { graphGrantCommand: string };
  };
  const [, format = ''] = /^\[format\('(.*?)', 'https:/.exec(outputs.graphGrantCommand) ?? [];
  const values = ['https://graph.microsoft.com', identity, identity];
  const command = format
    .replaceAll(/(?<!\{)\{(\d)\}/g, (_, index: string) => values[Number(index)]!)
    .replaceAll('{{', '{')
    .replaceAll('}}', '}');
  const { status } = spawnSync('/bin/bash', ['-c', command], {
    env: { PATH: `${folder}${delimiter}/usr/bin${delimiter}/bin` },
  });
  expect(status).toBe(0);
  expect(lines('granted')).toEqual([auditLog]);
  const post = lines('asked').find((line) => line.includes('--method post')) ?? '';
  expect(post).toContain(`https://graph.microsoft.com/v1.0/servicePrincipals/${identity}/appRoleAssignments`);
  expect(JSON.parse(post.slice(post.indexOf('{')))).toEqual({
    principalId: identity,
    resourceId: 'graph-in-this-tenant',
    appRoleId: auditLog,
  });
});
