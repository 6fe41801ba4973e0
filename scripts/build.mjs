// Bundles what runs: one file a function, one for the terminal, one for the local world.
import { readdir, rm } from 'node:fs/promises';
import { build } from 'esbuild';

const functions = (await readdir('functions')).filter((name) => name.endsWith('.ts'));

// A corner of unzipper (a dependency of exceljs) that reads from S3: never reached here.
const neverReached = ['@aws-sdk/client-s3'];

const common = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  outbase: '.',
  outdir: 'dist',
  // The ES module builds bundle cleanly where a UMD "main" hides its requires (jsonc-parser).
  mainFields: ['module', 'main'],
  // A module of the storage SDK asks for its own address, which a CommonJS bundle does not have.
  define: { 'import.meta.url': 'importMetaUrl' },
  inject: ['scripts/import-meta-url.mjs'],
  legalComments: 'linked',
  // Names stay: errors are told apart by them, and stack traces are read by people.
  minifySyntax: true,
  minifyWhitespace: true,
  logLevel: 'warning',
};

await rm('dist', { recursive: true, force: true });
await build({
  ...common,
  entryPoints: functions.map((name) => `functions/${name}`),
  // Provided by the Functions host's worker alone.
  external: ['@azure/functions-core', ...neverReached],
});
await build({
  ...common,
  entryPoints: ['cli/main.ts', 'local/start.ts'],
  // Development tools of the local world: started or loaded from node_modules, never deployed.
  external: ['@azure/functions-core', 'azurite', 'nodemailer', ...neverReached],
  banner: { js: '#!/usr/bin/env node' },
});
