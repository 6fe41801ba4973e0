import { spawnSync } from 'node:child_process';
import { build } from 'esbuild';
import { bundle, elsewhere, tools } from './bundle.mjs';
import { definitions } from './analysis-build.mjs';

/**
 * Bundles scripts written in TypeScript and runs the first; the others are programs that it starts itself. Flags of
 * this process are handed on. Returns the exit code.
 */
export async function runBundle(entryPoints, args) {
  await build({
    ...bundle,
    entryPoints,
    external: [...elsewhere, ...tools],
    define: await definitions(),
  });
  const script = `dist/${entryPoints[0].replace(/\.ts$/, '.js')}`;
  const { status } = spawnSync(process.execPath, [...process.execArgv, script, ...args], {
    stdio: 'inherit',
  });
  return status ?? 1;
}
