// Bundles the benchmark with the programs that it starts, and runs it: `npm run bench`, or for some of its groups and
// more rounds `npm run bench -- start workbook 9`.
import { readdir } from 'node:fs/promises';
import { runBundle } from './run-bundle.mjs';

const children = (await readdir('scripts/bench/children')).map((name) => `scripts/bench/children/${name}`);
const entries = ['scripts/bench/main.ts', 'scripts/bench/meter-preload.ts', ...children];
process.exitCode = await runBundle(entries, process.argv.slice(2));
