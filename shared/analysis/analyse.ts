import { foldActivity } from '../catalogue/activities';
import type { AuditEvent } from '../domain/audit-event';
import { elevationAt } from '../domain/elevation';
import { isWithin } from '../domain/period';
import { unreadableEvent, type UnknownActivity } from '../domain/totals';
import type { Analysis, AnalysisInput } from './analysis';
import { joinChanges } from './changes';
import { joinElevations } from './elevations';
import { computeFindings } from './findings/compute';
import { compareText, distinctEvents, partByKnowledge } from './known-events';
import { totalsOf } from './totals';

/**
 * What the events of a period mean. Depends on the set of events alone: their order, repeats and twins change
 * nothing but `totals.events`, which counts each twin once.
 */
export function analyse(input: AnalysisInput): Analysis {
  const { period, asOf, knownUntil, coverage, unreadable, policy } = input;
  const events = distinctEvents(input.events);
  const { known, unknown } = partByKnowledge(events);
  const allElevations = joinElevations(known, asOf, policy.privilegedRoles);
  const allChanges = joinChanges(known, policy.privilegedRoles);

  const elevations = allElevations.filter((elevation) => {
    const at = elevationAt(elevation);
    return at !== null && isWithin(period, at);
  });
  const changes = allChanges.filter(({ at }) => isWithin(period, at));
  const unknownActivities = countUnknown(
    unknown.filter(({ at }) => isWithin(period, at)),
    unreadable,
  );
  const findings = computeFindings({
    period,
    asOf,
    knownUntil,
    elevations,
    changes,
    coverage,
    unknownActivities,
    unreadable,
    policy,
    allElevations,
    allChanges,
  });
  const eventsInPeriod = events.filter(({ at }) => isWithin(period, at)).length;
  return {
    elevations,
    changes,
    findings,
    totals: totalsOf(elevations, findings, eventsInPeriod),
    unknownActivities,
  };
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
