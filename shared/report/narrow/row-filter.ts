import type { Identity, Provider, Role, Scope } from '../../domain/people';
import { fold } from '../../domain/fold';
import type { ReportFilter } from '../../domain/report-filter';

/** Tells which values a report's filter lets through. An absent list lets everything through, unknown values too. */
export interface RowFilter {
  readonly provider: (value: Provider) => boolean;
  readonly principal: (value: Identity | null) => boolean;
  readonly role: (value: Role | null) => boolean;
  readonly scope: (value: Scope | null) => boolean;
  readonly rule: (id: string) => boolean;
}

/** Creates the tests of a filter. Values match by id, name and UPN, ignoring case. */
export function createRowFilter(include: ReportFilter): RowFilter {
  return {
    provider: (value) => include.providers?.includes(value) ?? true,
    principal: oneOf<Identity>(include.principals, ({ id, name, upn }) => [id, name, upn]),
    role: oneOf<Role>(include.roles, ({ id, name }) => [id, name]),
    scope: oneOf<Scope>(include.scopes, ({ id, name }) => [id, name]),
    rule: oneOf<string>(include.findings, (id) => [id]),
  };
}

function oneOf<T>(
  list: readonly string[] | undefined,
  names: (value: T) => readonly (string | null)[],
): (value: T | null) => boolean {
  if (list === undefined) return () => true;
  const listed = new Set(list.map(fold));
  return (value) => value !== null && names(value).some((name) => name !== null && listed.has(fold(name)));
}
