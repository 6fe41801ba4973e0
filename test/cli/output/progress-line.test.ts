import { progressLine, type Progress } from '../../../cli/output/progress-line';

const progress: Progress = {
  action: 'Reading',
  done: 12,
  total: 30,
  unit: 'day',
  counts: ['40 pages', '12,345 events'],
  elapsed: 60_000,
};

test.each([
  [100, '  Reading ██████████░░░░░░░░░░░░░░ 12/30 days, 40 pages, 12,345 events, 2 min left'],
  [80, '  Reading ████████░░░░░░░░░░░░░ 12/30 days, 40 pages, 12,345 events, 2 min left'],
  [60, '  Reading ████░░░░░░░ 12/30 days, 12,345 events, 2 min left'],
  [40, '  Reading ██░░░░ 12/30 days, 2 min left'],
  [20, '  12/30 days, 2 min'],
])('fits into %d columns', (columns, line) => {
  expect(progressLine(progress, columns)).toBe(line);
  expect(line.length).toBeLessThan(columns);
});

test('never fills the last column, for any numbers', () => {
  for (let columns = 1; columns < 140; columns += 1)
    for (const done of [0, 1, 29, 30])
      expect(progressLine({ ...progress, done }, columns).length).toBeLessThan(columns);
});

test('uses 80 columns if the width of the terminal is unknown', () => {
  expect(progressLine(progress, 0)).toBe(progressLine(progress, 80));
});

test('estimates the time left by the pace so far', () => {
  const left = (done: number, elapsed: number) =>
    /, ([^,]*) left$/.exec(progressLine({ ...progress, done, elapsed }, 100))?.[1] ?? null;
  expect(left(0, 5_000)).toBeNull();
  expect(left(30, 5_000)).toBeNull();
  expect(left(29, 29_000)).toBe('1 s');
  expect(left(10, 10_000)).toBe('20 s');
  expect(left(10, 45_000)).toBe('2 min');
});

test('counts one thing in the singular', () => {
  expect(progressLine({ ...progress, done: 1, total: 1, counts: [] }, 100)).toContain('1/1 day');
  expect(progressLine({ ...progress, done: 0, total: 0, counts: [] }, 100)).toContain('0/0 days');
});
