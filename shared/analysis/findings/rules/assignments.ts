import { isPimService } from '../../../catalogue/pim-service';
import type { Change, ChangeKind } from '../../../domain/change';
import { displayName } from '../../../domain/people';
import { isNamedIn } from '../is-named';
import { aboutChange } from '../about';
import { defineRule } from '../rule';
import { samePerson } from '../same-person';
import { plural, roleTitle } from '../sentence';

const grants: readonly ChangeKind[] = [
  'eligible-assigned',
  'eligible-restored',
  'active-assigned',
  'active-restored',
  'assigned-outside-pim',
];

/** Whether the change gave somebody a role, to hold or to activate. What was only asked for gave nothing. */
export function isGrant(change: Change): boolean {
  return change.result === 'completed' && grants.includes(change.kind);
}

/** "eligible for" or "active in": how a grant lets its principal have the role. Outside PIM it may be either. */
export function grantWords(change: Change): string {
  if (change.kind === 'assigned-outside-pim') return 'a holder of';
  return change.kind.startsWith('eligible') ? 'eligible for' : 'active in';
}

/** "by Anna Berg", when a person or app is known to have done it, else nothing. */
function byWhom(change: Change): string {
  const known = change.initiator !== null && !isPimService(change.initiator);
  return known ? ` by ${displayName(change.initiator)}` : '';
}

/** An app with PIM's name, of whose deed PIM's own log does not tell. */
function byCopy({ initiator }: Change): string {
  return initiator?.type === 'app' ? ` by an app called ${displayName(initiator)}` : '';
}

/** A role was given where PIM's approvals, limits and reviews do not reach. */
export const assignedOutsidePim = defineRule({
  id: 'assigned-outside-pim',
  severity: 'high',
  title: 'Assigned outside PIM',
  why: 'A role given outside PIM is held for good, without approval, expiry or justification.',
  // Empty on purpose: an app's name is easily copied, so a trusted one is the tenant's decision, best by object id.
  thresholds: { expectedInitiators: [] as readonly string[] },
  find: ({ changes }, { expectedInitiators }) =>
    changes
      .filter((change) => change.kind === 'assigned-outside-pim' && change.result === 'completed')
      .filter((change) => !isNamedIn(expectedInitiators, change.initiator))
      .map((change) => {
        const seen = change.count > 1 ? ` (reported ${plural(change.count, 'time')})` : '';
        const who = `${displayName(change.principal)} was assigned ${roleTitle(change)}`;
        return aboutChange(change, `${who} outside PIM${byWhom(change) || byCopy(change)}${seen}.`);
      }),
});

/** Somebody holds a role all the time, for good. */
export const permanentActiveAssignment = defineRule({
  id: 'permanent-active-assignment',
  severity: 'high',
  title: 'Permanent active assignment',
  why: 'A permanent active role is usable at any hour by whoever takes over the account.',
  thresholds: {},
  find: ({ changes }) =>
    changes
      .filter((change) => change.kind === 'active-assigned' && change.result === 'completed')
      .filter((change) => change.permanent === true)
      .map((change) => {
        const who = `${displayName(change.principal)} was made permanently active in ${roleTitle(change)}`;
        return aboutChange(change, `${who}${byWhom(change)}.`);
      }),
});

/** Somebody may activate a role for good. */
export const permanentEligibility = defineRule({
  id: 'permanent-eligibility',
  severity: 'medium',
  title: 'Permanent eligibility',
  why: 'An eligibility without end outlives the task that it was given for.',
  thresholds: {},
  find: ({ changes }) =>
    changes
      .filter((change) => change.kind === 'eligible-assigned' && change.result === 'completed')
      .filter((change) => change.permanent === true)
      .map((change) => {
        const who = `${displayName(change.principal)} was made permanently eligible for ${roleTitle(change)}`;
        return aboutChange(change, `${who}${byWhom(change)}.`);
      }),
});

/** Somebody gave a role to themselves. */
export const selfAssignment = defineRule({
  id: 'self-assignment',
  severity: 'high',
  title: 'Assigned to oneself',
  why: 'Whoever gives roles to themselves needs nobody else to gain power.',
  thresholds: {},
  find: ({ changes }) =>
    changes
      .filter((change) => isGrant(change) && samePerson(change.initiator, change.principal) === true)
      .map((change) => {
        const outside = change.kind === 'assigned-outside-pim' ? ' outside PIM' : '';
        const who = `${displayName(change.principal)} made themselves ${grantWords(change)} ${roleTitle(change)}`;
        return aboutChange(change, `${who}${outside}.`);
      }),
});

/** A whole group may use a role. */
export const groupAssignedRole = defineRule({
  id: 'group-assigned-role',
  severity: 'low',
  title: 'Role given to a group',
  why: 'Whoever can add members to the group can give the role away.',
  thresholds: {},
  find: ({ changes }) =>
    changes
      // In PIM for Groups a group is the scope; as a principal it would be one nested in another.
      .filter(
        (change) => change.provider !== 'group' && change.principal?.type === 'group' && isGrant(change),
      )
      .map((change) => {
        const who = `The group ${displayName(change.principal)} became ${grantWords(change)} ${roleTitle(change)}`;
        return aboutChange(change, `${who}${byWhom(change)}.`);
      }),
});
