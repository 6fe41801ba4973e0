import { privilegedEntraRoles, tier0, isTier0 } from '../../../catalogue/privileged-roles';
import type { AccessPolicy, GroupPerson } from '../../../domain/access/held-access';
import { displayName, knownName } from '../../../domain/events/people';
import type { Assignment } from '../../../domain/access/standing-access';
import { joinList } from '../../../text/plural';
import { quote } from '../../../text/quote';
import { aboutHolder, aboutRole, byHolder, heldTitle, isPerson, withAccess } from '../wording/about-access';
import { isNamedIn } from '../policy/is-named';
import { defineRule, type Rule } from '../rule';

const fold = (text: string | null): string => text?.toLowerCase() ?? '';

/** Whether a policy asks everybody whom it applies to for multi-factor authentication at every sign-in. */
const isProtecting = ({ isEnabled, asksForMfa, isGeneral }: AccessPolicy): boolean =>
  isEnabled && asksForMfa && isGeneral;

/** Whether somebody is named, themselves or by a group whose members are known. */
function names(
  { users, groups }: AccessPolicy['include'],
  { principal, guest }: Pick<Assignment, 'principal' | 'guest'>,
  members: readonly GroupPerson[],
): boolean {
  const id = fold(principal.id);
  return (
    users.includes(id) ||
    (guest === true && users.includes('guestsorexternalusers')) ||
    members.some((member) => fold(member.id) === id && groups.includes(member.groupId))
  );
}

/** Whether a policy applies to a role: to everybody, to the role, or to each of its holders. */
function covers(
  { include, exclude }: AccessPolicy,
  roleId: string,
  holders: readonly Assignment[],
  members: readonly GroupPerson[],
): boolean {
  if (exclude.roles.includes(roleId)) return false;
  if (include.users.includes('all') || include.roles.includes(roleId)) return true;
  return holders.length > 0 && holders.every((holder) => names(include, holder, members));
}

const peopleWith = (assignments: readonly Assignment[], roleId: string): Assignment[] =>
  assignments.filter((assignment) => isPerson(assignment) && fold(assignment.role.id) === roleId);

const tier0WithoutConditionalAccess = defineRule({
  id: 'tier0-without-conditional-access',
  severity: 'high',
  weight: 57,
  title: 'Tier-0 role without Conditional Access',
  why: 'Without a policy that asks for multi-factor authentication a stolen password is enough to sign in.',
  advice: 'Enable a Conditional Access policy that requires multi-factor authentication for this role.',
  find: (context) =>
    withAccess(context, ({ standing, accessPolicies, members, isComplete }) => {
      if (!isComplete('conditional-access')) return [];
      return tier0.flatMap((roleId) => {
        const holders = peopleWith(standing.assignments, roleId);
        const isCovered = accessPolicies
          .filter(isProtecting)
          .some((policy) => covers(policy, roleId, holders, members));
        if (isCovered) return [];
        const role = { id: roleId, name: privilegedEntraRoles[roleId] ?? null, privileged: true };
        const sentence = `No enabled Conditional Access policy asks holders of ${role.name ?? roleId} for multi-factor authentication at every sign-in.`;
        return [aboutRole(role, sentence, standing)];
      });
    }),
});

const excludedFromConditionalAccess = defineRule({
  id: 'excluded-from-conditional-access',
  severity: 'medium',
  weight: 29,
  title: 'Excluded from Conditional Access',
  why: 'An excluded account signs in to a tier-0 role without the checks that everyone else must pass.',
  advice: 'End the exclusion, or record it as a break-glass account in breakGlassAccounts.',
  find: (context) =>
    withAccess(context, ({ standing, accessPolicies, members }) => {
      const rolesOf = new Map<string, string[]>();
      for (const { principal, role } of standing.assignments)
        rolesOf.set(fold(principal.id), [...(rolesOf.get(fold(principal.id)) ?? []), fold(role.id)]);
      const isExcluded = ({ exclude }: AccessPolicy, holder: Assignment): boolean =>
        names(exclude, holder, members) ||
        (rolesOf.get(fold(holder.principal.id)) ?? []).some((role) => exclude.roles.includes(role));
      const protecting = accessPolicies.filter(isProtecting);
      const holders = standing.assignments.filter(
        (assignment) =>
          isPerson(assignment) &&
          isTier0(assignment.role) &&
          !isNamedIn(context.policy.breakGlassAccounts, assignment.principal),
      );
      return byHolder(holders).flatMap(([holder]) => {
        const roleId = fold(holder.role.id);
        const same = peopleWith(standing.assignments, roleId);
        const policies = protecting.filter(
          (policy) => covers(policy, roleId, same, members) && isExcluded(policy, holder),
        );
        if (policies.length === 0) return [];
        const titles = joinList(policies.map(({ name, id }) => quote(name ?? id ?? 'without a name')));
        const which = policies.length === 1 ? `policy ${titles}` : `policies ${titles}`;
        return [
          aboutHolder(
            holder,
            `${displayName(holder.principal)}, who holds ${heldTitle(holder)}, is excluded from the Conditional Access ${which}.`,
            standing,
          ),
        ];
      });
    }),
});

const authenticationContextUnused = defineRule({
  id: 'authentication-context-unused',
  severity: 'high',
  weight: 58,
  title: 'Authentication context without a policy',
  why: 'If no policy uses the authentication context, it checks nothing when the role is activated.',
  advice: 'Create or enable a Conditional Access policy for this authentication context.',
  find: (context) =>
    withAccess(context, ({ standing, accessPolicies, isComplete }) => {
      if (!isComplete('conditional-access')) return [];
      const handled = new Set(
        accessPolicies
          .filter(({ isEnabled }) => isEnabled)
          .flatMap((policy) => policy.authenticationContexts),
      );
      return (standing.roleSettings ?? []).flatMap(({ role, asksForContext, authenticationContext }) => {
        if (asksForContext !== true || authenticationContext === null) return [];
        if (handled.has(authenticationContext.toLowerCase())) return [];
        const name = knownName(role) ?? 'A role';
        const sentence = `${name} asks for the authentication context ${quote(authenticationContext)} on activation, and no enabled Conditional Access policy handles it.`;
        return [aboutRole(role, sentence, standing)];
      });
    }),
});

/** Rules about Conditional Access for the roles that control the tenant. */
export const conditionalAccessRules: readonly Rule[] = [
  tier0WithoutConditionalAccess,
  excludedFromConditionalAccess,
  authenticationContextUnused,
];
