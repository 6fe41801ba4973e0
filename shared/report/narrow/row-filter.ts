import { namesOfRole } from '../../analysis/findings/policy/is-named';
import type { Change } from '../../domain/events/change';
import type { Elevation } from '../../domain/events/elevation';
import type { Identity, Provider, Role, Scope } from '../../domain/events/people';
import { fold } from '../../domain/fold';
import type { ReportFilter } from '../../domain/reports/report-filter';
import { createScopeNames } from './scope-names';

/** Tells which values a report's filter lets through. An absent list lets everything through, unknown values too. */
export type RowFilter = ReturnType<typeof createRowFilter>;

/**
 * Creates the tests of a filter. Values match by id, name and UPN, ignoring case; a built-in
 * role also by today's name, if its event has a former one.
 * @param rows rows of the store: a person is found by any name or UPN that one of them gives their id
 */
export function createRowFilter(include: ReportFilter, rows: readonly (Elevation | Change)[] = []) {
  const aliases = aliasesIn(include.principals === undefined ? [] : rows);
  return {
    provider: (value: Provider) => include.providers?.includes(value) ?? true,
    principal: oneOf<Identity>(include.principals, ({ id, name, upn }) => [
      ...[id, name, upn],
      ...(aliases.get(fold(id)) ?? []),
    ]),
    role: oneOf<Role>(include.roles, namesOfRole),
    scope: oneOf<Scope>(include.scopes, createScopeNames(include.scopes === undefined ? [] : rows)),
    rule: oneOf<string>(include.findings, (id) => [id]),
  };
}

/** What rows call each person, by object id: somebody is found under any of their names, also one that changed. */
function aliasesIn(rows: readonly (Elevation | Change)[]): ReadonlyMap<string, ReadonlySet<string>> {
  const aliases = new Map<string, Set<string>>();
  for (const row of rows) {
    for (const who of [row.principal, row.initiator, 'approver' in row ? row.approver : null]) {
      const id = fold(who?.id);
      if (who === null || id === '') continue;
      const own = aliases.get(id) ?? new Set();
      aliases.set(id, own);
      for (const name of [who.name, who.upn]) if (name !== null) own.add(name);
    }
  }
  return aliases;
}

function oneOf<T>(
  list: readonly string[] | undefined,
  names: (value: T) => readonly (string | null)[],
): (value: T | null) => boolean {
  if (list === undefined) return () => true;
  const listed = new Set(list.map(fold));
  return (value) => value !== null && names(value).some((name) => name !== null && listed.has(fold(name)));
}
