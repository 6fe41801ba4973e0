import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { build, transform } from 'esbuild';
import { bundle } from './bundle.mjs';
import { definitions } from './analysis-build.mjs';

// Keep names: code distinguishes errors by name, and people read stack traces.
const smaller = { minifySyntax: true, minifyWhitespace: true };

/**
 * Bundles entry points into `dist`, with the code that they share in a folder of chunks. esbuild splits ES modules only,
 * while the host of the functions hands its own module to `require`: so each file is turned into CommonJS afterwards,
 * and a chunk that is loaded on use stays so.
 */
export async function buildInChunks({ entryPoints, chunks, external, isProgram = false }) {
  const { outputFiles } = await build({
    ...bundle,
    ...smaller,
    entryPoints,
    external,
    define: await definitions(),
    format: 'esm',
    splitting: true,
    chunkNames: `${chunks}/[name]-[hash]`,
    legalComments: 'linked',
    write: false,
  });
  await Promise.all(
    outputFiles.map(async ({ path, text }) => {
      const isEntry = !path.includes(`/${chunks}/`);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, path.endsWith('.js') ? await commonJs(text, isProgram && isEntry) : text);
    }),
  );
}

async function commonJs(text, isProgram) {
  const { code } = await transform(text, {
    ...smaller,
    format: 'cjs',
    platform: 'node',
    target: bundle.target,
    supported: { 'dynamic-import': false },
    ...(isProgram ? { banner: '#!/usr/bin/env node' } : {}),
  });
  return code;
}
