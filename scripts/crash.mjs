// Kills a run of the real functions, and a look for alerts on each channel, before and after every single request that
// does anything, each in a world of its own, starts it again, and compares what is left with an undisturbed run; lets
// the clock jump in more steps than the suite does. Some 150 worlds: minutes on a quiet machine, an hour on a busy one.
import { runJest } from './run-jest.mjs';

const suites = ['crash', 'alerts-crash', 'mondays'].map((name) => `test/pipeline/${name}.system.test.ts`);
runJest([...suites, '--runInBand'], { CRASH: 'every' });
