import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { scratchFolder } from './support/servers/pipeline';

const root = resolve(__dirname, '..');
const run = promisify(execFile);
interface Manifest {
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly overrides: Readonly<Record<string, unknown>>;
}
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;
const decision = readFileSync(join(root, 'docs/decisions/0013-supply-chain.md'), 'utf8');
const licences = (folder: string) =>
  run(process.execPath, ['scripts/licences.mjs', folder], { cwd: root }).then(
    ({ stdout }) => ({ code: 0, stdout, stderr: '' }),
    ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({
      code,
      stdout,
      stderr,
    }),
  );

test('all that the package is made of has a licence that we accept', async () => {
  const { code, stdout, stderr } = await licences('.');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/^\d+ {2}MIT$/m);
});

test.each(['GPL-3.0-only', 'none', '(MIT AND AGPL-3.0-only)', 'SEE LICENSE IN LICENSE.md'])(
  'a package under %s is named, and fails the check',
  async (license) => {
    const folder = await scratchFolder();
    await cp(join(root, 'package-lock.json'), join(folder.path, 'package-lock.json'));
    const lock = JSON.parse(await readFile(join(folder.path, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, { license?: string }>;
    };
    lock.packages['node_modules/zod'] = { ...lock.packages['node_modules/zod'], license };
    await writeFile(join(folder.path, 'package-lock.json'), JSON.stringify(lock));
    const { code, stderr } = await licences(folder.path);
    expect([code, stderr]).toEqual([1, `node_modules/zod: the licence "${license}" is not accepted.\n`]);
    await folder.remove();
  },
);

test('every dependency, development tool and override is there for a reason that is written down', () => {
  const libraries = readFileSync(join(root, 'docs/decisions/0002-libraries.md'), 'utf8');
  const written = [decision, libraries].join('\n');
  const overridden = Object.values(manifest.overrides).flatMap((inner) => Object.keys(inner as object));
  const all = [
    ...Object.keys(manifest.dependencies),
    ...Object.keys(manifest.devDependencies),
    ...overridden,
  ];
  const isNamed = (name: string) =>
    written.includes(name.startsWith('@types/') ? '`@types/*`' : `\`${name}\``);
  expect(all.filter((name) => !isNamed(name))).toEqual([]);
  // And nothing is explained that is gone.
  const named = [...decision.matchAll(/^\| ((?:`[^`]+`(?:, )?)+) \|/gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name ?? ''),
  );
  expect(named.filter((name) => !name.includes('*') && !all.includes(name))).toEqual([]);
});

test('the list of parts names every package that production rests on with its version, and no other', async () => {
  await run('npm', ['run', '--silent', 'sbom'], { cwd: root });
  const sbom = JSON.parse(await readFile(join(root, 'out/sbom.cdx.json'), 'utf8')) as {
    bomFormat: string;
    components: { name: string; version: string }[];
  };
  expect(sbom.bomFormat).toBe('CycloneDX');
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { version: string; dev?: boolean; optional?: boolean }>;
  };
  const named = (path: string) => path.replace(/^.*node_modules\//, '');
  const shipped = Object.entries(lock.packages).filter(([path, { dev }]) => path !== '' && dev !== true);
  const expected = shipped.map(([path, { version }]) => `${named(path)}@${version}`);
  const parts = sbom.components.map(({ name, version }) => `${name}@${version}`);
  expect([...new Set(parts)].sort()).toEqual([...new Set(expected)].sort());
  expect(
    Object.keys(manifest.dependencies).every((name) => parts.some((part) => part.startsWith(`${name}@`))),
  ).toBe(true);
});
