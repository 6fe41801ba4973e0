import { createHash } from 'node:crypto';
import { build } from 'esbuild';
import { bundle } from './bundle.mjs';

/**
 * Returns a digest of the code that parses and analyses events, without its comments and packages. `root` is a copy of the
 * project.
 */
export async function analysisBuild(root = process.cwd()) {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: ['shared/audit-source/parse-event.ts', 'shared/jobs/report/prepare-report.ts'],
    outdir: 'dist',
    bundle: true,
    packages: 'external',
    platform: 'node',
    minify: true,
    write: false,
  });
  const digest = createHash('sha256');
  for (const { contents } of outputFiles) digest.update(contents);
  return digest.digest('hex').slice(0, 16);
}

/** Returns what is defined in all bundles. */
export const definitions = async () => ({
  ...bundle.define,
  ANALYSIS_BUILD: JSON.stringify(await analysisBuild()),
});
