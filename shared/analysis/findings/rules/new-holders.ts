import { isTier0 } from '../../../catalogue/privileged-roles';
import type { Change } from '../../../domain/change';
import { displayName } from '../../../domain/people';
import { historyBefore } from '../../history/history-length';
import { showsHolding } from '../../history/shows-holding';
import { sightingsAfter } from '../../history/sightings';
import { compareText } from '../../events/known-events';
import { grantWords, isGrant } from './assignments';
import { leastHistory, startedInOrder } from './first-activations';
import { holderIdentity } from '../grouping';
import { aboutChange } from '../about';
import { defineRule, type FindingContext } from '../rule';
import { plural, roleTitle } from '../sentence';

/** Somebody was given a role that they did not have before. */
export const newRoleHolder = defineRule({
  id: 'new-role-holder',
  severity: 'low',
  title: 'New holder of a role',
  why: 'Each new holder is somebody more who can do harm: whoever answers for the role should know of them.',
  thresholds: { days: 180, minimumHistoryDays: leastHistory },
  lookBackDays: ({ days }) => days,
  find: (context, { days, minimumHistoryDays }) => {
    const held = sightingsAfter(context.history.held);
    return holdingsInOrder(context).flatMap(({ at, holder, change }) => {
      const wasHeld = held.wasSeen(holder, at, days);
      held.see(holder, at);
      if (wasHeld || change === null || !isGrant(change)) return [];
      const { knownDays, note } = historyBefore(at, days, context.history);
      if (knownDays < minimumHistoryDays) return [];
      const given = `${displayName(change.principal)} was made ${grantWords(change)} ${roleTitle(change)}`;
      const sentence = `${given}, which they had not held in the ${plural(days, 'day')} before${note}.`;
      const isPowerful = change.role !== null && isTier0(change.role);
      return [aboutChange(change, sentence, isPowerful ? 'high' : 'low')];
    });
  },
});

/** Something that shows that somebody holds a role; `change` is null where they used it. */
interface HoldingSeen {
  readonly at: Date;
  readonly holder: string;
  readonly id: string;
  readonly change: Change | null;
}

function holdingsInOrder({ elevations, changes }: FindingContext): HoldingSeen[] {
  const used = startedInOrder(elevations).map((elevation) => {
    return { at: elevation.startedAt, holder: holderIdentity(elevation), id: elevation.id, change: null };
  });
  const changed = changes.filter(showsHolding).map((change) => {
    return { at: change.at, holder: holderIdentity(change), id: change.eventIds[0] ?? '', change };
  });
  // Whoever uses a role in the very moment in which they get it did not have it before.
  return [...changed, ...used].sort(
    (a, b) =>
      a.at.getTime() - b.at.getTime() ||
      Number(a.change === null) - Number(b.change === null) ||
      compareText(a.id, b.id),
  );
}
