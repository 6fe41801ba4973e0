import { createSampleTenant } from '../../local/sample-tenant/sample-tenant';
import { parseEvent } from '../../shared/audit-source/parse-event';
import type { StoredEvent } from '../../shared/domain/events/audit-event';
import { defaultFindingsPolicy } from '../../shared/domain/findings-policy';
import { lastWholeWeek } from '../../shared/domain/time/period';
import { addUtcDays, utcDayOf, utcDaysBetween } from '../../shared/domain/time/utc-day';
import type { PreparedReport } from '../../shared/jobs/report/prepare-report';
import { createPrepareReport } from '../../shared/jobs/report/prepare-report';
import { aLedgerDay, aStoredEvent, createFakeStore, ledgerOf } from '../../test/support/fakes/ports';
import { isCollected } from '../../test/support/outputs/collected';

/**
 * The weeks that the screenshots show: one full of findings, one with nothing serious, one with a day that was
 * never read, one in which nothing happened, and the first of a store that is a few days old.
 */
export const worlds = ['bad', 'good', 'incomplete', 'empty', 'first'] as const;
export type World = (typeof worlds)[number];

/** Days before the report that the store knows. */
const daysOnRecord = 29;

/** The week's report in one of the worlds, made by the report job from the sample tenant's events. */
export async function reportOf(world: World, now: Date): Promise<PreparedReport> {
  const { events, timeZone } = createSampleTenant({ now });
  const period = lastWholeWeek(now, timeZone);
  const stored = events.filter(isCollected).map((event): StoredEvent => {
    const raw = JSON.stringify(event);
    const parsed = parseEvent(raw);
    return aStoredEvent({ id: event.id, at: parsed.ok ? parsed.event.at : parsed.at, raw });
  });
  const today = utcDayOf(now);
  const days = utcDaysBetween(new Date(now.getTime() - daysOnRecord * 86_400_000), now);
  const prepare = async (kept: readonly StoredEvent[], from: string, missing: string | null) => {
    const rows = days
      .filter((day) => day >= from && day !== today)
      .map((day) => {
        const events = kept.filter(({ at }) => at !== null && utcDayOf(at) === day).length;
        return day === missing
          ? aLedgerDay(day, { state: 'missing', events: 0, readTo: null, lastReadAt: null })
          : aLedgerDay(day, { events, lastReadAt: now });
      });
    const ledger = ledgerOf(...rows, aLedgerDay(today, { state: 'partial', readTo: now }));
    const known = kept.filter(({ at }) => at === null || (utcDayOf(at) >= from && utcDayOf(at) !== missing));
    const job = createPrepareReport({
      store: createFakeStore(known),
      parse: parseEvent,
      policy: defaultFindingsPolicy,
      organization: 'Northgate Shipping',
    });
    const content = { name: 'weekly', timeZone, columns: null, include: null };
    return job(content, period, ledger, now, AbortSignal.timeout(300_000));
  };

  const first = days[0] ?? today;
  switch (world) {
    case 'bad':
      return prepare(stored, first, null);
    case 'incomplete':
      return prepare(stored, first, addUtcDays(utcDayOf(period.from), 3));
    case 'empty':
      return prepare([], first, null);
    case 'first':
      // From Thursday on.
      return prepare(stored, addUtcDays(utcDayOf(period.from), 4), null);
    case 'good': {
      let kept = stored;
      for (;;) {
        const report = await prepare(kept, first, null);
        const serious = report.model.findings.filter(
          ({ severity }) => severity === 'high' || severity === 'medium',
        );
        if (serious.length === 0) return report;
        const ids = new Set(serious.flatMap(({ eventIds }) => eventIds));
        kept = kept.filter(({ id }) => id === null || !ids.has(id));
      }
    }
  }
}
