import { suppressionSentence } from '../../../shared/report/words/notices';

test('the first five suppressions that matched nothing are named', () => {
  expect(suppressionSentence({})).toBeNull();
  expect(suppressionSentence({ unusedSuppressions: [] })).toBeNull();
  expect(suppressionSentence({ unusedSuppressions: ['self-approval of Anna', 'late-events'] })).toBe(
    'Suppressions in FINDINGS that matched nothing this time: self-approval of Anna and late-events.',
  );
  expect(suppressionSentence({ unusedSuppressions: ['a', 'b', 'c', 'd', 'e', 'f', 'g'] })).toMatch(
    /e and 2 more\.$/,
  );
});
