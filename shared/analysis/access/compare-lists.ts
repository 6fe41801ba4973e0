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
 * Returns the differences between complete readings of one list. A row is compared with the next reading, and the one
 * before, that can tell: a reading of another kind, one that did not ask about the row's group, or in which a row without
 * a principal or one that is not understood may be the assignment, is passed over.
 */
export function compareLists(readings: readonly HoldingList[], spots: Spots): Difference[] {
  const standing = readings.map((list) => standingOf(list, spots));
  const appeared = standing.flatMap((now, index) =>
    missingIn(standing.slice(0, index).reverse(), now, spots).map(({ row, other }): Difference => ({
      kind: 'appeared',
      row,
      before: other,
      after: now.list,
    })),
  );
  const vanished = standing.flatMap((old, index) =>
    missingIn(standing.slice(index + 1), old, spots).map(({ row, other }): Difference => ({
      kind: 'vanished',
      row,
      before: old.list,
      after: other,
    })),
  );
  return [...appeared, ...vanished].sort((a, b) => a.after.at.getTime() - b.after.at.getTime());
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

/** Returns the rows of one reading that the first of the others that can tell does not show, with that reading. */
function missingIn(
  others: readonly Standing[],
  { rows, list }: Standing,
  spots: Spots,
): { readonly row: HeldAccess; readonly other: HoldingList }[] {
  const alike = others.filter((other) => other.list.isPlain === list.isPlain);
  return [...rows].flatMap(([key, row]) => {
    const other = alike.find((each) => each.rows.has(key) || canTell(each, row));
    return other === undefined || other.rows.has(key) ? [] : [{ row, other: other.list }];
  });

  function canTell({ list: other, nameless }: Standing, row: HeldAccess): boolean {
    if (other.notUnderstood > list.notUnderstood || !isAskedFor(row, other)) return false;
    return nameless.size === 0 || !nameless.has(placeKey(spots.ofRow(row)));
  }
}

/** Whether a reading would show a row, had there been one: groups are asked about one by one. */
export function isAskedFor(
  { access, scopeId }: Pick<HeldAccess, 'access' | 'scopeId'>,
  list: Pick<HoldingList, 'groups'>,
): boolean {
  return access === null || list.groups.has(scopeId?.toLowerCase() ?? '');
}
