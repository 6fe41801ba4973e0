import { createHash } from 'node:crypto';
import { build } from 'esbuild';
import { bundle } from './bundle.mjs';

/** Returns a digest of the code that parses events, without its comments and packages. `root` is a copy of the project. */
export async function parserBuild(root = process.cwd()) {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: ['shared/audit-source/parse-event.ts'],
    bundle: true,
    packages: 'external',
    platform: 'node',
    minify: true,
    write: false,
  });
  return createHash('sha256').update(outputFiles[0].contents).digest('hex').slice(0, 16);
}

/** Returns what is defined in all bundles. */
export const definitions = async () => ({
  ...bundle.define,
  PARSER_BUILD: JSON.stringify(await parserBuild()),
});
