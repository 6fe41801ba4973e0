import { isoWeek, isWeekLabel, periodLabel, previousPeriod } from '../../../../shared/domain/time/period';
import type { DeliveryRow } from '../../../../shared/domain/reports/delivery-row';
import { weeksDue } from '../../../../shared/jobs/deliver/weeks/weeks-due';
import { aRun } from '../../../support/fakes/ports';
import { now, week } from '../mailing-world';

describe('missed weeks', () => {
  const due = (...known: DeliveryRow[]) => weeksDue(week, known, now).map(periodLabel);
  /** A row that entered the ledger on the Monday after its week. */
  const run = (edition: string, state: DeliveryRow['state'] = 'sent') => {
    const after = isWeekLabel(edition) ? isoWeek(edition, 'UTC').to : week.to;
    return aRun({ edition, state, startedAt: new Date(after.getTime() + 7 * 3_600_000) });
  };

  test('are due back to the last mail, oldest first', () => {
    expect(due(run('2026-W44'))).toEqual(['2026-W45', '2026-W46', '2026-W47']);
    expect(due(run('2026-W44'), run('2026-W45', 'failed'), run('2026-W46'))).toEqual([
      '2026-W45',
      '2026-W47',
    ]);
  });

  test('are none on a first deployment', () => {
    expect(due()).toEqual(['2026-W47']);
    expect(due(run('2026-W44-correction-1'))).toEqual(['2026-W47']);
    expect(due(run('x2026-W44'))).toEqual(['2026-W47']);
    expect(due(run('2026-11-02_2026-11-08'))).toEqual(['2026-W47']);
  });

  test('are due since the first ledger row, with the rows in any order', () => {
    expect(due(run('2026-W46'), run('2026-W44'))).toEqual(['2026-W45', '2026-W47']);
  });

  test('are at most five', () => {
    expect(due(run('2026-W30'))).toEqual(['2026-W43', '2026-W44', '2026-W45', '2026-W46', '2026-W47']);
  });

  test.each(['due', 'sending', 'failed'] as const)(
    'stay due at any age once they are in the ledger as %s',
    (state) => {
      const [old, recent] = [run('2026-W30', state), ['2026-W43', '2026-W44', '2026-W45', '2026-W46']];
      expect(due(old, ...recent.map((label) => run(label)))).toEqual(['2026-W30', '2026-W47']);
    },
  );

  test('do not start at a week that a person sent by hand more than five weeks after its end', () => {
    const byHand = (edition: string) => aRun({ edition, startedAt: now });
    expect(due(byHand('2026-W30'))).toEqual(['2026-W47']);
    // Within five weeks of its end a week is in time.
    expect(due(byHand('2026-W43'))).toEqual(['2026-W44', '2026-W45', '2026-W46', '2026-W47']);
    expect(due(byHand('2026-W42'))).toEqual(['2026-W47']);
  });

  test('are due since a week that entered the ledger in its time, however late a run tries it again', () => {
    const owed = aRun({ edition: '2026-W40', state: 'due', startedAt: now });
    expect(due({ ...owed, enteredAt: isoWeek('2026-W40', 'UTC').to })).toEqual([
      ...['2026-W40', '2026-W43', '2026-W44', '2026-W45', '2026-W46', '2026-W47'],
    ]);
  });

  test.each(['due', 'sending', 'failed', 'sent'] as const)(
    'are not held back by a week that a clock ahead has entered as %s',
    (state) => {
      expect(due(run('2036-W46', state))).toEqual(['2026-W47']);
      expect(due(run('2026-W48', state), run('2036-W46', state))).toEqual(['2026-W47']);
      expect(due(run('2036-W46', state), run('2026-W45'))).toEqual(['2026-W46', '2026-W47']);
      expect(due(run('2036-W46', state), run('2026-W47'))).toEqual([]);
    },
  );

  test('are none while only the week of now is in the ledger', () => {
    // In a zone that is ahead, a week is over before it is over in the zone that the settings name now.
    const entered = aRun({ edition: '2026-W48', timeZone: 'Pacific/Kiritimati' });
    const early = new Date('2026-11-29T11:00:00Z');
    expect(weeksDue(week, [{ ...entered, enteredAt: early }], early)).toEqual([]);
  });

  test('are due across the end of a year with 53 weeks', () => {
    const weeks = (label: string) =>
      weeksDue(isoWeek(label, 'UTC'), [run('2026-W51')], isoWeek(label, 'UTC').to).map(periodLabel);
    expect(weeks('2026-W53')).toEqual(['2026-W52', '2026-W53']);
    expect(weeks('2027-W02')).toEqual(['2026-W52', '2026-W53', '2027-W01', '2027-W02']);
  });

  test('are none when every week was mailed', () => {
    expect(due(run('2026-W46'), run('2026-W47'))).toEqual([]);
    expect(due(run('2026-W46', 'failed'))).toEqual(['2026-W46', '2026-W47']);
  });
});

describe('a changed time zone', () => {
  const zones = ['Pacific/Kiritimati', 'UTC', 'Europe/Berlin', 'America/New_York', 'Etc/GMT+12'];
  const pairs = zones.flatMap((before) => zones.map((after) => [before, after] as const));

  test.each(pairs)('from %s to %s leaves no instant out and reports none twice', (before, after) => {
    const sent = (edition: string, timeZone: string) =>
      aRun({ edition, timeZone, startedAt: isoWeek(edition, timeZone).to });
    const [old, due] = [isoWeek('2026-W46', before), isoWeek('2026-W47', after)];
    const [first, ...more] = weeksDue(due, [sent('2026-W46', before)], due.to);
    expect(more).toEqual([]);
    expect(first).toMatchObject({ from: old.to, to: due.to, timeZone: after });
    expect(periodLabel(first!)).toBe('2026-W47');
    expect(previousPeriod(first!)).toMatchObject({ from: old.from, to: old.to });
    // The week after that is a plain one again.
    const next = isoWeek('2026-W48', after);
    const known = [sent('2026-W46', before), sent('2026-W47', after)];
    expect(weeksDue(next, known, next.to)).toEqual([next]);
  });

  test('keeps the hours of a week that is in the ledger, until it is sent', () => {
    const owed = aRun({ edition: '2026-W46', timeZone: 'Europe/Berlin', state: 'sending', startedAt: now });
    const [first, second] = weeksDue(isoWeek('2026-W47', 'America/New_York'), [owed], now);
    expect(first).toEqual(isoWeek('2026-W46', 'Europe/Berlin'));
    expect(second?.from).toEqual(first?.to);
  });
});
