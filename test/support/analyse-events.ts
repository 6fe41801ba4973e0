import { analyse } from '../../shared/analysis/analyse';
import type { Analysis, AnalysisInput } from '../../shared/analysis/analysis';
import { joinEvents } from '../../shared/analysis/join-period';
import { twinReach } from '../../shared/analysis/events/twins';
import type { AuditEvent } from '../../shared/domain/events/audit-event';
import { utcDayOf } from '../../shared/domain/time/utc-day';

/** Input of an analysis, with events that are not joined yet. */
export type EventsInput = Omit<AnalysisInput, 'joined'> & { readonly events: readonly AuditEvent[] };

/** Joins events as the report does, and analyses them. */
export function analyseEvents({ events, ...input }: EventsInput): Analysis {
  const { period, knownUntil, history, policy, asOf } = input;
  const isRead = (at: number): boolean =>
    history.completeDays.has(utcDayOf(new Date(at))) ||
    (at >= period.from.getTime() && at <= knownUntil.getTime());
  const joined = joinEvents(events, asOf, policy.privilegedRoles, {
    isFullyReadAround: (at) => [-twinReach, twinReach].every((offset) => isRead(at.getTime() + offset)),
    names: history.names,
  });
  return analyse({ ...input, joined });
}
