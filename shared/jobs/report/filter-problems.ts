import { meantRole } from '../../analysis/findings/policy/misspelt-role';
import { rules } from '../../analysis/findings/rules';
import { nearest } from '../../text/nearest';
import type { ReportContent } from './report-request';

/**
 * Returns a sentence for each rule that a report's filter names and that does not exist, and for each role that is a slip
 * of the pen: the report would be empty and look like good news. People, scopes and other roles may still come.
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
    ...(include?.roles ?? []).flatMap((role) => {
      const meant = meantRole(role);
      return meant === null
        ? []
        : [
            `REPORTS: report "${name}" names the role "${role}", which is not known; did you mean "${meant}"? Give a custom role of that name by its id.`,
          ];
    }),
  ]);
}
