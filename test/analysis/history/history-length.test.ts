import { lookBackWords } from '../../../shared/analysis/history/history-length';
import { addUtcDays } from '../../../shared/domain/time/utc-day';
import { at } from '../../support/builders/findings';

const days = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, index) => addUtcDays('2026-11-17', -first - index));
const note = (known: readonly string[], days = 30, minimumHistoryDays = 0) =>
  lookBackWords(at('Tue 10:00'), { days, minimumHistoryDays }, { completeDays: new Set(known) });

describe('lookBackWords', () => {
  test.each([
    ['an empty history', [], 'the 0 days on record'],
    ['every day of the look-back', days(1, 30), '30 days'],
    ['more days than the look-back', days(0, 200), '30 days'],
    ['a young store', days(1, 14), 'the 14 days on record'],
    ['a hole in the middle', [...days(1, 9), ...days(11, 30)], 'the 29 days on record'],
    ['only days before the look-back', days(31, 60), 'the 0 days on record'],
    ['only the day itself', days(0, 0), 'the 0 days on record'],
  ])('counts the days on record: %s', (_, known, text) => {
    expect(note(known)).toBe(text);
  });

  test('returns 0 days for a look-back of 0 days', () => {
    expect(note([], 0)).toBe('0 days');
  });

  test('returns null for a history below the minimum', () => {
    expect(note(days(1, 7), 30, 7)).toBe('the 7 days on record');
    expect(note(days(1, 6), 30, 7)).toBeNull();
  });
});
