import { analyse } from '../../shared/analysis/analyse';
import type { Analysis, AnalysisInput } from '../../shared/analysis/analysis';
import { knownAround } from '../../shared/analysis/events/known-around';
import { joinEvents } from '../../shared/analysis/join-period';
import type { AuditEvent } from '../../shared/domain/events/audit-event';

/** Input of an analysis, with events that are not joined yet. */
export type EventsInput = Omit<AnalysisInput, 'joined'> & { readonly events: readonly AuditEvent[] };

/** Joins events as the report does, and analyses them. */
export function analyseEvents({ events, ...input }: EventsInput): Analysis {
  const { period, knownUntil, history, policy, asOf } = input;
  const span = { from: period.from, to: knownUntil };
  const joined = joinEvents(events, asOf, policy.privilegedRoles, {
    isKnownAround: knownAround(history.completeDays, [span]),
    names: history.names,
  });
  return analyse({ ...input, joined });
}
