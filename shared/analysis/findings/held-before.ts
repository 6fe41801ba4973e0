import { isGrant, isRemoval, type Change, type ChangeKind } from '../../domain/events/change';
import { isStarted, maxDelayOfEnd } from '../../domain/events/elevation';
import type { AssignmentKind } from '../../domain/access/standing-access';
import type { Principal, RatedRole } from '../../domain/events/people';
import { mayBeSameUnit, unitOfChange, unitOfScope, type Unit } from '../events/unit-scope';
import { groupsByKey } from '../group-by';
import { holderIdentity } from '../identities';
import type { FindingContext } from './rule';

/** A role that somebody held before any grant of it that is on record. */
export interface EarlierHolding {
  readonly principal: Principal | null;
  readonly role: RatedRole | null;
  /** The key of principal and role: see `holderIdentity`. */
  readonly holder: string;
  /** Since when, in milliseconds since the epoch; `-Infinity` if nothing says so. */
  readonly since: number;
}

/** An assignment that was in force at an instant. */
interface Sign extends Pick<Change, 'provider' | 'principal' | 'role' | 'scope'> {
  readonly at: Date;
  readonly kind: AssignmentKind;
  /** Whether it is an assignment, not perhaps an activation. */
  readonly isStanding: boolean;
  readonly since: Date | null;
  readonly unit: Unit;
}

const grantsOf: Readonly<Record<AssignmentKind, readonly ChangeKind[]>> = {
  eligible: ['eligible-assigned', 'eligible-restored', 'assigned-outside-pim'],
  active: ['active-assigned', 'active-restored', 'assigned-outside-pim'],
};

const kindOf = ({ kind }: Change): AssignmentKind => (kind === 'eligible-removed' ? 'eligible' : 'active');

/**
 * Returns the roles that were held before the record of them begins: an assignment was removed, or a snapshot shows it, and
 * no earlier grant of the kind is among the joined changes. So it is where a permanent active assignment is converted into
 * an eligible one. The history before the joined changes is for the caller to ask.
 */
export function heldBeforeRecord({
  allChanges,
  allElevations,
  access,
}: Pick<FindingContext, 'allChanges' | 'allElevations' | 'access'>): EarlierHolding[] {
  const grants = groupsByKey(allChanges.filter(isGrant), holderIdentity);
  const activations = groupsByKey(allElevations.filter(isStarted), holderIdentity);
  const removals = allChanges.filter(isRemoval).map((change): Sign => {
    const assignment = { kind: kindOf(change), unit: unitOfChange(change), since: null };
    return { ...change, ...assignment, isStanding: change.permanent === true };
  });
  const seen = (access?.seen ?? []).map((held): Sign => {
    return { ...held, provider: 'entra', unit: unitOfScope(held.scope) };
  });
  return [...removals, ...seen].flatMap((sign) => {
    const { at, kind, principal, role, isStanding } = sign;
    const holder = holderIdentity(sign);
    const isGranted = (of: AssignmentKind, before: Date): boolean =>
      grants
        .get(holder)
        ?.some(
          (grant) =>
            grant.at <= before &&
            grantsOf[of].includes(grant.kind) &&
            mayBeSameUnit(unitOfChange(grant), sign.unit),
        ) ?? false;
    const isActivation = activations.get(holder)?.some(({ startedAt, endedAt, plannedEndAt }) => {
      if (isStanding || startedAt > at) return false;
      // Whoever activates a role that is first granted on record holds no other assignment of it.
      if (isGranted('eligible', startedAt)) return true;
      const end = (endedAt ?? plannedEndAt)?.getTime() ?? Infinity;
      return end + maxDelayOfEnd >= at.getTime();
    });
    if (isGranted(kind, at) || (kind === 'active' && isActivation === true)) return [];
    return [{ principal, role, holder, since: sign.since?.getTime() ?? -Infinity }];
  });
}
