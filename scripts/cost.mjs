// Bundles scripts/cost/main.ts and runs it: counts the calls of a week and writes docs/cost.md.
import { execFileSync } from 'node:child_process';
import { build } from 'esbuild';

await build({
  entryPoints: ['scripts/cost/main.ts'],
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  outfile: 'dist/cost/main.js',
  mainFields: ['module', 'main'],
  define: { 'import.meta.url': 'importMetaUrl' },
  inject: ['scripts/import-meta-url.mjs'],
  external: ['azurite', 'nodemailer', '@azure/functions-core', '@aws-sdk/client-s3'],
  logLevel: 'warning',
});
// The largest week holds two weeks of a large tenant in memory, and its workbook.
const memory = '--max-old-space-size=8192';
execFileSync(process.execPath, [memory, 'dist/cost/main.js', ...process.argv.slice(2)], { stdio: 'inherit' });
