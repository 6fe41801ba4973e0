import { historyNote } from '../../../shared/analysis/history/history-length';
import { addUtcDays } from '../../../shared/domain/utc-day';
import { at } from '../../support/builders/findings';

const days = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, index) => addUtcDays('2026-11-17', -first - index));
const note = (known: readonly string[], days = 30, minimumHistoryDays = 0) =>
  historyNote(at('Tue 10:00'), { days, minimumHistoryDays }, { completeDays: new Set(known) });

describe('the length of history', () => {
  test.each([
    ['nothing', [], ' (0 of 30 days of history)'],
    ['all of it', days(1, 30), ''],
    ['more than enough', days(0, 200), ''],
    ['a young store', days(1, 14), ' (14 of 30 days of history)'],
    ['a hole in the middle', [...days(1, 9), ...days(11, 30)], ' (29 of 30 days of history)'],
    ['nothing but days too old', days(31, 60), ' (0 of 30 days of history)'],
    ['the day itself only', days(0, 0), ' (0 of 30 days of history)'],
  ])('counts %s', (_, known, text) => {
    expect(note(known)).toBe(text);
  });

  test('is empty where nothing is looked back on', () => {
    expect(note([], 0)).toBe('');
  });

  test('is null below the minimum', () => {
    expect(note(days(1, 7), 30, 7)).toBe(' (7 of 30 days of history)');
    expect(note(days(1, 6), 30, 7)).toBeNull();
  });
});
