// Runs every suite whose properties take their number of runs from `fuzzRuns` with many times as many cases:
// `npm run fuzz`, or `npm run fuzz -- 1000` for a thousand times as many. Exits with 1 and prints the smallest failing
// case and its seed.
import { readdirSync, readFileSync } from 'node:fs';
import { runJest } from './run-jest.mjs';

const times = process.argv[2] ?? '50';
if (!/^[1-9]\d*$/.test(times))
  throw new Error(`"${times}" is not how many times as many cases to try; write 50.`);
const suites = readdirSync('test', { recursive: true })
  .map((name) => `test/${name}`)
  .filter((path) => path.endsWith('.test.ts') && readFileSync(path, 'utf8').includes('fuzzRuns('));
runJest(suites, { FUZZ: times });
