import {
  activationDenied,
  activationFailed,
  activationNeverCompleted,
  activationTimedOut,
  activationWithoutEnd,
} from './activation-outcomes';
import {
  activatedTooOften,
  backToBackActivations,
  longActivation,
  tier0Activated,
  timeInRole,
} from './activation-volume';
import {
  dominantApprover,
  reciprocalApproval,
  rubberStampApproval,
  selfApproval,
  tier0WithoutApproval,
} from './approvals';
import { assignedAndRemoved, bulkAssignment } from './assignment-patterns';
import {
  assignedOutsidePim,
  groupAssignedRole,
  permanentActiveAssignment,
  permanentEligibility,
  selfAssignment,
} from './assignments';
import { collectionGap, lateEvents, unknownActivity } from './coverage';
import {
  dormantPrincipalActivated,
  firstActivationOfRole,
  firstOffHoursActivation,
} from './first-activations';
import { repeatedJustification, ticketMissing, weakJustification } from './justification';
import { adminsRemovedByNewAdmin } from './new-admins';
import { newRoleHolder } from './new-holders';
import {
  accessElevatedToRoot,
  customRoleChanged,
  offboardedFromPim,
  pimAlertDisabled,
  pimAlertTriggered,
} from './pim-service';
import type { Rule } from './rule';
import { roleSettingChanged, roleSettingWeakened, weakenedThenActivated } from './settings';
import {
  activatedForAnother,
  activationWithoutMfa,
  breakGlassUsed,
  guestPrivileged,
} from './suspicious-principals';
import { offHoursActivation } from './timing';
import { newIpAddress, unusualApprover } from './unusual-circumstances';

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
