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
import { repeatedJustification, ticketMissing, weakJustification } from './justification';
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

/** Every rule, in the order of the documentation. */
export const rules: readonly Rule[] = [
  assignedOutsidePim,
  permanentActiveAssignment,
  permanentEligibility,
  selfAssignment,
  assignedAndRemoved,
  bulkAssignment,
  activationDenied,
  activationTimedOut,
  activationFailed,
  activationNeverCompleted,
  tier0Activated,
  activatedTooOften,
  backToBackActivations,
  timeInRole,
  offHoursActivation,
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

/**
 * Ids of rules that need months of history and are not computed yet. Settings may name them already, so that one
 * set of settings serves this version and the next.
 */
export const rulesToCome: readonly string[] = [
  'new-role-holder',
  'admins-removed-by-new-admin',
  'first-off-hours-activation',
  'first-activation-of-role',
  'dormant-principal-activated',
  'new-ip-address',
  'unusual-approver',
];
