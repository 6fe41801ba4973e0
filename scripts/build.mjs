// Builds what runs: the functions, and the programs of the terminal. Code that several files need, or that is loaded
// only when it is used, is in chunks of its own.
import { readdir, rm } from 'node:fs/promises';
import { buildInChunks } from './build-in-chunks.mjs';
import { elsewhere, tools } from './bundle.mjs';

const functions = (await readdir('functions')).filter((name) => name.endsWith('.ts'));

await rm('dist', { recursive: true, force: true });
await buildInChunks({
  entryPoints: functions.map((name) => `functions/${name}`),
  // Below the functions' own folder, whose files are loaded one by one by the host.
  chunks: 'functions/chunks',
  external: elsewhere,
});
await buildInChunks({
  entryPoints: ['cli/main.ts', 'local/start.ts'],
  chunks: 'chunks',
  // The demo writes its mail with nodemailer, in the package for terminals too.
  external: [...elsewhere, ...tools.filter((tool) => tool !== 'nodemailer')],
  isProgram: true,
});
