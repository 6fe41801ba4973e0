import { namesOfRole } from '../../analysis/findings/policy/is-named';
import type { Change } from '../../domain/events/change';
import type { Elevation } from '../../domain/events/elevation';
import { fold } from '../../domain/fold';
import type { ReportFilter } from '../../domain/reports/report-filter';
import { createScopeNames, placeOf, type PlacedRow } from './scope-names';
import type { UnmatchedFilter } from '../report-model';

/** A watch over the entries of a filter. */
export type FilterWatch = ReturnType<typeof createFilterWatch>;

/** An entry of a list, folded. */
export type FilterMatch = readonly [list: 'role' | 'person' | 'scope', entry: string];

type Row = Pick<Elevation | Change, 'role' | 'principal'> & PlacedRow;

/**
 * Creates a watch over the roles, people and scopes of a filter, each entry on its own: an entry that is misspelled
 * would make an empty report that looks like good news. Matches like the filter itself.
 */
export function createFilterWatch(include: ReportFilter | null) {
  const { roles, principals, scopes } = include ?? {};
  const lists = { role: openEntries(roles), person: openEntries(principals), scope: openEntries(scopes) };
  const entries = Object.entries(lists) as ['role' | 'person' | 'scope', Map<string, string>][];
  const isEmpty = () => entries.every(([, { size }]) => size === 0);
  const watch = {
    /** Takes rows of any time, whether or not the filter lets them through. */
    see(rows: Iterable<Row>): void {
      if (!isEmpty()) watch.take(watch.matchesIn(rows));
    },
    /** Returns the entries that rows match, in a form that can be stored. */
    matchesIn(rows: Iterable<Row>): readonly FilterMatch[] {
      const seen = { role: new Set<string>(), person: new Set<string>(), scope: new Set<string>() };
      const listed = include === null ? [] : [...rows];
      const namesOfScope = createScopeNames(listed);
      for (const row of listed) {
        const { role, principal } = row;
        const scope = placeOf(row);
        if (role !== null) for (const name of namesOfRole(role)) seen.role.add(name);
        for (const fact of [principal?.id, principal?.name, principal?.upn]) seen.person.add(fold(fact));
        if (scope !== null) for (const name of namesOfScope(scope)) seen.scope.add(name);
      }
      return all.filter(([list, entry]) => seen[list].has(entry));
    },
    /** Takes entries as matched. */
    take(matches: readonly FilterMatch[]): void {
      for (const [list, entry] of matches) lists[list].delete(entry);
    },
    /** The entries that matched nothing of it. @param days the days on record */
    unmatched: (days: number): UnmatchedFilter[] =>
      entries.flatMap(([list, open]) => [...open.values()].map((entry) => ({ list, entry, days }))),
  };
  const all = entries.flatMap(([list, open]) => [...open.keys()].map((entry) => [list, entry] as const));
  return watch;
}

/** The entries of a list that have matched nothing yet, by their folded form. */
function openEntries(entries: readonly string[] | undefined): Map<string, string> {
  return new Map((entries ?? []).map((entry) => [fold(entry), entry]));
}
