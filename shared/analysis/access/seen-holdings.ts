import type { AccessHistory } from '../../domain/access/access-history';
import type { AssignmentKind } from '../../domain/access/standing-access';
import type { Principal, RatedRole, Scope } from '../../domain/events/people';
import type { NameSpots } from './name-spots';

/** A role of Entra that somebody held directly when a snapshot was taken, in the words of events. */
export interface SeenHolding {
  readonly at: Date;
  readonly kind: AssignmentKind;
  readonly principal: Principal;
  readonly role: RatedRole;
  readonly scope: Scope;
  /** False where it may be an activation in progress, which the list does not tell apart. */
  readonly isStanding: boolean;
  /** Null for an assignment that was made outside PIM. */
  readonly since: Date | null;
}

/**
 * Returns what the complete lists of snapshots show, oldest first. Activations in progress are left out, and so are roles
 * held through a group: somebody may have joined the group since.
 */
export function seenHoldings({ holdings }: AccessHistory, names: NameSpots): SeenHolding[] {
  return [...holdings['role-eligibility'], ...holdings['role-assignments']]
    .sort((a, b) => a.at.getTime() - b.at.getTime())
    .flatMap(({ at, rows }) =>
      rows
        .filter(({ memberType, assignmentType }) => memberType === 'direct' && assignmentType !== 'activated')
        .map((row) => ({
          ...names.ofRow(row),
          at,
          kind: row.list === 'role-eligibility' ? 'eligible' : 'active',
          isStanding: row.assignmentType === 'assigned',
          since: row.startsAt,
        })),
    );
}
