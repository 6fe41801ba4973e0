import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { strangersIn } from '../support/outputs/named-in-doc';

const root = resolve(__dirname, '../..');
const read = (path: string) => readFileSync(resolve(root, path), 'utf8');
const page = read('docs/security.md');

test.each(['docs/security.md', 'SECURITY.md', 'docs/decisions/0013-supply-chain.md'])(
  '%s names only settings, files, commands and links that exist',
  (path) => {
    expect(strangersIn(path)).toEqual([]);
  },
);

test('each test that is named as a proof exists', () => {
  const named = [...page.matchAll(/`(test\/[\w./-]+)`/g)].map(([, path]) => path ?? '');
  expect(named.length).toBeGreaterThan(12);
  expect(named.filter((path) => !existsSync(resolve(root, path)))).toEqual([]);
});

test('the page lists exactly the roles that the template assigns', () => {
  const given = [
    ...read('infra/modules/permissions.bicep').matchAll(/^ {2}(?!\w*Reader:)(\w+): '[0-9a-f-]{36}'/gm),
    ...read('infra/modules/secret-reader.bicep').matchAll(/^var (\w+) = '[0-9a-f-]{36}'/gm),
  ].map(([, name]) => name?.toLowerCase());
  const app = page.split('\n').filter((line) => /^\| the app (on|\()/.test(line));
  const told = app.flatMap((line) => [...line.matchAll(/"([A-Z][\w ]+)"/g)].map(([, role]) => role ?? ''));
  const folded = (role: string) => role.replaceAll(' ', '').toLowerCase();
  expect([...new Set(told.map(folded))].sort()).toEqual([...given].sort());
  expect(read('infra/graph-permission.bicep')).toContain(
    "resource auditLogReadAll 'Microsoft.Graph/appRoleAssignedTo",
  );
});

test('the page lists the settings that may contain a secret', () => {
  const [, section = ''] = page.split('## Settings that contain a secret');
  for (const name of ['AUDIT_STORAGE', 'AzureWebJobsStorage', 'COMMUNICATION_SERVICES'])
    expect(section.split('\n## ')[0]).toContain(`\`${name}\``);
});
