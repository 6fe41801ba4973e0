import type { AccessEndpoint } from '../domain/access/access-endpoint';
import type { HeldAccess } from '../domain/access/held-access';
import type { AccessRows } from '../domain/access/access-history';
import { plural } from '../text/plural';
import { oddityOf, readRow, settingsOddityOf } from './access-rows';

/** What the lists that have been read say about which others are to be read. */
export interface Discoveries {
  /** Groups that hold a role or may hold one, in lower case. */
  readonly roleGroups: Set<string>;
  /** Principals that are users, or may be. */
  readonly users: Set<string>;
}

/** Counts the odd rows of one list, and notes what its rows point to. */
export function createRowTally<E extends AccessEndpoint>(endpoint: E, discoveries: Discoveries) {
  let rows = 0;
  const odd = new Map<string, number>();
  const count = (oddity: string | null) => {
    if (oddity !== null) odd.set(oddity, (odd.get(oddity) ?? 0) + 1);
  };

  function note(item: unknown, path: string): void {
    rows += 1;
    try {
      const row: AccessRows[AccessEndpoint] = readRow[endpoint](item, path);
      if ('list' in row) {
        count(oddityOf(row));
        discoverHolder(row, discoveries);
      } else if ('maximumMinutes' in row) {
        count(settingsOddityOf(row));
      } else if ('groupId' in row) {
        if (row.type === 'user' && row.id !== null) discoveries.users.add(row.id);
      } else if (endpoint === 'groups' && 'name' in row && row.id !== null) {
        discoveries.roleGroups.add(row.id.toLowerCase());
      }
    } catch {
      count('that could not be understood');
    }
  }

  return {
    /** Takes in the rows of one page. */
    note: (items: readonly unknown[], path: string): void => {
      for (const item of items) note(item, path);
    },
    rows: (): number => rows,
    /** One sentence about the odd rows; null without odd rows. */
    sentence: (): string | null => {
      const parts = [...odd].map(([what, many]) => `${plural(many, 'row')} ${what}`);
      return parts.length === 0 ? null : `Kept as they came: ${parts.join(', ')}.`;
    },
  };
}

function discoverHolder({ principal: { id, type } }: HeldAccess, { roleGroups, users }: Discoveries): void {
  if (id === null) return;
  if (type === 'group') roleGroups.add(id.toLowerCase());
  // A holder without a type may be a user. Graph leaves other objects out when it lists users.
  else if (type !== 'servicePrincipal') users.add(id);
}
