import { isCompleted, isGrant, type Change, type ChangeKind } from '../../../domain/events/change';
import { utcDayOf } from '../../../domain/time/utc-day';
import { plural } from '../../../text/plural';
import { aboutChange } from '../wording/about';
import { grantWords } from '../wording/change-words';
import { isExpectedInitiator } from '../policy/is-named';
import { isFarEnd } from '../far-end';
import { defineRule, type RawFinding, type Rule } from '../rule';
import { samePerson } from '../policy/same-person';

const isAssignedOutside = (change: Change): boolean =>
  change.kind === 'assigned-outside-pim' && isCompleted(change);

const assignedOutsidePim = defineRule({
  id: 'assigned-outside-pim',
  severity: 'high',
  weight: 70,
  title: 'Assigned outside PIM',
  why: 'A role assigned outside PIM is permanent, without approval, expiry or justification.',
  advice: 'Remove the direct assignment, and make the holder eligible in PIM if the role is needed.',
  find: ({ changes, policy }) =>
    changes.filter(isAssignedOutside).map((change) => {
      const seen = change.count > 1 ? ` Entra has reported this ${plural(change.count, 'time')}.` : '';
      const finding = aboutChange(change, `${grantWords(change)}.${seen}`);
      return { ...finding, isExpected: isExpectedInitiator(change.initiator, change.role, policy) };
    }),
});

const permanentActiveAssignment = defineRule({
  id: 'permanent-active-assignment',
  severity: 'high',
  weight: 44,
  title: 'Permanent active assignment',
  why: 'A permanently active role can be used at any time by anyone who takes over the account.',
  advice: 'Make the holder eligible instead, or give the assignment an end.',
  find: ({ changes }) => permanentOf(changes, ['active-assigned', 'active-restored']),
});

const permanentEligibility = defineRule({
  id: 'permanent-eligibility',
  severity: 'medium',
  weight: 26,
  title: 'Permanent eligibility',
  why: 'An eligibility without end outlives the task that it was given for.',
  advice: 'Give the eligibility an end, and review it before then.',
  find: ({ changes }) => permanentOf(changes, ['eligible-assigned', 'eligible-restored']),
});

/** Whoever restores an assignment without an end gives it anew. A far end is as good as none. */
const permanentOf = (changes: readonly Change[], kinds: readonly ChangeKind[]): RawFinding[] =>
  changes
    .filter((change) => kinds.includes(change.kind) && isCompleted(change))
    .flatMap((change) => {
      const { permanent, endsAt } = change;
      if (permanent === true) return [aboutChange(change, `${grantWords(change, 'permanently ')}.`)];
      if (endsAt === null || !isFarEnd(endsAt, change.at)) return [];
      return [aboutChange(change, `${grantWords(change)} until ${utcDayOf(endsAt)}.`)];
    });

const selfAssignment = defineRule({
  id: 'self-assignment',
  severity: 'high',
  weight: 51,
  title: 'Assigned to oneself',
  why: 'Somebody who assigns roles to themselves gains power without asking anybody.',
  advice: 'Ask who agreed to it. Remove the role if nobody did.',
  find: ({ changes }) =>
    changes
      .filter((change) => isGrant(change) && samePerson(change.initiator, change.principal) === true)
      .map((change) => aboutChange(change, `${grantWords(change)}.`)),
});

const groupAssignedRole = defineRule({
  id: 'group-assigned-role',
  severity: 'low',
  weight: 38,
  title: 'Role given to a group',
  why: 'Whoever can add members to the group can give the role away.',
  advice: 'Check who owns the group and who can add members to it.',
  find: ({ changes }) =>
    changes
      // In PIM for Groups a group is the scope; as a principal it is nested in another group.
      .filter(
        (change) => change.provider !== 'group' && change.principal?.type === 'group' && isGrant(change),
      )
      .map((change) => aboutChange(change, `${grantWords(change)}.`)),
});

/** Rules about roles that are given to somebody. */
export const assignmentRules: readonly Rule[] = [
  assignedOutsidePim,
  permanentActiveAssignment,
  permanentEligibility,
  selfAssignment,
  groupAssignedRole,
];
