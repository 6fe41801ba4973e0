import type { AuditEvent } from '../../domain/events/audit-event';
import { utcDayOf, type UtcDay } from '../../domain/time/utc-day';
import type { ReportModel } from '../../report/report-model';

/** Returns the ids of those events of some days that were read live, not imported. */
export const liveEventIdsOn = (events: readonly AuditEvent[], days: ReadonlySet<UtcDay>): Set<string> =>
  new Set(events.flatMap(({ id, at, source }) => (source === 'graph' && days.has(utcDayOf(at)) ? [id] : [])));

/** Returns the ids of all events behind a report's rows. */
export const eventIdsOf = ({
  elevations,
  changes,
  findings,
}: Pick<ReportModel, 'elevations' | 'changes' | 'findings'>): Set<string> =>
  new Set([...elevations, ...changes, ...findings].flatMap((row) => row.eventIds));
