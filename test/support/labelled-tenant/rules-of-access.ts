import { conditionalAccessRules } from '../../../shared/analysis/findings/rules/conditional-access';
import { groupOwnerRules } from '../../../shared/analysis/findings/rules/group-owners';
import { reconciliationRules } from '../../../shared/analysis/findings/rules/reconciliation';
import { roleSettingRules } from '../../../shared/analysis/findings/rules/role-settings';
import { standingEligibilityRules } from '../../../shared/analysis/findings/rules/standing-eligibility';
import { standingHolderRules } from '../../../shared/analysis/findings/rules/standing-holders';

/** Ids of the rules that look at snapshots of access: events alone cannot make them fire. */
export const rulesOfAccess: readonly string[] = [
  ...reconciliationRules,
  ...standingHolderRules,
  ...standingEligibilityRules,
  ...groupOwnerRules,
  ...roleSettingRules,
  ...conditionalAccessRules,
].map(({ id }) => id);
