import { roleNameProblems } from '../../../analysis/findings/policy/role-name-problem';
import { rules } from '../../../analysis/findings/rules';
import { nearest } from '../../../text/nearest';
import type { AccessPart } from '../../../domain/access/access-endpoint';
import type { FindingsPolicy } from '../../../domain/findings-policy';
import type { ReportContent } from '../report-request';
import { whyUnable, whyUnread } from './unable-rules';

/** The settings that decide which rules can find something. */
interface RuleSettings {
  readonly findings: FindingsPolicy;
  readonly standingAccess: readonly AccessPart[];
}

/**
 * Returns a sentence for each rule that a report's filter names and that does not exist, for each filter whose rules can
 * all find nothing, and for each role whose name is wrong: the report would be empty and look like good news. People,
 * scopes and other roles may still come.
 */
export function filterProblems(
  reports: readonly Pick<ReportContent, 'name' | 'include'>[],
  settings: RuleSettings,
): string[] {
  const ids = rules.map(({ id }) => id);
  return reports.flatMap(({ name, include }) => [
    ...(include?.findings ?? [])
      .filter((rule) => !ids.includes(idOf(rule)))
      .map(
        (rule) =>
          `REPORTS: report "${name}" names the rule "${rule}", which does not exist; did you mean "${nearest(rule, ids)}"?`,
      ),
    ...emptyFilter(name, include?.findings ?? [], settings),
    ...roleNameProblems(`REPORTS: report "${name}"`, include?.roles ?? []),
  ]);
}

const idOf = (rule: string): string => rule.trim().toLowerCase();

function emptyFilter(
  name: string,
  named: readonly string[],
  { findings, standingAccess }: RuleSettings,
): string[] {
  const reasons = named.map((rule) => {
    const why = whyUnable(idOf(rule), findings) ?? whyUnread(idOf(rule), standingAccess);
    return why === null ? null : `"${rule}" ${why}`;
  });
  return reasons.length === 0 || reasons.includes(null)
    ? []
    : [`REPORTS: report "${name}" would always be empty: of the rules that it names, ${reasons.join('; ')}.`];
}
