import { uncoveredLengths } from '../../shared/analysis/spans';

test.each([
  ['no spans', [], []],
  [
    'separate spans',
    [
      [0, 2],
      [3, 5],
    ],
    [2, 2],
  ],
  [
    'overlapping spans, in any order',
    [
      [3, 8],
      [0, 5],
    ],
    [5, 3],
  ],
  [
    'a span inside another',
    [
      [0, 9],
      [2, 4],
    ],
    [9, 0],
  ],
  [
    'spans that touch',
    [
      [0, 2],
      [2, 4],
    ],
    [2, 2],
  ],
  ['a span that ends before it starts', [[5, 3]], [0]],
] as [string, [number, number][], number[]][])(
  'uncoveredLengths counts each part once: %s',
  (_, spans, lengths) => {
    expect(uncoveredLengths(spans.map(([from, to]) => ({ from, to })))).toEqual(lengths);
  },
);
