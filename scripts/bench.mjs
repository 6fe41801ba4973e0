// Bundles scripts/bench/main.ts and runs it: ratios of two ways of doing a thing, taken in one run on this machine.
import { execFileSync } from 'node:child_process';
import { build } from 'esbuild';

await build({
  entryPoints: [
    'scripts/bench/main.ts',
    'scripts/bench/collect-once.ts',
    'scripts/bench/render/render-once.ts',
  ],
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  outdir: 'dist/bench',
  mainFields: ['module', 'main'],
  define: { 'import.meta.url': 'importMetaUrl' },
  inject: ['scripts/import-meta-url.mjs'],
  external: ['azurite', 'nodemailer', '@azure/functions-core', '@aws-sdk/client-s3'],
  logLevel: 'warning',
});
execFileSync(process.execPath, ['--expose-gc', 'dist/bench/main.js'], { stdio: 'inherit' });
