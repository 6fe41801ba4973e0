import { isPimService } from '../../../catalogue/pim-service';
import type { Change, ChangeKind } from '../../../domain/events/change';
import { displayName, type Actor } from '../../../domain/events/people';
import { quote } from '../../../text/quote';
import { samePerson } from '../policy/same-person';
import { actorAtStart, actorName, roleTitle } from './sentence';

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

/**
 * Returns a grant as a sentence without its full stop: "Ingrid made Arjun an active Global Administrator", "Ingrid gave
 * Bo User Administrator directly, bypassing PIM", "Arjun was made eligible for Global Reader" where nobody is known to
 * have done it.
 * @param how "permanently " for an assignment without an end
 */
export function grantWords(change: Change, how: '' | 'permanently ' = ''): string {
  const { kind, principal, initiator, provider } = change;
  const giver = knownGiver(change);
  const role = roleTitle(change);
  const isGroup = principal?.type === 'group';
  const whom = `${isGroup ? 'the group ' : ''}${displayName(principal)}`;
  const [gave, given, what] =
    kind === 'assigned-outside-pim'
      ? ['gave', 'was given', `${role} directly, bypassing PIM`]
      : kind.startsWith('eligible')
        ? ['made', 'was made', `${how}eligible for ${role}`]
        : ['made', 'was made', `${how === '' ? 'an' : `a ${how.trim()}`} active ${role}`];
  const passive = `${whom.replace(/^the /, 'The ')} ${given} ${what}`;
  if (giver === null) return passive;
  // A group in a group: its members are those concerned.
  if (isGroup && provider === 'group') return `${passive} by ${actorName(giver)}`;
  const receiver = samePerson(initiator, principal) === true ? 'themselves' : whom;
  return `${actorAtStart(giver)} ${gave} ${receiver} ${what}`;
}

/** Returns who made a change; null for PIM itself, which only logs what it noticed. */
export function knownGiver({ initiator }: Pick<Change, 'initiator'>): Actor | null {
  return isPimService(initiator) ? null : initiator;
}
