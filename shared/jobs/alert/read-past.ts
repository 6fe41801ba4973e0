import { createHistoryBuilder } from '../../analysis/history/history-builder';
import { joinPeriod } from '../../analysis/join-period';
import type { AuditEvent, StoredEvent, EventParser } from '../../domain/events/audit-event';
import type { CollectionDay } from '../../domain/collection-day';
import type { FindingsPolicy } from '../../domain/findings-policy';
import type { UtcDay } from '../../domain/time/utc-day';

export interface ReadPastParts {
  readonly store: { read(from: Date, to: Date, signal: AbortSignal): AsyncIterable<StoredEvent> };
  readonly collectionLedger: { read(signal: AbortSignal): Promise<ReadonlyMap<UtcDay, CollectionDay>> };
  readonly parse: EventParser;
  readonly policy: FindingsPolicy;
  /** IANA zone of the business hours. */
  readonly timeZone: string;
}

const day = 86_400_000;

/**
 * Reads what the store knows of some people before an instant, in one pass: every event is read, and only theirs are
 * parsed and kept. Returns their events and the history of these people alone.
 * @param names object ids, UPNs or names of the people
 * @param days how far to go back
 */
export function createReadPast({ store, collectionLedger, parse, policy, timeZone }: ReadPastParts) {
  return async (names: readonly string[], until: Date, days: number, now: Date, signal: AbortSignal) => {
    const from = new Date(until.getTime() - days * day);
    // As they are written inside JSON, without regard to case.
    const wanted = names.map((name) => JSON.stringify(name).slice(1, -1).toLowerCase());
    const events: AuditEvent[] = [];
    for await (const { raw, source } of store.read(from, until, signal)) {
      const text = raw.toLowerCase();
      if (!wanted.some((name) => text.includes(name))) continue;
      const parsed = parse(raw, source);
      if (parsed.ok) events.push(parsed.event);
    }
    const { businessHours, privilegedRoles } = policy;
    const builder = createHistoryBuilder({ keepDays: days, businessHours, timeZone });
    builder.add(joinPeriod(events, { from, to: until }, now, privilegedRoles), { to: until });
    const rows = await collectionLedger.read(signal);
    const complete = [...rows.values()].filter(({ state }) => state === 'complete').map((row) => row.day);
    return { events, history: builder.history(new Set(complete)) };
  };
}
