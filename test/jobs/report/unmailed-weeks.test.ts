import { isoWeek, isWeekLabel, periodLabel } from '../../../shared/domain/time/period';
import type { DeliveryRow } from '../../../shared/domain/reports/delivery-row';
import { weeksDue } from '../../../shared/jobs/deliver/weeks/weeks-due';
import { unmailedBefore } from '../../../shared/jobs/report/unmailed-weeks';
import { reportWarnings } from '../../../shared/report/words/notices';
import { aRun, createFakeRuns } from '../../support/fakes/ports';

const signal = AbortSignal.timeout(900_000);
const now = new Date('2026-12-28T07:00:00.000Z');
/** A row that entered the ledger on the Monday after its week. */
const run = (edition: string) =>
  aRun({ edition, startedAt: isWeekLabel(edition) ? isoWeek(edition, 'UTC').to : now });

async function unmailed(label: string, ...rows: readonly DeliveryRow[]): Promise<string[]> {
  const deliveryLedger = createFakeRuns();
  for (const row of rows) deliveryLedger.set(row);
  const period = isoWeek(label, 'UTC');
  const before = periodLabel({
    ...period,
    from: new Date(period.from.getTime() - 7 * 86_400_000),
    to: period.from,
  });
  return unmailedBefore(
    deliveryLedger,
    (await deliveryLedger.get('weekly', before, signal))?.row ?? null,
    'weekly',
    period,
    now,
    signal,
  );
}

test('every week of a pause is either mailed or named in the first mail after the pause', async () => {
  const last = isoWeek('2026-W52', 'UTC');
  const due = weeksDue(last, [run('2026-W44')], now).map(periodLabel);
  expect(due).toEqual(['2026-W48', '2026-W49', '2026-W50', '2026-W51', '2026-W52']);
  const rows = [run('2026-W44'), ...due.map(run)];
  expect(await unmailed('2026-W48', ...rows)).toEqual(['2026-W45', '2026-W46', '2026-W47']);
  for (const later of due.slice(1)) expect(await unmailed(later, ...rows)).toEqual([]);
});

test('a week that is still due is not named', async () => {
  expect(await unmailed('2026-W52', run('2026-W47'), run('2026-W52'))).toEqual([]);
  expect(await unmailed('2026-W52', run('2026-W46'), run('2026-W52'))).toEqual(['2026-W47']);
});

test('weeks without a mail are named although the week before them was tried again', async () => {
  const tried = { ...run('2026-W44'), state: 'due' as const, startedAt: now };
  expect(await unmailed('2026-W48', tried)).toEqual(['2026-W45', '2026-W46', '2026-W47']);
});

test('no week is named before the first mail, or after an old week that a person sent by hand', async () => {
  expect(await unmailed('2026-W52')).toEqual([]);
  expect(await unmailed('2026-W52', aRun({ edition: '2026-W30', startedAt: now }))).toEqual([]);
  expect(await unmailed('2026-W30', run('2026-W44'))).toEqual([]);
});

test('the notice names up to two weeks, and the first and last of more', () => {
  const words = (...unmailedWeeks: readonly string[]) =>
    reportWarnings({ unmailedWeeks, unmatchedFilters: [], period: isoWeek('2026-W52', 'UTC') });
  expect(words()).toEqual([]);
  expect(words('2026-W46')).toEqual([
    'The report of 2026-W46 was not mailed: no run mailed it within five weeks. “pim-report report --week 2026-W46 --send” mails it with the events that are stored.',
  ]);
  expect(words('2026-W46', '2026-W47')).toEqual([
    'The reports of 2026-W46 and 2026-W47 were not mailed: no run mailed them within five weeks. “pim-report report --week 2026-W46 --send” mails one with the events that are stored.',
  ]);
  expect(words('2026-W44', '2026-W45', '2026-W46', '2026-W47')[0]).toMatch(
    /^The reports of 4 weeks, 2026-W44 to 2026-W47, were not mailed/,
  );
});

test('a week that a clock ahead has entered hides no week that was not mailed', async () => {
  const ahead = run('2036-W46');
  expect(await unmailed('2026-W52', run('2026-W46'), ahead, run('2026-W52'))).toEqual(['2026-W47']);
  expect(await unmailed('2026-W52', ahead, run('2026-W52'))).toEqual([]);
});
