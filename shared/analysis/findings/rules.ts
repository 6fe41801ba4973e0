import type { Rule } from './rule';
import { activationOutcomeRules } from './rules/activation-outcomes';
import { activationVolumeRules } from './rules/activation-volume';
import { approvalRules } from './rules/approvals';
import { assignmentPatternRules } from './rules/assignment-patterns';
import { assignmentRules } from './rules/assignments';
import { breakGlassRules } from './rules/break-glass';
import { coverageRules } from './rules/coverage';
import { firstActivationRules } from './rules/first-activations';
import { justificationRules } from './rules/justification';
import { newAdminRules } from './rules/new-admins';
import { newHolderRules } from './rules/new-holders';
import { pimServiceRules } from './rules/pim-service';
import { settingsRules } from './rules/settings';
import { suspiciousPrincipalRules } from './rules/suspicious-principals';
import { timingRules } from './rules/timing';
import { unusualCircumstanceRules } from './rules/unusual-circumstances';
import { conditionalAccessRules } from './rules/conditional-access';
import { groupOwnerRules } from './rules/group-owners';
import { reconciliationRules } from './rules/reconciliation';
import { removalRules } from './rules/removals';
import { roleSettingRules } from './rules/role-settings';
import { standingEligibilityRules } from './rules/standing-eligibility';
import { standingHolderRules } from './rules/standing-holders';

/** The rules about a state that lasts until somebody changes it: each report finds it again. */
export const stateRules: readonly Rule[] = [
  ...standingHolderRules,
  ...standingEligibilityRules,
  ...groupOwnerRules,
  ...roleSettingRules,
  ...conditionalAccessRules,
];

/** The rules about who holds access, and what snapshots and events prove about each other. */
export const accessRules: readonly Rule[] = [...reconciliationRules, ...stateRules];

/** Every rule, in the order of the documentation. A new rule joins the list of its family, a new family joins here. */
export const rules: readonly Rule[] = [
  ...assignmentRules,
  ...newHolderRules,
  ...assignmentPatternRules,
  ...newAdminRules,
  ...activationOutcomeRules,
  ...removalRules,
  ...activationVolumeRules,
  ...timingRules,
  ...firstActivationRules,
  ...unusualCircumstanceRules,
  ...justificationRules,
  ...approvalRules,
  ...suspiciousPrincipalRules,
  ...breakGlassRules,
  ...settingsRules,
  ...pimServiceRules,
  ...accessRules,
  ...coverageRules,
];
