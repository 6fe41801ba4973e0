import type { HoldingList } from '../../domain/access/access-history';
import type { HeldAccess } from '../../domain/access/held-access';
import { placeKey, spotKey, type Spots } from './spot';

/** A standing assignment that one snapshot shows and the next, or the one before, does not. */
export interface Difference {
  readonly kind: 'appeared' | 'vanished';
  readonly row: HeldAccess;
  readonly before: HoldingList;
  readonly after: HoldingList;
}

/** The standing assignments of a list by their key, and where it has rows without a principal. */
interface Standing {
  readonly list: HoldingList;
  readonly rows: ReadonlyMap<string, HeldAccess>;
  readonly nameless: ReadonlySet<string>;
}

/**
 * The differences between each complete reading of one list and the next. Nothing is concluded about a group that one of
 * them did not ask about, nor about an assignment that a row without a principal, or one that is not understood, may be;
 * readings of different kinds cannot be compared at all.
 */
export function compareLists(readings: readonly HoldingList[], spots: Spots): Difference[] {
  const differences: Difference[] = [];
  let old: Standing | null = null;
  for (const list of readings) {
    const now = standingOf(list, spots);
    if (old?.list.isPlain === list.isPlain) {
      const between = { before: old.list, after: list };
      differences.push(
        ...missingIn(old, now, spots).map((row) => ({ kind: 'appeared' as const, row, ...between })),
        ...missingIn(now, old, spots).map((row) => ({ kind: 'vanished' as const, row, ...between })),
      );
    }
    old = now;
  }
  return differences;
}

function standingOf(list: HoldingList, spots: Spots): Standing {
  const rows = new Map<string, HeldAccess>();
  const nameless = new Set<string>();
  for (const row of list.rows) {
    const spot = spots.ofRow(row);
    if (spot.principal === null) nameless.add(placeKey(spot));
    const key = isStanding(row, list) ? spotKey(spot) : null;
    if (key === null) continue;
    const seen = rows.get(key);
    // Of two rows of one assignment the one that lasts longer tells its end.
    if (seen === undefined || endOf(row) > endOf(seen)) rows.set(key, row);
  }
  return { list, rows, nameless };
}

/**
 * Whether a row is a standing assignment to its principal itself: rows that come from a group follow from it, and
 * activations end by themselves.
 */
export const isStanding = (
  { memberType, assignmentType }: HeldAccess,
  { isPlain }: Pick<HoldingList, 'isPlain'>,
): boolean => memberType === 'direct' && assignmentType === (isPlain ? 'untold' : 'assigned');

/** Milliseconds; infinite for an assignment without end. */
export const endOf = ({ endsAt }: HeldAccess): number => endsAt?.getTime() ?? Infinity;

/** The rows of one reading that another should show too, and does not. */
function missingIn(other: Standing, { rows, list }: Standing, spots: Spots): HeldAccess[] {
  if (other.list.notUnderstood > list.notUnderstood) return [];
  return [...rows].flatMap(([key, row]) => {
    if (other.rows.has(key) || !isAskedFor(row, other.list)) return [];
    return other.nameless.size > 0 && other.nameless.has(placeKey(spots.ofRow(row))) ? [] : [row];
  });
}

/** Whether a reading would show a row, had there been one: groups are asked about one by one. */
export function isAskedFor(
  { access, scopeId }: Pick<HeldAccess, 'access' | 'scopeId'>,
  list: HoldingList,
): boolean {
  return access === null || list.groups.has(scopeId?.toLowerCase() ?? '');
}
