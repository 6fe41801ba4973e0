import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { endpointFacts } from '../../shared/domain/access/access-endpoint';
import { root, textOf } from '../support/outputs/infra';

const auditLog = 'b0afded3-3588-46d8-8b3d-9842eff778da';
const roles = '483bed4a-2ad3-4361-a73b-c83ccdbdc53c';
const identity = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';

/** An Azure CLI that knows the id of Graph in this tenant, and records its posted bodies. */
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

// The tests of its behaviour: test/deploy/grant-graph-permission.system.test.ts.
test('the script is executable, as the hook of azd needs it', () => {
  expect(statSync(resolve(root, 'infra/grant-graph-permission.sh')).mode & 0o111).toBe(0o111);
});

/** The permissions by id, each with its part of standing access, as the scripts read them. */
const granted = () =>
  [...textOf('infra/lib/graph-permissions.sh').matchAll(/^([a-z-]+) ([0-9a-f-]{36}) ([\w.]+)'?$/gm)].map(
    ([, part = '', id = '', name = '']) => ({ part, id, name }),
  );

test('the script grants the permission of every list that the app reads', () => {
  const needed = new Map(Object.values(endpointFacts).map(({ permission, part }) => [permission, part]));
  const known = new Map(granted().map(({ name, part }) => [name, part]));
  expect(Object.fromEntries([...known].filter(([name]) => needed.has(name)))).toEqual(
    Object.fromEntries(needed),
  );
  expect([...known.keys()].filter((name) => !needed.has(name))).toEqual([
    'AuditLog.Read.All',
    'Directory.Read.All',
  ]);
});

test('the scripts and the Bicep files grant the same permissions', () => {
  const [bicep, main] = ['infra/graph-permission.bicep', 'infra/main.bicep'].map(textOf) as [string, string];
  for (const script of ['infra/grant-graph-permission.sh', 'infra/check-deployment.sh'])
    expect(textOf(script)).toContain('lib/graph-permissions.sh');
  for (const { part, id, name } of granted()) {
    const key = name.replaceAll('.', '');
    expect(bicep).toContain(`${key.charAt(0).toLowerCase()}${key.slice(1)}: '${id}'`);
    if (part === 'directory') continue;
    expect(main).toContain(`'${id}'`);
    // The compiler breaks a long line after a bracket.
    if (part !== 'audit')
      expect(bicep.replaceAll(/(?<=\()\s+|\s+(?=\))/g, '').replaceAll(/,\s+/g, ', ')).toContain(
        `= if (contains(parts, '${part}')) {`,
      );
  }
  expect(bicep).toMatch(/resource directoryReadAll '[^']+' = if \(grantDirectoryRead\)/);
  expect(bicep).toMatch(/param grantDirectoryRead bool = false/);
  expect(bicep).toMatch(/param standingAccess string = 'roles'/);
});

test('the command that the deployment prints grants the same in a shell', () => {
  const { outputs } = JSON.parse(textOf('infra/snapshots/default.snapshot.json')) as {
    outputs: { graphGrantCommand: string };
  };
  const [, format = '', ids = ''] =
    /^\[format\('(.*?)', '([^']*)', 'https:/.exec(outputs.graphGrantCommand) ?? [];
  const values = [ids, 'https://graph.microsoft.com', 'https://graph.microsoft.com', identity, identity];
  const command = format
    .replaceAll(/(?<!\{)\{(\d)\}/g, (_, index: string) => values[Number(index)]!)
    .replaceAll('{{', '{')
    .replaceAll('}}', '}');
  const { status } = spawnSync('/bin/bash', ['-c', command], {
    env: { PATH: `${folder}${delimiter}/usr/bin${delimiter}/bin` },
  });
  expect(status).toBe(0);
  const posts = readFileSync(join(folder, 'asked'), 'utf8').trim().split('\n');
  for (const post of posts) {
    expect(post).toContain('rest --method post --resource https://graph.microsoft.com --url ');
    expect(post).toContain(
      `https://graph.microsoft.com/v1.0/servicePrincipals/${identity}/appRoleAssignments`,
    );
  }
  expect(posts.map((post) => JSON.parse(post.slice(post.indexOf('{'))) as unknown)).toEqual(
    [auditLog, roles].map((appRoleId) => ({
      principalId: identity,
      resourceId: 'graph-in-this-tenant',
      appRoleId,
    })),
  );
});
