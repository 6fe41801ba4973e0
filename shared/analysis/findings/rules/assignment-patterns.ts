import { isPimService } from '../../../catalogue/pim-service';
import { isCompleted, isGrant, isRemoval, type Change, type ChangeKind } from '../../../domain/change';
import { displayName, principalKey, scopeKey, type Actor, type Principal } from '../../../domain/people';
import { durationWords } from '../../../text/duration-words';
import { plural } from '../../../text/plural';
import { expiryLag } from '../../elevations/ends';
import { groupBy, groupsByKey } from '../../group-by';
import { holderIdentity } from '../../identities';
import { aboutChange, partiesOf } from '../about';
import { bursts } from '../bursts';
import { defineRule, type Rule } from '../rule';
import { actorAtStart, roleTitle, timeWords } from '../sentence';

const minute = 60_000;
const hour = 60 * minute;

/** The removals that end each kind of assignment. A standing one can be removed through PIM or outside it. */
const endedBy: Partial<Record<ChangeKind, readonly ChangeKind[]>> = {
  'eligible-assigned': ['eligible-removed'],
  'active-assigned': ['active-removed', 'removed-outside-pim'],
  'assigned-outside-pim': ['removed-outside-pim', 'active-removed'],
};

/** Core Directory often omits the scope that PIM states. */
function mayBeSameScope(a: Change, b: Change): boolean {
  const [one, other] = [scopeKey(a.scope), scopeKey(b.scope)];
  return one === '' || other === '' || one === other;
}

/** Whether somebody removed the assignment, and it did not merely expire. */
function isTakenAway(assigned: Change, removed: Change): boolean {
  if (isPimService(removed.initiator)) return false;
  return assigned.endsAt === null || removed.at.getTime() < assigned.endsAt.getTime() - expiryLag;
}

const assignedAndRemoved = defineRule({
  id: 'assigned-and-removed',
  severity: 'medium',
  title: 'Assigned and soon removed',
  why: 'A role that is given and taken away within hours may have been lent to do something unseen.',
  thresholds: { hours: 4 },
  find: ({ changes, allChanges }, { hours }) => {
    const assignments = allChanges.filter((change) => isCompleted(change) && change.kind in endedBy);
    const byHolder = groupsByKey(assignments, holderIdentity);
    return changes.filter(isRemoval).flatMap((removal) => {
      const assigned = (byHolder.get(holderIdentity(removal)) ?? [])
        .filter((change) => change.at <= removal.at && endedBy[change.kind]?.includes(removal.kind))
        .filter((change) => mayBeSameScope(change, removal))
        .reduce<Change | null>((latest, change) => (latest && latest.at > change.at ? latest : change), null);
      if (assigned === null || !isTakenAway(assigned, removal)) return [];
      const held = removal.at.getTime() - assigned.at.getTime();
      if (held > hours * hour) return [];
      const whose = `${displayName(removal.principal)} was given ${roleTitle(removal)}`;
      const sentence = `${whose} and lost it again after ${durationWords(held / minute)}.`;
      const eventIds = [...assigned.eventIds, ...removal.eventIds];
      const parties = partiesOf([assigned, removal]);
      return [{ ...aboutChange(removal, sentence), count: 1, parties, eventIds }];
    });
  },
});

/** A grant with a known initiator and a known principal. */
type KnownGrant = Change & { readonly initiator: Actor; readonly principal: Principal };

function isKnownGrant(change: Change): change is KnownGrant {
  // PIM itself logs the assignments that it noticed elsewhere: that shows when it looked, not who made them.
  const byHand = change.initiator !== null && !isPimService(change.initiator);
  return isGrant(change) && byHand && change.principal !== null;
}

const principalOf = ({ principal }: KnownGrant): string => principalKey(principal);

const bulkAssignment = defineRule({
  id: 'bulk-assignment',
  severity: 'medium',
  title: 'Bulk assignment',
  why: 'Roles given to many people at once are rarely weighed one by one, and a taken-over account works that way.',
  /** More than `principals` within `hours`. */
  thresholds: { principals: 9, hours: 1 },
  find: ({ changes, period }, { principals, hours }) => {
    const byInitiator = groupBy(changes.filter(isKnownGrant), ({ initiator }) => principalKey(initiator));
    return byInitiator.flatMap((group) =>
      bursts(group, {
        at: (change) => change.at,
        key: principalOf,
        withinMilliseconds: hours * hour,
        atLeast: Math.floor(principals) + 1,
      }).map((burst) => {
        const [first] = burst;
        const last = burst.at(-1) ?? first;
        const people = plural(new Set(burst.map(principalOf)).size, 'principal');
        const taken = Math.max(1, (last.at.getTime() - first.at.getTime()) / minute);
        const from = timeWords(first.at, period.timeZone);
        const gave = `${actorAtStart(first.initiator)} gave roles to ${people}`;
        return {
          ...aboutChange(first, `${gave} within ${durationWords(taken)} from ${from}.`),
          principal: null,
          role: null,
          scope: null,
          count: burst.length,
          eventIds: burst.flatMap((change) => change.eventIds),
        };
      }),
    );
  },
});

/** Rules about patterns of several assignments and removals. */
export const assignmentPatternRules: readonly Rule[] = [assignedAndRemoved, bulkAssignment];
