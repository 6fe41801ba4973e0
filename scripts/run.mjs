// Bundles a script written in TypeScript, and runs it: node [FLAGS] scripts/run.mjs ENTRY [CHILD …] -- [ARGUMENTS].
// A child is a program that the script starts by itself. Flags of Node are handed on.
import { runBundle } from './run-bundle.mjs';

const given = process.argv.slice(2);
const end = given.indexOf('--');
const [entryPoints, args] = end < 0 ? [given, []] : [given.slice(0, end), given.slice(end + 1)];
process.exitCode = await runBundle(entryPoints, args);
