import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { root, textOf } from '../support/outputs/infra';

const auditLog = 'b0afded3-3588-46d8-8b3d-9842eff778da';
const directory = '7ab1d382-f21e-4acd-a863-ba3e13f7da61';
const identity = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';

/** An Azure CLI that knows the id of Graph in this tenant, and keeps what it was asked to post. */
const az = `#!/usr/bin/env bash
case "$*" in "ad sp show "*) echo graph-in-this-tenant ;; *) echo "$*" >>"$(dirname "$0")/asked" ;; esac`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pim-report-az-'));
  writeFileSync(join(folder, 'az'), az);
  chmodSync(join(folder, 'az'), 0o755);
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

// What it does: test/deploy/grant-graph-permission.system.test.ts.
test('the script can be run as it is, as the hook of azd does', () => {
  expect(statSync(resolve(root, 'infra/grant-graph-permission.sh')).mode & 0o111).toBe(0o111);
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
  const post = readFileSync(join(folder, 'asked'), 'utf8').trim();
  expect(post).toContain('rest --method post ');
  expect(post).toContain(`https://graph.microsoft.com/v1.0/servicePrincipals/${identity}/appRoleAssignments`);
  expect(JSON.parse(post.slice(post.indexOf('{')))).toEqual({
    principalId: identity,
    resourceId: 'graph-in-this-tenant',
    appRoleId: auditLog,
  });
});
