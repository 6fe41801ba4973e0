import type { Elevation } from '../domain/elevation';
import { severities, type Finding, type Severity } from '../domain/finding';
import { principalKey, roleKey, scopeKey } from '../domain/people';
import type { Totals } from '../domain/totals';

/** The figures of a period from its elevations, its findings and the number of its different events. */
export function totalsOf(
  elevations: readonly Elevation[],
  findings: readonly Finding[],
  events: number,
): Totals {
  return {
    events,
    activations: elevations.length,
    principals: new Set(elevations.map(({ principal }) => principalKey(principal))).size,
    roles: new Set(elevations.map(({ role }) => roleKey(role))).size,
    elevatedMinutes: unionMinutes(elevations),
    findings: openBySeverity(findings),
  };
}

/** Real elevated minutes, overlaps of one principal, role and scope counted once, rounded to one decimal. */
function unionMinutes(elevations: readonly Elevation[]): number {
  const spans = elevations
    .flatMap((elevation) => {
      const [from, to] = [elevation.startedAt?.getTime(), elevation.endedAt?.getTime()];
      if (from === undefined || to === undefined) return [];
      const { principal, role, scope } = elevation;
      return [{ key: JSON.stringify([principalKey(principal), roleKey(role), scopeKey(scope)]), from, to }];
    })
    .sort((a, b) => a.from - b.from);
  const reached = new Map<string, number>();
  let seconds = 0;
  for (const { key, from, to } of spans) {
    const start = Math.max(from, reached.get(key) ?? from);
    // To the second per elevation, as the rows print it, so that the total is their sum.
    if (to > start) seconds += Math.round((to - start) / 1000);
    reached.set(key, Math.max(to, reached.get(key) ?? to));
  }
  return Math.round(seconds / 6) / 10;
}

function openBySeverity(findings: readonly Finding[]): Record<Severity, number> {
  const counts = Object.fromEntries(severities.map((severity) => [severity, 0])) as Record<Severity, number>;
  for (const { severity, suppressed } of findings) if (suppressed === null) counts[severity] += 1;
  return counts;
}
