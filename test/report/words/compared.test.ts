import { datesPeriod, isoWeek } from '../../../shared/domain/time/period';
import { beforeWords, countBefore, differenceWords } from '../../../shared/report/words/compared';

const week = isoWeek('2026-W47', 'UTC');

test('describes a change in words', () => {
  expect(differenceWords(35, 67, 'count', week)).toBe('32 fewer (67 the week before)');
  expect(differenceWords(67, 35, 'count', week)).toBe('32 more (35 the week before)');
  expect(differenceWords(60, 90, 'minutes', week)).toBe('30 min less (1 h 30 min the week before)');
  expect(differenceWords(1_200, 0, 'count', week)).toBe('1,200 more (none the week before)');
});

test('calls two figures unchanged that are shown alike', () => {
  expect(differenceWords(23, 23, 'count', week)).toBe('unchanged');
  expect(differenceWords(60.1, 60.3, 'minutes', week)).toBe('unchanged');
});

test('rounds both figures alike', () => {
  expect(beforeWords(60, 3_179.4, 'minutes', week)).toBe('53 h the week before');
  // 53 h and 50 h; the exact difference is 2 h 34 min.
  expect(differenceWords(3_179, 3_025, 'minutes', week)).toBe('3 h more (50 h the week before)');
  // 1 h 1 min and 30 min.
  expect(differenceWords(60.6, 30.4, 'minutes', week)).toBe('31 min more (30 min the week before)');
});

test('says "none" for a period before without a case', () => {
  expect(beforeWords(3, 0, 'count', week)).toBe('none the week before');
  expect(beforeWords(0, 0, 'minutes', week)).toBe('none the week before either');
  expect(countBefore(3, 12, week)).toBe('the week before: 12');
  expect(countBefore(3, 0, week)).toBe('none the week before');
  expect(countBefore(0, 0, week)).toBe('none the week before either');
});

test('says "the period before" for a period other than a week', () => {
  expect(beforeWords(1, 6, 'count', datesPeriod('2026-11-02', '2026-11-15', 'UTC'))).toBe(
    '6 the period before',
  );
});
