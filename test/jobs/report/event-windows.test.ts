import fc from 'fast-check';
import { eventWindows, type Window } from '../../../shared/jobs/report/event-windows';
import { gather } from '../../support/outputs/gather';

const instant = (time: number) => new Date(time);
const window = (from: number, to: number): Window => ({ from: instant(from), to: instant(to) });

async function* streamOf(times: readonly number[], onRead: (time: number) => void = () => undefined) {
  for (const time of times) {
    await Promise.resolve();
    onRead(time);
    yield { at: instant(time) };
  }
}

const cut = async (times: readonly number[], windows: readonly Window[]) =>
  (await gather(eventWindows(streamOf(times), windows))).map(({ items }) =>
    items.map(({ at }) => at.getTime()),
  );

describe('windows over a stream', () => {
  test('are half-open, may overlap, and may be empty', async () => {
    const windows = [window(0, 10), window(5, 15), window(20, 30), window(25, 35)];
    expect(await cut([0, 4, 5, 9, 10, 15, 19, 31], windows)).toEqual([[0, 4, 5, 9], [5, 9, 10], [], [31]]);
    expect(await cut([], windows)).toEqual([[], [], [], []]);
    expect(await cut([1, 2], [])).toEqual([]);
  });

  test('contain the same events as a filter over all events', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(120), { maxLength: 60 }),
        fc.integer({ min: 1, max: 20 }),
        fc.nat(15),
        async (times, step, reach) => {
          const sorted = [...times].sort((a, b) => a - b);
          const windows = [0, 1, 2, 3].map((n) => window(n * step - reach, (n + 1) * step + reach));
          const expected = windows.map(({ from, to }) =>
            sorted.filter((time) => time >= from.getTime() && time < to.getTime()),
          );
          expect(await cut(sorted, windows)).toEqual(expected);
        },
      ),
    );
  });

  test('are returned as soon as the stream has passed them, in one pass', async () => {
    const journal: string[] = [];
    const stream = streamOf([0, 5, 10, 15, 20], (time) => journal.push(`read ${time}`));
    for await (const { items } of eventWindows(stream, [window(0, 10), window(10, 20)])) {
      journal.push(`window of ${items.length}`);
    }
    const window2 = 'window of 2';
    expect(journal).toEqual(['read 0', 'read 5', 'read 10', window2, 'read 15', 'read 20', window2]);
  });
});
