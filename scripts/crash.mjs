// Kills a run of the real functions, and an alert run on each channel, before and after every single request that
// does anything, each in a world of its own, starts it again, and compares what is left with an undisturbed run; lets
// the clock jump in more steps than the suite does. Some 400 worlds: half an hour on a quiet machine, much more on a busy
// one; `npm run crash -- 163` goes on at a request of the Monday.
import { runJest } from './run-jest.mjs';

const suites = ['crash', 'alerts-crash', 'mondays'].map((name) => `test/pipeline/${name}.system.test.ts`);
const [from = '1'] = process.argv.slice(2);
runJest([...suites, '--runInBand'], { CRASH: 'every', CRASH_FROM: from });
