import { isPimService } from '../../../catalogue/pim-service';
import type { Change, ChangeKind } from '../../../domain/change';
import { displayName, principalKey, scopeKey, type Actor, type Principal } from '../../../domain/people';
import { isGrant } from './assignments';
import { bursts } from '../bursts';
import { groupBy, holderIdentity } from '../grouping';
import { aboutChange } from '../about';
import { defineRule } from '../rule';
import { plural, printMinutes, printTime, roleTitle } from '../sentence';

const minute = 60_000;
const hour = 60 * minute;

/** PIM removes what has run out within moments of its end; 2 minutes are more than it has ever been seen to need. */
const expiryLag = 2 * minute;

/** Which removals end which assignments. A standing one can be taken away from either side. */
const endedBy: Partial<Record<ChangeKind, readonly ChangeKind[]>> = {
  'eligible-assigned': ['eligible-removed'],
  'active-assigned': ['active-removed', 'removed-outside-pim'],
  'assigned-outside-pim': ['removed-outside-pim', 'active-removed'],
};

const removals: readonly ChangeKind[] = ['eligible-removed', 'active-removed', 'removed-outside-pim'];

/** Core Directory often leaves out the scope that PIM states. */
function mayBeSameScope(a: Change, b: Change): boolean {
  const [one, other] = [scopeKey(a.scope), scopeKey(b.scope)];
  return one === '' || other === '' || one === other;
}

/** Whether somebody took the assignment away, and it did not merely run out. */
function isTakenAway(assigned: Change, removed: Change): boolean {
  if (isPimService(removed.initiator)) return false;
  return assigned.endsAt === null || removed.at.getTime() < assigned.endsAt.getTime() - expiryLag;
}

/** A role was given and taken away again so soon that it was hardly meant to be held. */
export const assignedAndRemoved = defineRule({
  id: 'assigned-and-removed',
  severity: 'medium',
  title: 'Assigned and soon removed',
  why: 'A role that is given and taken away within hours may have been lent to do something unseen.',
  thresholds: { hours: 4 },
  find: ({ changes, allChanges }, { hours }) => {
    const removed = changes.filter(({ kind, result }) => result === 'completed' && removals.includes(kind));
    const completed = allChanges.filter(({ kind, result }) => result === 'completed' && kind in endedBy);
    const byHolder = new Map(
      groupBy(completed, holderIdentity).map((group) => [holderIdentity(group[0]), group]),
    );
    return removed.flatMap((removal) => {
      const assigned = (byHolder.get(holderIdentity(removal)) ?? [])
        .filter((change) => change.at <= removal.at && endedBy[change.kind]?.includes(removal.kind))
        .filter((change) => mayBeSameScope(change, removal))
        .reduce<Change | null>((latest, change) => (latest && latest.at > change.at ? latest : change), null);
      if (assigned === null || !isTakenAway(assigned, removal)) return [];
      const held = removal.at.getTime() - assigned.at.getTime();
      if (held > hours * hour) return [];
      const whose = `${displayName(removal.principal)} was given ${roleTitle(removal)}`;
      const sentence = `${whose} and lost it again after ${printMinutes(held / minute)}.`;
      return [
        {
          ...aboutChange(removal, sentence),
          count: 1,
          eventIds: [...assigned.eventIds, ...removal.eventIds],
        },
      ];
    });
  },
});

/** A grant by a hand that is known to a principal that is known. */
type Gift = Change & { readonly initiator: Actor; readonly principal: Principal };

function isGift(change: Change): change is Gift {
  // PIM itself reports the assignments that it noticed elsewhere: that tells when it looked, not who gave them.
  const byHand = change.initiator !== null && !isPimService(change.initiator);
  return isGrant(change) && byHand && change.principal !== null;
}

const principalOf = ({ principal }: Gift): string => principalKey(principal);

/** One hand gave roles to many people at once. */
export const bulkAssignment = defineRule({
  id: 'bulk-assignment',
  severity: 'medium',
  title: 'Bulk assignment',
  why: 'Roles given to many people at once are rarely weighed one by one, and a taken-over account works that way.',
  /** More than so many people within so many hours. */
  thresholds: { principals: 9, hours: 1 },
  find: ({ changes, period }, { principals, hours }) => {
    const gifts = groupBy(changes.filter(isGift), ({ initiator }) => principalKey(initiator));
    return gifts.flatMap((group) =>
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
        const from = printTime(first.at, period.timeZone);
        const gave = `${displayName(first.initiator)} gave roles to ${people}`;
        return {
          ...aboutChange(first, `${gave} within ${printMinutes(taken)} from ${from}.`),
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
