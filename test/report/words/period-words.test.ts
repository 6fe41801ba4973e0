import { datesPeriod, isoWeek, reportedWeek } from '../../../shared/domain/time/period';
import { reportWarnings } from '../../../shared/report/words/notices';
import {
  comparedHeads,
  datedPeriod,
  periodNoun,
  periodWords,
  shortPeriod,
  subjectPeriod,
} from '../../../shared/report/words/period-words';

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

test('names a week by its number when it starts where the week before ended, in another zone', () => {
  const zones: Record<string, string> = { '2026-W47': 'Europe/Berlin' };
  const moved = reportedWeek('2026-W48', (label) => zones[label], 'America/New_York');
  // Monday 00:00 in Berlin is Sunday 18:00 in New York.
  expect(datedPeriod(moved)).toBe('week 48, Sun 22 Nov to Sun 29 Nov 2026');
  expect([subjectPeriod(moved), shortPeriod(moved)]).toEqual(['week 48', 'week 2026-W48']);
  expect(reportWarnings({ unmatchedFilters: [], period: moved })).toEqual([
    'The time zone was changed from Europe/Berlin to America/New_York: this report starts on Sun 22 Nov 2026, 18:00, ' +
      'where the report of 2026-W47 ended.',
  ]);
  expect(reportWarnings({ unmatchedFilters: [], period: week })).toEqual([]);
});
