import type { Analysis } from '../../analysis/analysis';
import { mergeOverlapping } from '../../analysis/findings/merge-overlapping';
import { rules } from '../../analysis/findings/rules';
import { totalsOf } from '../../analysis/totals';
import type { Change } from '../../domain/events/change';
import type { Elevation } from '../../domain/events/elevation';
import { fold } from '../../domain/fold';
import type { ReportFilter } from '../../domain/reports/report-filter';
import type { StandingAccess } from '../../domain/access/standing-access';
import { quote } from '../../text/quote';
import { providerWords } from '../words/words';
import { narrowAccess } from './narrow-access';
import { createRowFilter } from './row-filter';
import { placeOf } from './scope-names';
import { withoutOthers } from './without-others';

/**
 * The parts of a report that its filter narrows. `around` are all rows that the findings may rest on, and the findings
 * before overlapping ones were merged; left out, those of the report.
 */
export type Narrowable = Pick<Analysis, 'elevations' | 'changes' | 'findings' | 'totals'> &
  Partial<{ readonly around: Omit<Analysis['around'], 'findings'> & Partial<Analysis['around']> }> & {
    readonly standing?: StandingAccess | null;
  };

/** What is left of the parts, and the filter in words; null when it narrows nothing. */
export type Narrowed = Omit<Narrowable, 'around' | 'standing'> & {
  readonly standing: StandingAccess | null;
  readonly filter: string | null;
};

/**
 * Narrows a report and counts its totals again. An elevation or change must match every given list. A finding must be of
 * a listed rule, must not name another principal, role or scope than the lists, and must rest on an event of the
 * remaining rows; one that rests on no row at all (a gap in the collection) is about the whole report and stays. One
 * that rests on others' rows too keeps only the events of the remaining rows, and goes when its sentence names somebody
 * whom no remaining row names. Standing access is narrowed in the same way.
 */
export function narrowReport(parts: Narrowable, include: ReportFilter | null): Narrowed {
  const { standing = null } = parts;
  if (include === null) return { ...parts, standing, filter: null };
  const { elevations: allElevations, changes: allChanges } = parts.around ?? parts;
  const filter = createRowFilter(include, [...allElevations, ...allChanges]);
  const { provider, principal, role, scope, rule } = filter;
  const isOwn = (row: Elevation | Change): boolean =>
    provider(row.provider) && principal(row.principal) && role(row.role) && scope(placeOf(row));
  // Merged afterwards: a finding that is asked for may have been merged into one that is not.
  const wanted = (parts.around?.findings ?? parts.findings).filter(
    (finding) =>
      rule(finding.rule) &&
      (finding.principal === null || principal(finding.principal)) &&
      (finding.role === null || role(finding.role)) &&
      (finding.scope === null || scope(finding.scope)),
  );
  const elevations = parts.elevations.filter(isOwn);
  const changes = parts.changes.filter(isOwn);
  const access = narrowAccess(standing, filter);
  const ofEvents = withoutOthers(wanted, parts.around ?? parts, isOwn);
  const findings = mergeOverlapping(ofEvents.filter((finding) => !access.namesOthers(finding)));
  const events = new Set([...elevations, ...changes].flatMap((row) => row.eventIds)).size;
  const totals = totalsOf(elevations, findings, events);
  return { elevations, changes, findings, totals, standing: access.standing, filter: filterWords(include) };
}

const titles = new Map(rules.map(({ id, title }) => [id, title]));

const titleOfRule = (id: string): string => {
  const title = titles.get(fold(id));
  return title === undefined ? id : quote(title);
};

/** A filter in words; null when it narrows nothing. */
function filterWords(include: ReportFilter): string | null {
  const lists = Object.entries({
    providers: include.providers?.map((provider) => providerWords[provider]),
    roles: include.roles,
    people: include.principals,
    scopes: include.scopes,
    findings: include.findings?.map(titleOfRule),
  });
  const words = lists.flatMap(([name, list]) =>
    list === undefined ? [] : [`${name} ${list.length === 0 ? 'none' : list.join(', ')}`],
  );
  return words.length === 0 ? null : words.join('; ');
}
