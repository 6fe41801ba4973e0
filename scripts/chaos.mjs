// Bundles test/chaos/main.ts and runs it: random faults over weeks, and the contract held against what comes of them.
import { execFileSync } from 'node:child_process';
import { build } from 'esbuild';

await build({
  entryPoints: ['test/chaos/main.ts'],
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  outfile: 'dist/chaos/main.js',
  mainFields: ['module', 'main'],
  logLevel: 'warning',
});
try {
  execFileSync(process.execPath, ['dist/chaos/main.js', ...process.argv.slice(2)], { stdio: 'inherit' });
} catch (error) {
  process.exitCode = error.status ?? 1;
}
