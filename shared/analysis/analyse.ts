import { foldActivity } from '../catalogue/activities';
import type { AuditEvent } from '../domain/events/audit-event';
import { unreadableEvent, type UnknownActivity } from '../domain/reports/totals';
import { compareText } from '../text/compare-text';
import { analyseAccess } from './access/access-analysis';
import { noPast } from './access/access-past';
import type { Analysis, AnalysisInput } from './analysis';
import { computeFindings } from './findings/compute-findings';
import { mergeOverlapping } from './findings/merge-overlapping';
import { groupBy } from './group-by';
import { selectPeriod } from './join-period';
import { totalsOf } from './totals';

/**
 * Analyses the joined events of a period. Pure: the same input gives the same result. The order in which events were read,
 * and repeats among them, change nothing.
 */
export function analyse(input: AnalysisInput): Analysis {
  const { accessHistory = null, accessPast = noPast, joined, ...common } = input;
  const { elevations, changes, allElevations, allChanges, ...own } = selectPeriod(joined, input.period);
  const unknownActivities = countUnknown(own.unknown, input.unreadable);
  const { privilegedRoles } = input.policy;
  const joint = { past: accessPast, privilegedRoles, changes: allChanges, elevations: allElevations };
  const access =
    accessHistory === null
      ? null
      : analyseAccess({ ...common, ...joint, access: accessHistory, events: joined.distinct });
  const byRule = computeFindings({
    ...common,
    lateForReport: input.lateForReport ?? 0,
    access,
    elevations,
    changes,
    unknownActivities,
    allElevations,
    allChanges,
    refusals: own.refusals,
    rolePolicies: accessHistory?.policies ?? [],
  });
  const findings = mergeOverlapping(byRule);
  const totals = totalsOf(elevations, findings, own.events);
  const around = { elevations: allElevations, changes: allChanges, findings: byRule };
  return { elevations, changes, findings, totals, unknownActivities, around, access };
}

/** The most frequent first. Spellings of one name are counted together, under the spelling of the earliest event. */
function countUnknown(events: readonly AuditEvent[], unreadable: number): UnknownActivity[] {
  const named = groupBy(events, ({ activity }) => foldActivity(activity)).map((group) => ({
    name: group[0].activity.trim(),
    count: group.length,
  }));
  const all = unreadable > 0 ? [...named, { name: unreadableEvent, count: unreadable }] : named;
  return all.sort((a, b) => b.count - a.count || compareText(a.name, b.name));
}
