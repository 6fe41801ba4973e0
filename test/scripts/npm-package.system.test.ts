import { execFile } from 'node:child_process';
import { cp, mkdir, readdir, readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { testFolder } from '../support/outputs/test-folder';
import { ensureBuilt } from '../support/servers/cli';

// What "npm pack" does, in a copy: it changes package.json for a moment, which other tests read.

const run = promisify(execFile);
const root = resolve(__dirname, '../..');
let home: string;
let program: string;
let tarball: string;
let listed: readonly { readonly path: string; readonly size: number }[];

/** The whole environment: a PATH without this project, and an own home folder. */
const env = () => ({ PATH: `${dirname(process.execPath)}:/usr/bin:/bin`, HOME: home, NO_COLOR: '1' });

beforeAll(async () => {
  await ensureBuilt();
  home = await testFolder();
  const copy = join(home, 'clone');
  const built = ['chunks', 'cli', 'functions'].map((part) => `dist/${part}`);
  const files = [
    'package.json',
    'scripts/manifest.mjs',
    'README.md',
    'LICENSE',
    'CHANGELOG.md',
    'docs/cli.md',
  ];
  for (const file of [...files, ...built]) await cp(join(root, file), join(copy, file), { recursive: true });
  const manifest = (step: string) => run(process.execPath, ['scripts/manifest.mjs', step], { cwd: copy });
  await manifest('trim');
  const { stdout } = await run('npm', ['pack', '--json', '--ignore-scripts', '--offline'], {
    cwd: copy,
    env: env(),
  });
  const [packed] = JSON.parse(stdout) as [{ filename: string; files: typeof listed }];
  await manifest('restore');
  expect(await readFile(join(copy, 'package.json'), 'utf8')).toBe(
    await readFile(join(root, 'package.json'), 'utf8'),
  );
  [tarball, listed] = [join(copy, packed.filename), packed.files];
  const prefix = join(home, 'prefix');
  await mkdir(prefix);
  const install = ['install', '--global', '--prefix', prefix, '--offline', '--ignore-scripts', '--no-audit'];
  await run('npm', [...install, '--no-fund', tarball], { cwd: home, env: env() });
  program = join(prefix, 'bin/pim-report');
});

test('the tarball contains exactly the files to run', () => {
  const places = new Set(listed.map(({ path }) => /^dist\/[^/]+/.exec(path)?.[0] ?? path));
  expect([...places].sort()).toEqual([
    ...['CHANGELOG.md', 'LICENSE', 'README.md', 'dist/chunks', 'dist/cli', 'dist/functions', 'docs/cli.md'],
    'package.json',
  ]);
  expect(listed.filter(({ path }) => /\.node$|node_modules|\.map$|\.ts$/.test(path))).toEqual([]);
});

test('the package installs no dependency', async () => {
  const modules = join(home, 'prefix/lib/node_modules');
  expect(await readdir(modules)).toEqual(['pim-report']);
  const installed = join(modules, 'pim-report');
  expect(await readdir(installed)).not.toContain('node_modules');
  const manifest = JSON.parse(await readFile(join(installed, 'package.json'), 'utf8')) as object;
  // npm warns about install scripts, and may be set to run them.
  expect(Object.keys(manifest).filter((key) => /dependencies$|^scripts$/i.test(key))).toEqual([]);
});

test('the installed command prints its version and its help', async () => {
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
  expect((await run(program, ['--version'], { cwd: home, env: env() })).stdout).toBe(`${version}\n`);
  expect((await run(program, ['--help'], { cwd: home, env: env() })).stdout).toMatch(/^Usage: pim-report/);
});

test('its demo runs in a folder, and writes only the report and the mail', async () => {
  const { stdout, stderr } = await run(program, ['demo', '--out', 'shown'], { cwd: home, env: env() });
  expect(stderr).toBe('');
  expect(stdout).toContain('Everything that was started has been stopped.');
  const files = await readdir(join(home, 'shown'));
  for (const end of ['.xlsx', '.eml', '.html']) expect(files.some((file) => file.endsWith(end))).toBe(true);
});

test('a command works with a store of its own', async () => {
  const settings = { GRAPH_ENDPOINT: 'http://127.0.0.1:9', XDG_DATA_HOME: join(home, 'data') };
  const options = { cwd: home, env: { ...env(), ...settings } };
  const { stdout } = await run(program, ['report', '--no-collect', '--format', 'json'], options);
  expect(stdout).toMatch(/INCOMPLETE, .*out\/weekly-.*\.json\n$/);
});
