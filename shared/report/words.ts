import type { ChangeKind } from '../domain/change';
import type { Provider } from '../domain/people';

/** What each provider is called in print. */
export const providerWords: Readonly<Record<Provider, string>> = {
  entra: 'Entra roles',
  group: 'Groups',
  azure: 'Azure resources',
};

/** What each kind of change is called in print. */
export const changeWords: Readonly<Record<ChangeKind, string>> = {
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
  onboarded: 'Taken into PIM',
  offboarded: 'Taken out of PIM',
  'alert-triggered': 'PIM alert raised',
  'alert-resolved': 'PIM alert resolved',
  'alert-changed': 'PIM alert changed',
  'alert-refreshed': 'PIM alert refreshed',
  'alert-enabled': 'PIM alert enabled',
  'alert-disabled': 'PIM alert disabled',
  'access-elevated': 'Access elevated to root',
};

/** A number with its noun: `1 activation`, `2 activations`, `3 people`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${wholeNumber(count)} ${count === 1 ? one : many}`;
}

/** A number with blanks between its thousands, the same in every locale: `12 345`, `1 234.5`. */
export function wholeNumber(value: number): string {
  const [whole = '', fraction] = String(value).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** Minutes as people say them: `35 min`, `2 h 5 min`, `75 h`. Rounded to the minute. */
export function duration(minutes: number): string {
  const whole = Math.round(minutes);
  const [hours, rest] = [Math.floor(whole / 60), whole % 60];
  if (hours === 0) return `${rest} min`;
  return rest === 0 || hours >= 100 ? `${wholeNumber(hours)} h` : `${hours} h ${rest} min`;
}

/** A number of bytes as people say it: `812 bytes`, `412 KB`, `7.1 MB` (of 1,024 each). */
export function sizeWords(bytes: number): string {
  if (bytes < 1024) return counted(bytes, 'byte');
  const kilobytes = Math.round(bytes / 1024);
  return kilobytes < 1024
    ? `${wholeNumber(kilobytes)} KB`
    : `${wholeNumber(Math.round((bytes / 1024 / 1024) * 10) / 10)} MB`;
}
