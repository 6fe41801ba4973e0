import type { Change, ChangeKind } from '../../domain/change';
import { displayName } from '../../domain/people';
import { quote } from '../../text/quote';
import { roleTitle } from './sentence';

const nouns: Readonly<Record<ChangeKind, string>> = {
  'eligible-assigned': 'eligible assignment',
  'eligible-removed': 'removal of the eligible assignment',
  'eligible-restored': 'restored eligible assignment',
  'eligible-extended': 'extension of the eligible assignment',
  'eligible-renewed': 'renewal of the eligible assignment',
  'active-assigned': 'active assignment',
  'active-removed': 'removal of the active assignment',
  'active-restored': 'restored active assignment',
  'active-extended': 'extension of the active assignment',
  'active-renewed': 'renewal of the active assignment',
  'active-approved': 'approval of an active assignment',
  'extend-renew-approved': 'approved extension or renewal',
  'extend-renew-denied': 'denied extension or renewal',
  'assigned-outside-pim': 'assignment outside PIM',
  'removed-outside-pim': 'removal outside PIM',
  'request-processed': 'request processed',
  'request-cancelled': 'request cancelled',
  'role-setting-changed': 'role setting changed',
  'custom-role-changed': 'custom role changed',
  'resource-updated': 'resource updated',
  onboarded: 'taken into PIM',
  offboarded: 'taken out of PIM',
  'alert-triggered': 'alert raised',
  'alert-resolved': 'alert resolved',
  'alert-changed': 'alert changed',
  'alert-disabled': 'alert disabled',
  'alert-enabled': 'alert enabled',
  'alert-refreshed': 'alert checked again',
  'access-elevated': 'access elevated to all Azure subscriptions',
};

/** Returns a change in a few words, without its initiator: "eligible assignment of Owner on Shop to Bo Lind (requested)". */
export function changeWords(change: Change): string {
  const role = change.role === null ? '' : ` of ${roleTitle(change)}`;
  const principal = change.principal === null ? '' : ` to ${displayName(change.principal)}`;
  const isOfNobody = change.role === null && change.principal === null;
  const subject = isOfNobody && change.subject !== null ? ` ${quote(change.subject)}` : '';
  const result = change.result === 'completed' ? '' : ` (${change.result})`;
  return `${nouns[change.kind]}${role}${principal}${subject}${result}`;
}

/** Returns how a grant gives the role: "eligible for" or "active in". Outside PIM it may be either. */
export function grantWords({ kind }: Change): string {
  if (kind === 'assigned-outside-pim') return 'a holder of';
  return kind.startsWith('eligible') ? 'eligible for' : 'active in';
}
