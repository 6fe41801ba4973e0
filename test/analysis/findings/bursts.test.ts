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
    ['no burst without items', [], []],
    ['no burst in a single item', [0], []],
    ['a burst of two items at the largest distance', [0, 10], [[0, 10]]],
    ['no burst in two items too far apart', [0, 11], []],
    ['one burst in windows that share an item', [0, 10, 20], [[0, 10, 20]]],
    [
      'two bursts in windows that share no item',
      [0, 10, 21, 31],
      [
        [0, 10],
        [21, 31],
      ],
    ],
    ['a burst of items out of order', [10, 40, 0], [[0, 10]]],
  ])('finds %s', (_, minutes, expected) => {
    expect(burstsOf(shots(...minutes))).toEqual(expected);
  });

  test('counts distinct keys, not items, and only those in the window', () => {
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
    ['include a burst that began before the period', [95, 99, 100], [[95, 99, 100]]],
    ['exclude a burst before the period', [90, 95, 99], []],
    ['exclude the rest of a burst before the period', [90, 95, 99, 101, 104], []],
    [
      'include the rest of an earlier burst if it is a burst by itself',
      [90, 95, 99, 101, 104, 107],
      [[101, 104, 107]],
    ],
    ['exclude items after the period', [195, 199, 200], []],
  ])('%s', (_, minutes, expected) => {
    expect(inMinutes(...minutes)).toEqual(expected);
  });
});
