// Bundles a script written in TypeScript, and runs it: node [FLAGS] scripts/run.mjs ENTRY [CHILD …] -- [ARGUMENTS].
// A child is a program that the script starts by itself. Flags of Node are handed on.
import { spawnSync } from 'node:child_process';
import { build } from 'esbuild';
import { bundle, elsewhere, tools } from './bundle.mjs';

const given = process.argv.slice(2);
const end = given.indexOf('--');
const [entryPoints, args] = end < 0 ? [given, []] : [given.slice(0, end), given.slice(end + 1)];
await build({ ...bundle, entryPoints, external: [...elsewhere, ...tools] });
const script = `dist/${entryPoints[0].replace(/\.ts$/, '.js')}`;
const { status } = spawnSync(process.execPath, [...process.execArgv, script, ...args], { stdio: 'inherit' });
process.exitCode = status ?? 1;
