import { isPimService } from '../../../catalogue/pim-service';
import { isCompleted, isGrant, type Change, type ChangeKind } from '../../../domain/change';
import { displayName } from '../../../domain/people';
import { plural } from '../../../text/plural';
import { aboutChange } from '../about';
import { grantWords } from '../change-words';
import { isNamedIn } from '../is-named';
import { defineRule, type RawFinding, type Rule } from '../rule';
import { samePerson } from '../same-person';
import { actorName, roleTitle } from '../sentence';

const completed = (changes: readonly Change[], kind: ChangeKind): Change[] =>
  changes.filter((change) => change.kind === kind && isCompleted(change));

/** " by Anna Berg", when a person or app is known to have done it; else nothing. */
function byWhom({ initiator }: Change): string {
  return initiator === null || isPimService(initiator) ? '' : ` by ${actorName(initiator)}`;
}

const assignedOutsidePim = defineRule({
  id: 'assigned-outside-pim',
  severity: 'high',
  title: 'Assigned outside PIM',
  why: 'A role given outside PIM is held for good, without approval, expiry or justification.',
  // Empty on purpose: an app's name is easily copied, so a trusted one is the tenant's decision, best by object id.
  thresholds: { expectedInitiators: [] as readonly string[] },
  find: ({ changes }, { expectedInitiators }) =>
    completed(changes, 'assigned-outside-pim')
      .filter(({ initiator }) => !isNamedIn(expectedInitiators, initiator))
      .map((change) => {
        const seen = change.count > 1 ? ` (reported ${plural(change.count, 'time')})` : '';
        const who = `${displayName(change.principal)} was assigned ${roleTitle(change)}`;
        return aboutChange(change, `${who} outside PIM${byWhom(change)}${seen}.`);
      }),
});

const permanentActiveAssignment = defineRule({
  id: 'permanent-active-assignment',
  severity: 'high',
  title: 'Permanent active assignment',
  why: 'A permanent active role is usable at any hour by whoever takes over the account.',
  thresholds: {},
  find: ({ changes }) => permanentOf(changes, 'active-assigned'),
});

const permanentEligibility = defineRule({
  id: 'permanent-eligibility',
  severity: 'medium',
  title: 'Permanent eligibility',
  why: 'An eligibility without end outlives the task that it was given for.',
  thresholds: {},
  find: ({ changes }) => permanentOf(changes, 'eligible-assigned'),
});

const permanentOf = (changes: readonly Change[], kind: ChangeKind): RawFinding[] =>
  completed(changes, kind)
    .filter(({ permanent }) => permanent === true)
    .map((change) => {
      const how = `was made permanently ${grantWords(change)} ${roleTitle(change)}`;
      return aboutChange(change, `${displayName(change.principal)} ${how}${byWhom(change)}.`);
    });

const selfAssignment = defineRule({
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

const groupAssignedRole = defineRule({
  id: 'group-assigned-role',
  severity: 'low',
  title: 'Role given to a group',
  why: 'Whoever can add members to the group can give the role away.',
  thresholds: {},
  find: ({ changes }) =>
    changes
      // In PIM for Groups a group is the scope; as a principal it is nested in another group.
      .filter(
        (change) => change.provider !== 'group' && change.principal?.type === 'group' && isGrant(change),
      )
      .map((change) => {
        const who = `The group ${displayName(change.principal)} became ${grantWords(change)} ${roleTitle(change)}`;
        return aboutChange(change, `${who}${byWhom(change)}.`);
      }),
});

/** Rules about roles that are given to somebody. */
export const assignmentRules: readonly Rule[] = [
  assignedOutsidePim,
  permanentActiveAssignment,
  permanentEligibility,
  selfAssignment,
  groupAssignedRole,
];
