import type { Finding } from '../../domain/finding';
import {
  knownName,
  principalKey,
  roleKey,
  type Principal,
  type RatedRole,
  type Scope,
} from '../../domain/events/people';
import type { StandingAccess } from '../../domain/access/standing-access';
import type { RowFilter } from './row-filter';

interface Held {
  readonly principal: Principal;
  readonly role: RatedRole;
  readonly scope: Scope;
}

/**
 * Keeps the assignments and differences that match every given list, and the settings of the roles that match. Where the
 * filter names people or scopes, only the settings of roles in the remaining assignments are kept.
 */
export function narrowAccess(standing: StandingAccess | null, filter: RowFilter) {
  if (standing === null) return { standing, namesOthers: () => false };
  const isOwn = ({ principal, role, scope }: Held): boolean =>
    filter.provider(role.id === null ? 'group' : 'entra') &&
    filter.principal(principal) &&
    filter.role(role) &&
    filter.scope(scope);
  const assignments = standing.assignments.filter(isOwn);
  const isWhole = filter.principal(null) && filter.scope(null);
  const roles = new Set(assignments.map(({ role }) => roleKey(role)));
  const settings = standing.roleSettings?.filter(
    ({ role }) => filter.provider('entra') && filter.role(role) && (isWhole || roles.has(roleKey(role))),
  );
  const { reconciliation } = standing;
  const own = new Set(assignments.map(({ principal }) => principalKey(principal)));
  let strangers: string[] | null = null;
  return {
    standing: {
      ...standing,
      assignments,
      roleSettings: settings ?? null,
      reconciliation: reconciliation && {
        ...reconciliation,
        changes: reconciliation.changes.filter(isOwn),
        unexplained: reconciliation.unexplained.filter(isOwn),
      },
    },
    /** Returns whether a finding about a role, without a principal, names somebody who is in no remaining row. */
    namesOthers({ principal, eventIds, role, sentence }: Finding): boolean {
      if (principal !== null || role === null || eventIds.length > 0) return false;
      strangers ??= standing.assignments
        .filter((each) => !own.has(principalKey(each.principal)))
        .flatMap((each) => knownName(each.principal) ?? []);
      return strangers.some((name) => name.trim() !== '' && sentence.includes(name));
    },
  };
}
