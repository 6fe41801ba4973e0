import type { ChangeKind } from '../../domain/events/change';
import type { Provider } from '../../domain/events/people';

/** The printed names of providers. */
export const providerWords: Readonly<Record<Provider, string>> = {
  entra: 'Entra roles',
  group: 'Groups',
  azure: 'Azure resources',
};

/** The printed names of changes. */
export const changeKindWords: Readonly<Record<ChangeKind, string>> = {
  'eligible-assigned': 'Made eligible',
  'eligible-removed': 'Eligibility removed',
  'eligible-restored': 'Eligibility restored',
  'eligible-extended': 'Eligibility extended',
  'eligible-renewed': 'Eligibility renewed',
  'active-assigned': 'Assigned active',
  'active-removed': 'Active assignment removed',
  'active-restored': 'Active assignment restored',
  'active-extended': 'Active assignment extended',
  'active-renewed': 'Active assignment renewed',
  'active-approved': 'Active assignment approved',
  'extend-renew-approved': 'Extension or renewal approved',
  'extend-renew-denied': 'Extension or renewal denied',
  'assigned-outside-pim': 'Assigned outside PIM',
  'removed-outside-pim': 'Removed outside PIM',
  'request-processed': 'Request processed',
  'request-cancelled': 'Request cancelled',
  'role-setting-changed': 'Role setting changed',
  'custom-role-changed': 'Custom role changed',
  'resource-updated': 'Resource updated',
  onboarded: 'Added to PIM',
  offboarded: 'Removed from PIM',
  'alert-triggered': 'PIM alert raised',
  'alert-resolved': 'PIM alert resolved',
  'alert-changed': 'PIM alert changed',
  'alert-refreshed': 'PIM alert refreshed',
  'alert-enabled': 'PIM alert enabled',
  'alert-disabled': 'PIM alert disabled',
  'access-elevated': 'Access elevated to root',
};
