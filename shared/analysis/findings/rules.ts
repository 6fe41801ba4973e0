import {
  activationDenied,
  activationFailed,
  activationNeverCompleted,
  activationTimedOut,
  activationWithoutEnd,
} from './rules/activation-outcomes';
import {
  activatedTooOften,
  backToBackActivations,
  longActivation,
  tier0Activated,
  timeInRole,
} from './rules/activation-volume';
import {
  dominantApprover,
  reciprocalApproval,
  rubberStampApproval,
  selfApproval,
  tier0WithoutApproval,
} from './rules/approvals';
import { assignedAndRemoved, bulkAssignment } from './rules/assignment-patterns';
import {
  assignedOutsidePim,
  groupAssignedRole,
  permanentActiveAssignment,
  permanentEligibility,
  selfAssignment,
} from './rules/assignments';
import { collectionGap, lateEvents, unknownActivity } from './rules/coverage';
import {
  dormantPrincipalActivated,
  firstActivationOfRole,
  firstOffHoursActivation,
} from './rules/first-activations';
import { repeatedJustification, ticketMissing, weakJustification } from './rules/justification';
import { adminsRemovedByNewAdmin } from './rules/new-admins';
import { newRoleHolder } from './rules/new-holders';
import {
  accessElevatedToRoot,
  customRoleChanged,
  offboardedFromPim,
  pimAlertDisabled,
  pimAlertTriggered,
} from './rules/pim-service';
import type { Rule } from './rule';
import { roleSettingChanged, roleSettingWeakened, weakenedThenActivated } from './rules/settings';
import {
  activatedForAnother,
  activationWithoutMfa,
  breakGlassUsed,
  guestPrivileged,
} from './rules/suspicious-principals';
import { offHoursActivation } from './rules/timing';
import { newIpAddress, unusualApprover } from './rules/unusual-circumstances';

/** Every rule, in the order of the documentation. */
export const rules: readonly Rule[] = [
  assignedOutsidePim,
  permanentActiveAssignment,
  permanentEligibility,
  newRoleHolder,
  selfAssignment,
  assignedAndRemoved,
  bulkAssignment,
  adminsRemovedByNewAdmin,
  activationDenied,
  activationTimedOut,
  activationFailed,
  activationNeverCompleted,
  tier0Activated,
  activatedTooOften,
  backToBackActivations,
  timeInRole,
  offHoursActivation,
  firstOffHoursActivation,
  firstActivationOfRole,
  dormantPrincipalActivated,
  newIpAddress,
  weakJustification,
  repeatedJustification,
  ticketMissing,
  activationWithoutMfa,
  longActivation,
  tier0WithoutApproval,
  rubberStampApproval,
  dominantApprover,
  reciprocalApproval,
  selfApproval,
  unusualApprover,
  activatedForAnother,
  activationWithoutEnd,
  roleSettingWeakened,
  roleSettingChanged,
  weakenedThenActivated,
  pimAlertDisabled,
  pimAlertTriggered,
  offboardedFromPim,
  guestPrivileged,
  groupAssignedRole,
  breakGlassUsed,
  accessElevatedToRoot,
  customRoleChanged,
  unknownActivity,
  collectionGap,
  lateEvents,
];
