import { foldActivity } from '../catalogue/activities';
import type { AuditEvent } from '../domain/audit-event';
import { unreadableEvent, type UnknownActivity } from '../domain/totals';
import { utcDayOf } from '../domain/utc-day';
import type { Analysis, AnalysisInput } from './analysis';
import { computeFindings } from './findings/compute-findings';
import { joinPeriod } from './join-period';
import { compareText } from './events/known-events';
import { totalsOf } from './totals';
import { twinReach, type IsKnownAround } from './events/twins';

/**
 * What the events of a period mean. Depends on the set of events alone: their order, repeats and twins change
 * nothing but `totals.events`, which counts each twin once.
 */
export function analyse(input: AnalysisInput): Analysis {
  const { period, asOf, knownUntil, coverage, unreadable, history, policy } = input;
  const joined = joinPeriod(input.events, period, asOf, policy.privilegedRoles, knownAround(input));
  const { elevations, changes, allElevations, allChanges } = joined;
  const unknownActivities = countUnknown(joined.unknown, unreadable);
  const findings = computeFindings({
    period,
    asOf,
    knownUntil,
    elevations,
    changes,
    coverage,
    unknownActivities,
    unreadable,
    lateForReport: input.lateForReport ?? 0,
    history,
    policy,
    allElevations,
    allChanges,
  });
  const totals = totalsOf(elevations, findings, joined.events);
  const around = { elevations: allElevations, changes: allChanges };
  return { elevations, changes, findings, totals, unknownActivities, around };
}

/** A whole day was collected, or the period is known up to there: at both ends of where a twin's PIM event would be. */
function knownAround({ period, knownUntil, history }: AnalysisInput): IsKnownAround {
  const isKnown = (at: Date): boolean =>
    history.completeDays.has(utcDayOf(at)) || (at >= period.from && at <= knownUntil);
  return (at) => [-twinReach, twinReach].every((off) => isKnown(new Date(at.getTime() + off)));
}

/** The most frequent first; a name's spellings are one, shown as the earliest event has it. */
function countUnknown(events: readonly AuditEvent[], unreadable: number): UnknownActivity[] {
  const byName = new Map<string, UnknownActivity>();
  for (const { activity } of events) {
    const key = foldActivity(activity);
    const seen = byName.get(key) ?? { name: activity.trim(), count: 0 };
    byName.set(key, { ...seen, count: seen.count + 1 });
  }
  const named = [...byName.values()];
  const all = unreadable > 0 ? [...named, { name: unreadableEvent, count: unreadable }] : named;
  return all.sort((a, b) => b.count - a.count || compareText(a.name, b.name));
}
