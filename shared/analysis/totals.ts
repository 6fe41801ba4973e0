import { isStarted, type Elevation } from '../domain/events/elevation';
import { severities, type Finding, type Severity } from '../domain/finding';
import { principalKey } from '../domain/events/people';
import type { Totals } from '../domain/reports/totals';
import { groupBy } from './group-by';
import { assignmentIdentity, roleIdentity } from './identities';
import { uncoveredLengths } from './spans';

/** Returns the figures of a period from its elevations, its findings and its number of distinct events. */
export function totalsOf(
  elevations: readonly Elevation[],
  findings: readonly Finding[],
  events: number,
): Totals {
  const activations = elevations.filter(({ outcome }) => outcome === 'activated');
  return {
    events,
    requests: elevations.length,
    activations: activations.length,
    principals: new Set(activations.map(({ principal }) => principalKey(principal))).size,
    roles: new Set(activations.map(roleIdentity)).size,
    elevatedMinutes: unionMinutes(elevations),
    findings: openBySeverity(findings),
  };
}

/** Real elevated minutes, overlaps of one principal, role and scope counted once, rounded to one decimal. */
function unionMinutes(elevations: readonly Elevation[]): number {
  const seconds = groupBy(elevations.filter(isStarted), assignmentIdentity)
    .map((ofAssignment) =>
      ofAssignment.flatMap(({ startedAt, endedAt }) =>
        endedAt === null ? [] : [{ from: startedAt.getTime(), to: endedAt.getTime() }],
      ),
    )
    .flatMap(uncoveredLengths)
    // To the second, like the duration of a row. Rows round it further and repeat overlaps, so their sum can differ.
    .reduce((sum, milliseconds) => sum + Math.round(milliseconds / 1000), 0);
  return Math.round(seconds / 6) / 10;
}

function openBySeverity(findings: readonly Finding[]): Record<Severity, number> {
  const counts = Object.fromEntries(severities.map((severity) => [severity, 0])) as Record<Severity, number>;
  for (const { severity, suppressed } of findings) if (suppressed === null) counts[severity] += 1;
  return counts;
}
