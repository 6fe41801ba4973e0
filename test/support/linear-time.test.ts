import { expectLinearTime } from './linear-time';

test.each([
  ['nothing', () => undefined],
  ['one pass', (size: number) => void /y/.exec('x'.repeat(size))],
  ['sorting', (size: number) => void Array.from({ length: size }, (_, n) => (n * 7_919) % size).sort()],
])('%s takes linear time', (_, work) => {
  expectLinearTime(100_000, work);
});

test('a pattern that looks for its end at every place does not take linear time', () => {
  const work = (size: number) => void /x+y/.exec('x'.repeat(size));
  expect(() => expectLinearTime(10_000, work)).toThrow(/^8 times the size takes \d+ times as long/);
});
