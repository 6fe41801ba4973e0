import { isTier0 } from '../../../catalogue/privileged-roles';
import { isGrant, showsHolding, type Change } from '../../../domain/events/change';
import { compareText } from '../../../text/compare-text';
import { groupsByKey } from '../../group-by';
import { defaultMinimumHistoryDays, firstSightingIn } from '../../history/history-length';
import { sightingsAfter } from '../../history/sightings';
import { holderIdentity } from '../../identities';
import { aboutChange } from '../wording/about';
import { grantWords } from '../wording/change-words';
import { isExpectedInitiator } from '../policy/is-named';
import { heldBeforeRecord } from '../held-before';
import { defineRule, type FindingContext, type Rule } from '../rule';
import { startedInOrder } from '../started-in-order';

const newRoleHolder = defineRule({
  id: 'new-role-holder',
  severity: 'low',
  worstSeverity: 'high',
  weight: 40,
  title: 'New holder of a role',
  why: 'Every new holder is one more account that can do harm, so the owner of the role should know about it.',
  advice: 'Check that the owner of the role agreed.',
  thresholds: { days: 180, minimumHistoryDays: defaultMinimumHistoryDays },
  lookBackDays: ({ days }) => days,
  find: (context, lookBack) => {
    const held = sightingsAfter(context.history.held);
    const earlier = groupsByKey(heldBeforeRecord(context), ({ holder }) => holder);
    return holdingsInOrder(context).flatMap(({ at, holder, change }) => {
      const span = firstSightingIn(held, holder, at, lookBack, context.history);
      if (span === null || change === null || !isGrant(change)) return [];
      if (earlier.get(holder)?.some(({ since }) => since < at.getTime())) return [];
      const sentence = `${grantWords(change)}, a first in ${span}.`;
      const severity = change.role !== null && isTier0(change.role) ? 'high' : 'low';
      const isExpected = isExpectedOutside(change, context);
      return [{ ...aboutChange(change, sentence, severity), isExpected }];
    });
  },
});

/** Whether the role was given outside PIM by somebody who is expected to do so. */
const isExpectedOutside = ({ kind, initiator, role }: Change, { policy }: FindingContext): boolean =>
  kind === 'assigned-outside-pim' && isExpectedInitiator(initiator, role, policy);

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
