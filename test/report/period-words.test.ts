import { datesPeriod, isoWeek } from '../../shared/domain/period';
import {
  comparedHeads,
  datedPeriod,
  periodNoun,
  periodWords,
  shortPeriod,
  subjectPeriod,
} from '../../shared/report/period-words';

const week = isoWeek('2026-W47', 'Europe/Berlin');
const fortnight = datesPeriod('2026-11-02', '2026-11-15', 'UTC');

test('names a week by its number, its days and its zone', () => {
  expect(periodWords(week)).toBe(
    'Monday 16 November 2026 to Sunday 22 November 2026 (week 47, Europe/Berlin)',
  );
  expect(datedPeriod(week)).toBe('week 47, Mon 16 Nov to Sun 22 Nov 2026');
  expect(datedPeriod(isoWeek('2026-W53', 'UTC'))).toBe('week 53, Mon 28 Dec 2026 to Sun 3 Jan 2027');
  expect([subjectPeriod(week), shortPeriod(week), periodNoun(week)]).toEqual([
    'week 47',
    'week 2026-W47',
    'week',
  ]);
  expect(comparedHeads(week)).toEqual(['2026-W47', 'Week before']);
});

test('names other periods by their days', () => {
  expect(periodWords(datesPeriod('2026-11-18', '2026-11-18', 'UTC'))).toBe(
    'Wednesday 18 November 2026 (UTC)',
  );
  expect([subjectPeriod(fortnight), shortPeriod(fortnight), periodNoun(fortnight)]).toEqual([
    'Mon 2 Nov to Sun 15 Nov',
    '2026-11-02 to 2026-11-15',
    'period',
  ]);
  expect(datedPeriod(fortnight)).toBe('Mon 2 Nov to Sun 15 Nov 2026');
  expect(comparedHeads(fortnight)).toEqual(['This period', 'Period before']);
});
