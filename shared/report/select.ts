import type { Change } from '../domain/change';
import type { Elevation } from '../domain/elevation';
import { fold } from '../domain/fold';
import type { Identity, Role, Scope } from '../domain/people';
import type { ReportFilter } from '../domain/report-filter';
import type { ReportModel } from './report-model';
import { withoutOthers } from './without-others';
import { providerWords } from './words';

/** The parts of a model that a filter narrows. */
export type ReportParts = Pick<ReportModel, 'elevations' | 'changes' | 'findings'>;

/** What is left of the parts, and the words for what they were narrowed to (null when to nothing). */
export type NarrowedParts = ReportParts & Pick<ReportModel, 'filter'>;

type Row = Elevation | Change;
type Allows<T> = (value: T) => boolean;

/** Elevations and changes that a finding may rest on. */
export type Rows = Pick<ReportModel, 'elevations' | 'changes'>;

/**
 * Narrows a report. An elevation or change must match every list that is given. A finding must be of a listed rule,
 * must not name another principal, role or scope than the lists, and must rest on an event of what is left; one that
 * rests on no elevation or change at all (a gap in the collection) is about the whole report and stays. One that rests
 * on others' rows too keeps the events of what is left alone, and goes if its sentence names somebody whom no row that
 * is left names. Totals are not touched: count them again from what is left.
 * @param parts `around` are all rows that the findings may rest on; left out, those of the report
 */
export function narrowReport(
  parts: ReportParts & { readonly around?: Rows },
  include: ReportFilter,
): NarrowedParts {
  const principal = oneOf<Identity>(include.principals, ({ id, name, upn }) => [id, name, upn]);
  const role = oneOf<Role>(include.roles, ({ id, name }) => [id, name]);
  const scope = oneOf<Scope>(include.scopes, ({ id, name }) => [id, name]);
  const rule = oneOf<string>(include.findings, (id) => [id]);
  const provider = (of: Row): boolean => include.providers?.includes(of.provider) ?? true;
  const isOwn = (row: Row): boolean =>
    provider(row) && principal(row.principal) && role(row.role) && scope(row.scope);
  const findings = parts.findings.filter(
    (finding) =>
      rule(finding.rule) &&
      (finding.principal === null || principal(finding.principal)) &&
      (finding.role === null || role(finding.role)) &&
      (finding.scope === null || scope(finding.scope)),
  );
  return {
    elevations: parts.elevations.filter(isOwn),
    changes: parts.changes.filter(isOwn),
    findings: withoutOthers(findings, parts.around ?? parts, isOwn),
    filter: filterWords(include),
  };
}

/** What a filter lets through, in words for the reader; null when it narrows nothing. */
export function filterWords(include: ReportFilter): string | null {
  const lists = [
    ['providers', include.providers?.map((provider) => providerWords[provider])],
    ['roles', include.roles],
    ['people', include.principals],
    ['scopes', include.scopes],
    ['findings', include.findings],
  ] as const;
  const words = lists.flatMap(([name, list]) => (list === undefined ? [] : [`${name} ${listWords(list)}`]));
  return words.length === 0 ? null : words.join('; ');
}

function listWords(list: readonly string[]): string {
  return list.length === 0 ? 'none' : list.join(', ');
}

/** Whether one of a value's names is listed, without regard to case; no list lets all through, unknown ones too. */
function oneOf<T>(
  list: readonly string[] | undefined,
  names: (value: T) => readonly (string | null)[],
): Allows<T | null> {
  if (list === undefined) return () => true;
  const listed = new Set(list.map(fold));
  return (value) => value !== null && names(value).some((name) => name !== null && listed.has(fold(name)));
}
