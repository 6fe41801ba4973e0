// Makes what is committed beside the Bicep files: infra/main.json, which the portal takes, and infra/snapshots/*.json,
// what Azure would be asked to make. Needs a Bicep compiler.
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { build } from 'esbuild';

const bundle = resolve('node_modules/.cache/infra/main.js');
await build({
  entryPoints: ['scripts/infra/main.ts'],
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  outfile: bundle,
  logLevel: 'warning',
});
createRequire(import.meta.url)(bundle);
