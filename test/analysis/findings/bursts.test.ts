import { bursts, burstsOfPeriod } from '../../../shared/analysis/findings/bursts';

interface Shot {
  readonly minute: number;
  readonly who: string;
}

const shots = (...minutes: number[]): Shot[] => minutes.map((minute, index) => ({ minute, who: `${index}` }));
const burstsOf = (items: readonly Shot[], atLeast = 2) =>
  bursts(items, {
    at: ({ minute }) => new Date(minute * 60_000),
    key: ({ who }) => who,
    withinMilliseconds: 10 * 60_000,
    atLeast,
  }).map((burst) => burst.map(({ minute }) => minute));

describe('bursts', () => {
  test.each([
    ['nothing', [], []],
    ['one alone', [0], []],
    ['two as far apart as may be', [0, 10], [[0, 10]]],
    ['two too far apart', [0, 11], []],
    ['windows that share one item', [0, 10, 20], [[0, 10, 20]]],
    [
      'windows that share none',
      [0, 10, 21, 31],
      [
        [0, 10],
        [21, 31],
      ],
    ],
    ['items out of order', [10, 40, 0], [[0, 10]]],
  ])('sees %s', (_, minutes, expected) => {
    expect(burstsOf(shots(...minutes))).toEqual(expected);
  });

  test('counts keys, not items, and forgets those that have left the window', () => {
    const same = [0, 1, 2].map((minute) => ({ minute, who: 'one' }));
    expect(burstsOf(same)).toEqual([]);
    expect(burstsOf([...same, { minute: 12, who: 'other' }])).toEqual([[2, 12]]);
  });
});

describe('the bursts of a period from minute 100 to 200', () => {
  const inMinutes = (...minutes: number[]) =>
    burstsOfPeriod(
      shots(...minutes),
      {
        at: ({ minute }) => new Date(minute * 60_000),
        key: ({ who }) => who,
        withinMilliseconds: 10 * 60_000,
        atLeast: 3,
      },
      { from: new Date(100 * 60_000), to: new Date(200 * 60_000) },
    ).map((burst) => burst.map(({ minute }) => minute));

  test.each([
    ['hold what began before', [95, 99, 100], [[95, 99, 100]]],
    ['hold no burst of before', [90, 95, 99], []],
    ['hold no rest of a burst of before', [90, 95, 99, 101, 104], []],
    ['hold what goes on in them and is one by itself', [90, 95, 99, 101, 104, 107], [[101, 104, 107]]],
    ['hold nothing of what comes after', [195, 199, 200], []],
  ])('%s', (_, minutes, expected) => {
    expect(inMinutes(...minutes)).toEqual(expected);
  });
});
