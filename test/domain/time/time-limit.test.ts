import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { withTimeLimit } from '../../../shared/domain/time/time-limit';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const aborted = (signal: AbortSignal): Promise<unknown> =>
  new Promise((resolve) => {
    signal.addEventListener('abort', () => {
      resolve((signal.reason as Error).name);
    });
  });

test('a time limit ends although garbage is collected meanwhile', async () => {
  const run = new AbortController();
  const end = aborted(withTimeLimit(run.signal, 200));
  for (let nth = 0; nth < 3; nth += 1) {
    await sleep(10);
    collectGarbage();
  }
  expect(await Promise.race([end, sleep(2_000, 'never')])).toBe('TimeoutError');
  expect(run.signal.aborted).toBe(false);
});

test('a signal with a time limit aborts with the one that it limits', () => {
  const run = new AbortController();
  const limited = withTimeLimit(run.signal, 60_000);
  run.abort(new Error('stop'));
  expect(limited.reason).toEqual(new Error('stop'));
});
