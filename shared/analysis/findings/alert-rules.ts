/**
 * Rules whose findings cannot wait for the weekly report. A channel that names no rules gets these, as far as its
 * least severity lets them through.
 */
export const defaultAlertRules: readonly string[] = [
  'assigned-outside-pim',
  'access-elevated-to-root',
  'role-setting-weakened',
  'weakened-then-activated',
  'pim-alert-disabled',
  'offboarded-from-pim',
  'break-glass-used',
  'self-approval',
  'activation-without-mfa',
  'tier0-activated',
  'permanent-active-assignment',
  'self-assignment',
  'admins-removed-by-new-admin',
  'guest-privileged',
  'new-role-holder',
];

/**
 * Rules that a channel can name beside these: one event or one elevation, with what the store knows before, is enough
 * for them. All others need a whole period, or the absence of an event.
 */
export const furtherAlertRules: readonly string[] = [
  'permanent-eligibility',
  'assigned-and-removed',
  'activation-denied',
  'activation-timed-out',
  'activation-failed',
  'off-hours-activation',
  'first-off-hours-activation',
  'first-activation-of-role',
  'dormant-principal-activated',
  'new-ip-address',
  'weak-justification',
  'ticket-missing',
  'long-activation',
  'tier0-without-approval',
  'rubber-stamp-approval',
  'activated-for-another',
  'role-setting-changed',
  'pim-alert-triggered',
  'group-assigned-role',
  'custom-role-changed',
];

/** Every rule that can alert. */
export const alertRules: readonly string[] = [...defaultAlertRules, ...furtherAlertRules];

/** Rules that find nothing in an empty history: the past must be read before they can be asked. */
export const historyFirstRules: readonly string[] = ['dormant-principal-activated', 'new-ip-address'];
