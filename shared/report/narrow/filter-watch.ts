import type { Change } from '../../domain/change';
import type { Elevation } from '../../domain/elevation';
import { fold } from '../../domain/fold';
import type { ReportFilter } from '../../domain/report-filter';
import type { UnmatchedFilter } from '../report-model';

/** Watches what the entries of a report's filter match. */
export interface FilterWatch {
  /** Takes rows of any time, whether or not the filter lets them through. */
  see(rows: Iterable<Pick<Elevation | Change, 'role' | 'principal' | 'scope'>>): void;
  /** The entries that matched nothing of it. @param days the days on record */
  unmatched(days: number): UnmatchedFilter[];
}

/**
 * Creates a watch over the roles, people and scopes of a filter, each entry on its own: an entry that is misspelled
 * would make an empty report that looks like good news. Matches like the filter itself, by id, name and UPN, ignoring
 * case.
 */
export function createFilterWatch(include: ReportFilter | null): FilterWatch {
  const { roles, principals, scopes } = include ?? {};
  const lists = { role: openEntries(roles), person: openEntries(principals), scope: openEntries(scopes) };
  const found = (open: Map<string, string>, facts: readonly (string | null | undefined)[]): void => {
    for (const fact of facts) open.delete(fold(fact));
  };
  return {
    see(rows) {
      for (const { role, principal, scope } of rows) {
        found(lists.role, [role?.id, role?.name]);
        found(lists.person, [principal?.id, principal?.name, principal?.upn]);
        found(lists.scope, [scope?.id, scope?.name]);
      }
    },
    unmatched: (days) =>
      (['role', 'person', 'scope'] as const).flatMap((list) =>
        [...lists[list].values()].map((entry) => ({ list, entry, days })),
      ),
  };
}

/** The entries of a list that have matched nothing yet, by their folded form. */
function openEntries(entries: readonly string[] | undefined): Map<string, string> {
  return new Map((entries ?? []).map((entry) => [fold(entry), entry]));
}
