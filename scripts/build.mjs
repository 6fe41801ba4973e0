// Bundles what runs: one file a function, two for the terminal, one for the local world.
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
const terminal = { ...shipped, banner: { js: '#!/usr/bin/env node' } };
// Help and version answer at once: what a command needs is a bundle of its own, loaded when one runs.
await build({
  ...terminal,
  entryPoints: ['cli/main.ts'],
  external: ['*/run-command'],
  supported: { 'dynamic-import': false },
});
await build({
  ...terminal,
  entryPoints: ['cli/run-command.ts', 'local/start.ts'],
  external: [...elsewhere, ...tools],
});
