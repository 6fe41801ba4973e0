import { incompleteWarning, reportLine, type LineModel } from '../../../cli/output/report-line';
import { isoWeek } from '../../../shared/domain/time/period';
import { utcDaysBetween } from '../../../shared/domain/time/utc-day';

const period = isoWeek('2026-W47', 'Europe/Amsterdam');
const model: LineModel = {
  report: 'weekly',
  period,
  coverage: utcDaysBetween(period.from, period.to).map((day) => ({
    ...{ day, state: 'complete' as const, events: 1, lateEvents: 0, lastReadAt: null },
  })),
  totals: { activations: 52, requests: 58, findings: { high: 12, medium: 16, low: 20, info: 5 } },
};

const now = new Date('2026-11-23T07:00:00Z');

test('states completeness, activations, findings by severity and files', () => {
  expect(reportLine(model, ['out/weekly-2026-W47.xlsx', 'out/weekly-2026-W47.csv'])).toBe(
    'weekly 2026-W47: complete, 52 activations (58 requested), 12 high, 16 medium, 20 low and 5 info findings; out/weekly-2026-W47.xlsx, out/weekly-2026-W47.csv',
  );
  expect(incompleteWarning(model, now, true)).toBeNull();
});

test('leaves out empty counts and files', () => {
  const none = { high: 0, medium: 0, low: 0, info: 0 };
  const quiet = { ...model, totals: { activations: 1, requests: 1, findings: none } };
  expect(reportLine(quiet, [])).toBe('weekly 2026-W47: complete, 1 activation, no findings');
  const one = { ...model, totals: { activations: 0, requests: 0, findings: { ...none, low: 1 } } };
  expect(reportLine(one, [])).toBe('weekly 2026-W47: complete, 0 activations, 1 low finding');
});

test('says what is missing in an incomplete period, and writes "at least" before counts', () => {
  const coverage = model.coverage.map((day, index) =>
    index === 1 ? { ...day, state: 'partial' as const } : day,
  );
  const open = { ...model, coverage };
  expect(reportLine(open, [])).toBe(
    'weekly 2026-W47: INCOMPLETE, 2 of 7 days not read in full, at least 52 activations (58 requested), 12 high, 16 medium, 20 low and 5 info findings',
  );
  expect(incompleteWarning(open, now, true)).toBe('weekly 2026-W47 is incomplete: 2026-11-16 partial.');
  const totals = { ...model.totals, activations: 0, requests: 0 };
  expect(reportLine({ ...open, totals }, [])).toContain('not read in full, no activation seen, 12 high');
});

test('counts days as the banner does: those of the period, not the UTC days that overlap it', () => {
  const coverage = model.coverage.map((day) => ({ ...day, state: 'missing' as const }));
  expect(coverage).toHaveLength(8);
  expect(reportLine({ ...model, coverage }, [])).toContain('INCOMPLETE, 7 of 7 days missing, ');
});

test('calls a period incomplete when stored events of a day were lost', () => {
  const lost = { ...model, missingEvents: [{ day: '2026-11-16', read: 1, counted: 14 }] };
  expect(reportLine(lost, [])).toMatch(
    /^weekly 2026-W47: INCOMPLETE, stored events of 1 day lost, at least 52/,
  );
  expect(incompleteWarning(lost, now, true)).toBe(
    'weekly 2026-W47 is incomplete: 2026-11-16 stored in part (1 of 14 collected events). ' +
      'Read the day again with "pim-report collect --from 2026-11-16 --to 2026-11-16".',
  );
  expect(incompleteWarning(lost, new Date('2026-12-17T07:00:00Z'), true)).toMatch(
    /collected events\)\. Microsoft Graph no longer has all of them: .* "pim-report import"\.$/,
  );
});

test('combines consecutive days into a range', () => {
  const days = { missing: ['2026-11-16', '2026-11-17', '2026-11-20'], lost: ['2026-11-21', '2026-11-22'] };
  const coverage = (['missing', 'lost'] as const).flatMap((state) =>
    days[state].map((day) => ({ day, state, events: 0, lateEvents: 0, lastReadAt: null })),
  );
  expect(incompleteWarning({ ...model, coverage }, now, true)).toMatch(
    /^weekly 2026-W47 is incomplete: 2026-11-16 to 2026-11-17 missing, 2026-11-20 missing and 2026-11-21 to 2026-11-22 lost\./,
  );
});

test('says how to add days that Microsoft Graph no longer has', () => {
  const advised = (state: 'lost' | 'missing' | 'partial' | 'imported', day: string) => {
    const coverage = [{ day, state, events: 0, lateEvents: 0, lastReadAt: null }];
    const warning = incompleteWarning({ ...model, coverage }, now, true);
    return warning?.endsWith(' if you have exported logs of these days, add them with "pim-report import".');
  };
  expect(advised('lost', '2026-11-20')).toBe(true);
  expect(advised('missing', '2026-10-23')).toBe(true);
  expect(advised('missing', '2026-10-24')).toBe(false);
  expect(advised('partial', '2026-10-23')).toBe(true);
  expect(advised('imported', '2026-10-23')).toBe(false);
});

test.each([
  ['missing', '2026-11-20', true],
  ['partial', '2026-11-23', true],
  ['imported', '2026-11-20', true],
  ['missing', '2026-10-23', false],
  ['lost', '2026-11-20', false],
  ['missing', '2026-11-24', false],
] as const)(
  'says after --no-collect how to read a %s day, %s, only if Graph can have it',
  (state, day, can) => {
    const coverage = [{ day, state, events: 0, lateEvents: 0, lastReadAt: null }];
    const advice = 'To read what Microsoft Graph still has, leave out "--no-collect".';
    expect(incompleteWarning({ ...model, coverage }, now, false)?.includes(advice)).toBe(can);
    expect(incompleteWarning({ ...model, coverage }, now, true)).not.toContain(advice);
  },
);
