import { datesPeriod, isoWeek } from '../../shared/domain/period';
import { completeness } from '../../shared/report/completeness';
import { localClock } from '../../shared/report/local-clock';
import { comparedWords, periodWords, shortPeriod } from '../../shared/report/period-words';
import { countOutcomes, rankPeople, rankRoles } from '../../shared/report/rankings';
import { reportFileName } from '../../shared/report/report-file-name';
import { counted, duration, wholeNumber } from '../../shared/report/words';
import { aCoverage, anElevation, aReportModel } from '../support/builders/report';

test('numbers and durations read well', () => {
  expect(counted(1, 'event')).toBe('1 event');
  expect(counted(12_345, 'event')).toBe('12,345 events');
  expect(counted(2, 'person', 'people')).toBe('2 people');
  expect(wholeNumber(1_234.5)).toBe('1,234.5');
  expect([0, 0.4, 59.5, 61.5, 120, 6_001].map(duration)).toEqual([
    '0 min',
    '0 min',
    '1 h',
    '1 h 2 min',
    '2 h',
    '100 h',
  ]);
});

test('a period is named by its days, its week and its zone', () => {
  expect(periodWords(isoWeek('2026-W47', 'Europe/Berlin'))).toBe(
    'Monday 16 November 2026 to Sunday 22 November 2026 (week 47, Europe/Berlin)',
  );
  expect(periodWords(datesPeriod('2026-11-18', '2026-11-18', 'UTC'))).toBe(
    'Wednesday 18 November 2026 (UTC)',
  );
  expect(shortPeriod(datesPeriod('2026-11-02', '2026-11-15', 'UTC'))).toBe('2026-11-02 to 2026-11-15');
  expect(comparedWords(isoWeek('2026-W47', 'UTC'))).toEqual(['2026-W47', 'Week before']);
  expect(comparedWords(datesPeriod('2026-11-02', '2026-11-15', 'UTC'))).toEqual([
    'This period',
    'Period before',
  ]);
});

test('a file is named by report and period', () => {
  expect(reportFileName(aReportModel(), 'xlsx')).toBe('weekly-2026-W47.xlsx');
});

test('a clock keeps to its zone, half-hour zones and changes of the clocks included', () => {
  const sydney = localClock('Australia/Lord_Howe');
  // Lord Howe moves its clocks by half an hour, on 4 October 2026 at 15:30 UTC the day before.
  expect(sydney.text(new Date('2026-10-03T15:29:59Z'))).toBe('2026-10-04 01:59:59');
  expect(sydney.text(new Date('2026-10-03T15:30:00Z'))).toBe('2026-10-04 02:30:00');
  expect(localClock('Asia/Kathmandu').shortText(new Date('2026-11-16T20:00:00Z'))).toBe(
    'Tue 17 Nov 2026, 01:45',
  );
  expect(localClock('Asia/Tokyo').text(new Date('9999-12-31T23:59:59Z'))).toBe('9999-12-31T23:59:59.000Z');
});

test('completeness tells of late events', () => {
  const coverage = aCoverage().map((day, index) => (index === 2 ? { ...day, lateEvents: 3 } : day));
  expect(completeness({ coverage }).sentence).toBe(
    'Complete: 7 of 7 UTC days were read in full. 3 events arrived late and are included.',
  );
});

test('roles and people are ranked, known by id and not by how their name is written', () => {
  const mia = anElevation().principal;
  const elevations = [
    anElevation(),
    anElevation({
      principal: { ...mia, id: 'U-1', name: 'Mia B.' },
      startedAt: new Date('2026-11-18T08:00:00Z'),
      endedAt: new Date('2026-11-18T08:30:00Z'),
    }),
    anElevation({
      principal: { id: null, name: null, upn: 'x@contoso.example', type: 'user' },
      outcome: 'denied',
      startedAt: null,
      endedAt: null,
    }),
  ];
  expect(rankPeople(elevations)).toEqual([
    { name: 'Mia Berg', activations: 2, minutes: 91.5 },
    { name: 'x@contoso.example', activations: 1, minutes: 0 },
  ]);
  expect(rankRoles(elevations)).toEqual([{ name: 'Global Administrator', activations: 3, minutes: 91.5 }]);
  expect(countOutcomes(elevations).filter(({ count }) => count > 0)).toEqual([
    { outcome: 'activated', count: 2 },
    { outcome: 'denied', count: 1 },
  ]);
});

test('an overlap of one role is counted once, as in the totals', () => {
  const overlapping = [anElevation(), anElevation()];
  expect(rankRoles(overlapping)[0]?.minutes).toBe(61.5);
});
