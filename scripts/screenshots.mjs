// Bundles scripts/screenshots/main.ts and runs it: takes docs/images anew, from the sample tenant's report.
import { execFileSync } from 'node:child_process';
import { build } from 'esbuild';

await build({
  entryPoints: ['scripts/screenshots/main.ts'],
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  outfile: 'dist/screenshots/main.js',
  mainFields: ['module', 'main'],
  external: ['azurite', 'nodemailer', 'playwright-core', '@azure/functions-core', '@aws-sdk/client-s3'],
  logLevel: 'warning',
});
try {
  execFileSync(process.execPath, ['dist/screenshots/main.js'], { stdio: 'inherit' });
} catch (error) {
  process.exitCode = error.status ?? 1;
}
