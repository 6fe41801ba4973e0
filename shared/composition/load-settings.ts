import { policyProblems } from '../analysis/findings/policy/policy-problems';
import type { Environment } from '../config/read-setting';
import { readSettings } from '../config/read-settings';
import type { Settings } from '../config/settings';
import {
  alertMinimumProblems,
  alertRoleProblems,
  alertRuleProblems,
} from '../jobs/alert/alert-rule-problems';
import { columnProblems } from '../jobs/report/problems/column-problems';
import { filterProblems } from '../jobs/report/problems/filter-problems';
import { thresholdProblems } from '../jobs/report/problems/threshold-problems';

/**
 * Reads and checks all settings, rule ids and column names included.
 * @throws SettingsError with every problem.
 */
export const loadSettings = (
  environment: Environment,
  needs: { readonly send: boolean; readonly alert?: boolean; readonly isFunctionApp?: boolean },
): Settings =>
  readSettings(environment, {
    ...needs,
    check: ({ alerts, findings, reports, standingAccess }) => [
      ...policyProblems(findings),
      ...thresholdProblems(findings),
      ...columnProblems(reports),
      ...filterProblems(reports, { findings, standingAccess }),
      ...alertRuleProblems(alerts),
      ...alertRoleProblems(alerts),
      ...alertMinimumProblems(alerts, findings),
    ],
  });
