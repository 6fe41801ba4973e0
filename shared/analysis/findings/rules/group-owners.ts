import { displayName } from '../../../domain/events/people';
import { aboutHolder, heldTitle, holderKey, withAccess } from '../wording/about-access';
import { groupBy } from '../../group-by';
import { defineRule, type Rule } from '../rule';

const groupOwnerCanGrant = defineRule({
  id: 'group-owner-can-grant',
  severity: 'medium',
  weight: 28,
  title: 'Group owner can grant a role',
  why: 'An owner can add anybody to the group, and so give away a role that is not theirs.',
  advice: "Remove the owner from the group, or manage the group's ownership through PIM.",
  find: (context) =>
    withAccess(context, ({ standing, owners, isComplete }) => {
      // Who does not hold the role shows only in lists that were read to their end.
      const lists = ['role-eligibility', 'role-assignments', 'group-members'] as const;
      if (!lists.every(isComplete)) return [];
      const holders = new Set(standing.assignments.map(holderKey));
      const cases = standing.assignments
        .filter(({ principal, role }) => principal.type === 'group' && role.id !== null)
        .flatMap((group) =>
          owners
            .filter(({ groupId }) => groupId === group.principal.id?.toLowerCase())
            .map(({ id, name, upn, type }) => ({
              group,
              role: group.role,
              scope: group.scope,
              principal: { id, name, upn, type },
            })),
        )
        .filter((holder) => !holders.has(holderKey(holder)));
      return groupBy(cases, holderKey).map(([{ group, ...holder }]) => {
        const who = displayName(holder.principal);
        const sentence = `${who} owns the group ${displayName(group.principal)} and can give away ${heldTitle(holder)}, which ${who} does not hold.`;
        return aboutHolder(holder, sentence, standing);
      });
    }),
});

/** Rules about who can give away a role through a group. */
export const groupOwnerRules: readonly Rule[] = [groupOwnerCanGrant];
