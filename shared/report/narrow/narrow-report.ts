import type { Analysis } from '../../analysis/analysis';
import { totalsOf } from '../../analysis/totals';
import type { Change } from '../../domain/change';
import type { Elevation } from '../../domain/elevation';
import type { Identity, Role, Scope } from '../../domain/people';
import type { ReportFilter } from '../../domain/report-filter';
import { fold } from '../../domain/fold';
import { providerWords } from '../words';
import { withoutOthers } from './without-others';

/**
 * The parts of a report that its filter narrows. `around` are all rows that the findings may rest on; left out, those of
 * the report.
 */
export type Narrowable = Pick<Analysis, 'elevations' | 'changes' | 'findings' | 'totals'> &
  Partial<Pick<Analysis, 'around'>>;

/** What is left of the parts, and the filter in words; null when it narrows nothing. */
export type Narrowed = Omit<Narrowable, 'around'> & { readonly filter: string | null };

/**
 * Narrows a report and counts its totals again. An elevation or change must match every given list. A finding must be of
 * a listed rule, must not name another principal, role or scope than the lists, and must rest on an event of the
 * remaining rows; one that rests on no row at all (a gap in the collection) is about the whole report and stays. One
 * that rests on others' rows too keeps only the events of the remaining rows, and goes when its sentence names somebody
 * whom no remaining row names.
 */
export function narrowReport(parts: Narrowable, include: ReportFilter | null): Narrowed {
  if (include === null) return { ...parts, filter: null };
  const principal = oneOf<Identity>(include.principals, ({ id, name, upn }) => [id, name, upn]);
  const role = oneOf<Role>(include.roles, ({ id, name }) => [id, name]);
  const scope = oneOf<Scope>(include.scopes, ({ id, name }) => [id, name]);
  const rule = oneOf<string>(include.findings, (id) => [id]);
  const isOwn = (row: Elevation | Change): boolean =>
    (include.providers?.includes(row.provider) ?? true) &&
    principal(row.principal) &&
    role(row.role) &&
    scope(row.scope);
  const wanted = parts.findings.filter(
    (finding) =>
      rule(finding.rule) &&
      (finding.principal === null || principal(finding.principal)) &&
      (finding.role === null || role(finding.role)) &&
      (finding.scope === null || scope(finding.scope)),
  );
  const elevations = parts.elevations.filter(isOwn);
  const changes = parts.changes.filter(isOwn);
  const findings = withoutOthers(wanted, parts.around ?? parts, isOwn);
  const events = new Set([...elevations, ...changes].flatMap((row) => row.eventIds)).size;
  const totals = totalsOf(elevations, findings, events);
  return { elevations, changes, findings, totals, filter: filterWords(include) };
}

/** A filter in words; null when it narrows nothing. */
function filterWords(include: ReportFilter): string | null {
  const lists = Object.entries({
    providers: include.providers?.map((provider) => providerWords[provider]),
    roles: include.roles,
    people: include.principals,
    scopes: include.scopes,
    findings: include.findings,
  });
  const words = lists.flatMap(([name, list]) =>
    list === undefined ? [] : [`${name} ${list.length === 0 ? 'none' : list.join(', ')}`],
  );
  return words.length === 0 ? null : words.join('; ');
}

/** Whether one of a value's names is listed, ignoring case; without a list everything passes, unknown values too. */
function oneOf<T>(
  list: readonly string[] | undefined,
  names: (value: T) => readonly (string | null)[],
): (value: T | null) => boolean {
  if (list === undefined) return () => true;
  const listed = new Set(list.map(fold));
  return (value) => value !== null && names(value).some((name) => name !== null && listed.has(fold(name)));
}
