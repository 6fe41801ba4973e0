import { datesPeriod, isoWeek } from '../../shared/domain/period';
import { completeness } from '../../shared/report/completeness';
import { comparedWords, periodWords, shortPeriod } from '../../shared/report/period-words';
import { countOutcomes, rankPeople, rankRoles } from '../../shared/report/rankings';
import { reportFileName } from '../../shared/report/report-file-name';
import { aCoverage, anElevation, aReportModel } from '../support/builders/report';

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

test('an overlap of one role is plural once, as in the totals', () => {
  const overlapping = [anElevation(), anElevation()];
  expect(rankRoles(overlapping)[0]?.minutes).toBe(61.5);
});
