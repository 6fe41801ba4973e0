import { roleNameProblems } from '../../analysis/findings/policy/role-name-problem';
import { rules } from '../../analysis/findings/rules';
import { nearest } from '../../text/nearest';
import type { ReportContent } from './report-request';

/**
 * Returns a sentence for each rule that a report's filter names and that does not exist, and for each role whose
 * name is wrong: the report would be empty and look like good news. People, scopes and other roles may still come.
 */
export function filterProblems(reports: readonly Pick<ReportContent, 'name' | 'include'>[]): string[] {
  const ids = rules.map(({ id }) => id);
  return reports.flatMap(({ name, include }) => [
    ...(include?.findings ?? [])
      .filter((rule) => !ids.includes(rule.trim().toLowerCase()))
      .map(
        (rule) =>
          `REPORTS: report "${name}" names the rule "${rule}", which does not exist; did you mean "${nearest(rule, ids)}"?`,
      ),
    ...roleNameProblems(`REPORTS: report "${name}"`, include?.roles ?? []),
  ]);
}
