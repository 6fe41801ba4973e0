import { isTier0 } from '../../../catalogue/privileged-roles';
import { isGrant, showsHolding, type Change } from '../../../domain/change';
import { displayName } from '../../../domain/people';
import { compareText } from '../../../text/compare-text';
import { plural } from '../../../text/plural';
import { defaultMinimumHistoryDays, firstSightingNote } from '../../history/history-length';
import { sightingsAfter } from '../../history/sightings';
import { holderIdentity } from '../../identities';
import { aboutChange } from '../about';
import { grantWords } from '../change-words';
import { defineRule, type FindingContext, type Rule } from '../rule';
import { roleTitle } from '../sentence';
import { startedInOrder } from '../started-in-order';

const newRoleHolder = defineRule({
  id: 'new-role-holder',
  severity: 'low',
  title: 'New holder of a role',
  why: 'Each new holder is somebody more who can do harm: whoever answers for the role should know of them.',
  thresholds: { days: 180, minimumHistoryDays: defaultMinimumHistoryDays },
  lookBackDays: ({ days }) => days,
  find: (context, lookBack) => {
    const held = sightingsAfter(context.history.held);
    return holdingsInOrder(context).flatMap(({ at, holder, change }) => {
      const note = firstSightingNote(held, holder, at, lookBack, context.history);
      if (note === null || change === null || !isGrant(change)) return [];
      const given = `${displayName(change.principal)} was made ${grantWords(change)} ${roleTitle(change)}`;
      const sentence = `${given}, which they had not held in the ${plural(lookBack.days, 'day')} before${note}.`;
      return [aboutChange(change, sentence, change.role !== null && isTier0(change.role) ? 'high' : 'low')];
    });
  },
});

/** A sighting of somebody who holds a role; `change` is null where they used it. */
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
  // Somebody who uses a role at the very instant of the grant did not hold it before: the change comes first.
  return [...changed, ...used].sort(
    (a, b) =>
      a.at.getTime() - b.at.getTime() ||
      Number(a.change === null) - Number(b.change === null) ||
      compareText(a.id, b.id),
  );
}

/** Rules about people who are new in a role. */
export const newHolderRules: readonly Rule[] = [newRoleHolder];
