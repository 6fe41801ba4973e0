import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const packages = ['@azure/functions', '@azure/communication-email'];

/** Bundles a small functions file as `npm run build` bundles the real ones, and returns the path. */
export async function bundleFixture(folder: string, name: string, source: string): Promise<string> {
  const entry = join(folder, `${name}.ts`);
  await writeFile(entry, source);
  const out = join(folder, `${name}.js`);
  await promisify(execFile)('node_modules/.bin/esbuild', [
    entry,
    '--bundle',
    '--platform=node',
    '--target=node20',
    '--format=cjs',
    '--main-fields=module,main',
    '--external:@azure/functions-core',
    // The fixture is outside the project, so its packages are resolved here.
    ...packages.map((path) => `--alias:${path}=${resolve('node_modules', path)}`),
    `--outfile=${out}`,
  ]);
  return out;
}
