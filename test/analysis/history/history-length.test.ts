import { lookBackWords } from '../../../shared/analysis/history/history-length';
import { addUtcDays } from '../../../shared/domain/time/utc-day';
import { at } from '../../support/builders/findings';

const days = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, index) => addUtcDays('2026-11-17', -first - index));
const note = (known: readonly string[], days = 30, minimumHistoryDays = 0) =>
  lookBackWords(at('Tue 10:00'), { days, minimumHistoryDays }, { completeDays: new Set(known) });

describe('the length of history', () => {
  test.each([
    ['nothing', [], 'the 0 days on record'],
    ['all of it', days(1, 30), '30 days'],
    ['more than enough', days(0, 200), '30 days'],
    ['a young store', days(1, 14), 'the 14 days on record'],
    ['a hole in the middle', [...days(1, 9), ...days(11, 30)], 'the 29 days on record'],
    ['nothing but days too old', days(31, 60), 'the 0 days on record'],
    ['the day itself only', days(0, 0), 'the 0 days on record'],
  ])('counts %s', (_, known, text) => {
    expect(note(known)).toBe(text);
  });

  test('is that of the look-back where nothing is looked back on', () => {
    expect(note([], 0)).toBe('0 days');
  });

  test('is null below the minimum', () => {
    expect(note(days(1, 7), 30, 7)).toBe('the 7 days on record');
    expect(note(days(1, 6), 30, 7)).toBeNull();
  });
});
