// Kills a run of the real functions, and a look for alerts on each channel, before and after every single request that does anything, each in a world of its
// own, starts it again, and compares what is left with an undisturbed run. Some 150 worlds: minutes on a quiet machine,
// an hour on a busy one.
import { runJest } from './run-jest.mjs';

runJest(['test/pipeline/crash.system.test.ts', 'test/pipeline/alerts-crash.system.test.ts', '--runInBand'], {
  CRASH: 'every',
});
