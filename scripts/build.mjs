// Bundles what runs: one file a function, one for the terminal, one for the local world.
import { readdir, rm } from 'node:fs/promises';
import { build } from 'esbuild';
import { bundle, elsewhere, tools } from './bundle.mjs';

const functions = (await readdir('functions')).filter((name) => name.endsWith('.ts'));
const shipped = {
  ...bundle,
  legalComments: 'linked',
  // Names stay: errors are told apart by them, and stack traces are read by people.
  minifySyntax: true,
  minifyWhitespace: true,
};

await rm('dist', { recursive: true, force: true });
await build({
  ...shipped,
  entryPoints: functions.map((name) => `functions/${name}`),
  external: elsewhere,
});
await build({
  ...shipped,
  entryPoints: ['cli/main.ts', 'local/start.ts'],
  external: [...elsewhere, ...tools],
  banner: { js: '#!/usr/bin/env node' },
});
