import type { Member } from '../people';
import type { Grant } from '../roles';
import type { AccessMove } from './access-log';

/** Somebody's hold on a role from one moment to another. */
export interface Holding extends Pick<AccessMove, 'kind' | 'member' | 'grant' | 'endsAt'> {
  /** Null: it was there before the log, and made outside PIM. */
  readonly startsAt: Date | null;
  /** When an event takes it away; null when none does. */
  readonly takenAt: Date | null;
}

/** Somebody who held a role when the log begins. */
export interface FirstHolding extends Pick<AccessMove, 'kind' | 'member' | 'grant' | 'endsAt'> {
  readonly startsAt: Date | null;
}

type Key = Pick<AccessMove, 'kind' | 'member' | 'grant'>;
export const holdingKey = ({ kind, member, grant }: Key): string =>
  [kind, member.id, grant.role.id, grant.scope.id].join(' ');

/**
 * Turns what events give and take into holdings. Who loses something that no event gave had it before the log begins.
 * Of the first holdings those are left out that an event gives later.
 */
export function holdingsOf(moves: readonly AccessMove[], first: readonly FirstHolding[]): Holding[] {
  const inOrder = moves
    .filter(({ grant }) => grant.provider !== 'azure')
    .toSorted((a, b) => a.at.getTime() - b.at.getTime());
  const firstMoves = new Map<string, AccessMove>();
  for (const move of inOrder) if (!firstMoves.has(holdingKey(move))) firstMoves.set(holdingKey(move), move);
  const open = new Map<string, Holding>();
  for (const one of first) {
    if (firstMoves.get(holdingKey(one))?.gives === true) continue;
    open.set(holdingKey(one), { ...one, takenAt: null });
  }
  const done: Holding[] = [];
  for (const move of inOrder) {
    const key = holdingKey(move);
    const { kind, member, grant, endsAt } = move;
    const held = open.get(key);
    if (move.gives) {
      open.set(key, { kind, member, grant, endsAt, startsAt: move.at, takenAt: null });
      if (held !== undefined) done.push({ ...held, takenAt: move.at });
    } else {
      done.push({ ...(held ?? { kind, member, grant, endsAt: null, startsAt: null }), takenAt: move.at });
      open.delete(key);
    }
  }
  return [...done, ...open.values()];
}

/** Whether somebody holds it at a moment. */
export const isHeldAt = ({ startsAt, endsAt, takenAt }: Holding, moment: Date): boolean =>
  (startsAt === null || startsAt <= moment) &&
  (endsAt === null || endsAt > moment) &&
  (takenAt === null || takenAt > moment);

/** A role of Entra in the whole directory. */
export const entraGrant = (grants: readonly Grant[], name: string): Grant => {
  const grant = grants.find(({ provider, role }) => provider === 'entra' && role.name === name);
  if (grant === undefined) throw new RangeError(`The company has no role ${name}.`);
  return grant;
};

/** The scope as Graph writes it in a list of holders. */
export const scopeIdOf = ({ scope }: Grant): string => (scope.id.startsWith('/') ? scope.id : '/');

/** A member of a group that holds a role. */
export interface GroupMember {
  readonly group: Member;
  readonly member: Member;
}
