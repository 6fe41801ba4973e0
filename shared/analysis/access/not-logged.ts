import type { HoldingEndpoint } from '../../domain/access/access-endpoint';
import type { HeldAccess } from '../../domain/access/held-access';
import type { Unexplained } from '../../domain/access/standing-access';
import { isInForce, type indexElevations } from './moves';
import { hour, type ReconcileInput } from './reconcile-input';
import { spotKey } from './spot';

const activeLists: readonly HoldingEndpoint[] = ['role-assignments', 'group-assignments'];

/**
 * Activations in progress that a snapshot shows and the log does not know: no activation of that principal, role and
 * scope started within an hour of it, or was in force at the moment. An activation of the last hour before the report
 * may still be on its way into the log.
 */
export function findNotLogged(
  inForce: ReturnType<typeof indexElevations>,
  { history, period, asOf, spots, names, isKnown }: ReconcileInput,
): Unexplained[] {
  const found = new Map<string, Unexplained>();
  for (const list of activeLists) {
    const readings = history.holdings[list];
    for (const [index, { at, rows }] of readings.entries()) {
      // What was read before the period belongs to an earlier report.
      if (at < period.from) continue;
      for (const row of rows.filter(isActivation)) {
        const spot = spots.ofRow(row);
        const key = spotKey(spot);
        const start = row.startsAt ?? readings[index - 1]?.at ?? at;
        const isRecent = start.getTime() + hour > asOf.getTime();
        if (key === null || isRecent || inForce.about(spot).some((span) => isSame(span, row, at))) continue;
        const seen = `${key} ${row.startsAt?.getTime() ?? ''}`;
        if (found.has(seen)) continue;
        const isCovered = isKnown(start, new Date(start.getTime() + hour));
        const holder = names.ofRow(row);
        found.set(seen, {
          kind: 'not-logged',
          isRemoval: false,
          assignment: 'active',
          ...holder,
          between: [start, at],
          eventIds: [],
          isCovered,
        });
      }
    }
  }
  return [...found.values()];
}

const isActivation = ({ memberType, assignmentType }: HeldAccess): boolean =>
  memberType === 'direct' && assignmentType === 'activated';

function isSame(
  span: { readonly from: number; readonly to: number },
  { startsAt }: HeldAccess,
  at: Date,
): boolean {
  if (startsAt !== null && Math.abs(span.from - startsAt.getTime()) <= hour) return true;
  return isInForce(span, at);
}
