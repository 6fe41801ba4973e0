import { isPimService } from '../../../catalogue/pim-service';
import { isTier0 } from '../../../catalogue/privileged-roles';
import type { Change, ChangeKind } from '../../../domain/change';
import { displayName, principalKey, type Actor, type Principal } from '../../../domain/people';
import { isWithin } from '../../../domain/period';
import { historyBefore } from '../../history/history-length';
import { showsHolding } from '../../history/shows-holding';
import { compareText } from '../../events/known-events';
import { isGrant } from './assignments';
import { bursts } from '../bursts';
import { leastHistory, startedInOrder } from './first-activations';
import { groupBy } from '../grouping';
import { aboutChange } from '../about';
import { defineRule, type FindingContext } from '../rule';
import { samePerson } from '../same-person';
import { plural, printMinutes, printTime } from '../sentence';

const minute = 60_000;
const day = 1440 * minute;

/** An administrator took a tier-0 role away from somebody else. */
type Removal = Change & { readonly initiator: Actor; readonly principal: Principal };

const removals: readonly ChangeKind[] = ['eligible-removed', 'active-removed', 'removed-outside-pim'];

function isRemovalOfAdmin(change: Change): change is Removal {
  const { kind, result, role, initiator, principal } = change;
  const isRemoval = result === 'completed' && removals.includes(kind) && role !== null && isTier0(role);
  return (
    isRemoval &&
    initiator !== null &&
    !isPimService(initiator) &&
    principal !== null &&
    samePerson(initiator, principal) !== true
  );
}

const inOrder = (a: Removal, b: Removal): number =>
  a.at.getTime() - b.at.getTime() || compareText(a.eventIds[0] ?? '', b.eventIds[0] ?? '');

const removedKey = ({ principal }: Removal): string => principalKey(principal);

/** Somebody who has just come to control the tenant throws the others out: how a tenant is taken over. */
export const adminsRemovedByNewAdmin = defineRule({
  id: 'admins-removed-by-new-admin',
  severity: 'high',
  title: 'Admins removed by a new admin',
  why: 'Whoever takes over a tenant first shuts out those who could take it back.',
  /** More than so many admins within so many hours, by an admin of less than so many days. */
  thresholds: { admins: 1, hours: 1, days: 7, minimumHistoryDays: leastHistory },
  // Whether somebody is new shows only where they would have been seen before.
  lookBackDays: () => tier0LookBack,
  find: (context, { admins, hours, days, minimumHistoryDays }) => {
    // A flood that begins in the period is told of here whole, one that began before it in the report before.
    const removed = context.allChanges.filter(isRemovalOfAdmin).sort(inOrder);
    const byInitiator = groupBy(removed, ({ initiator }) => principalKey(initiator));
    return byInitiator.flatMap((group) =>
      bursts(group, {
        at: ({ at }) => at,
        key: removedKey,
        withinMilliseconds: hours * 60 * minute,
        atLeast: Math.floor(admins) + 1,
      }).flatMap((burst) => {
        const [first] = burst;
        if (!isWithin(context.period, first.at)) return [];
        const began = adminSince(first, context);
        if (began === null || first.at.getTime() - began.at >= days * day) return [];
        const { knownDays, note } = historyBefore(first.at, tier0LookBack, context.history);
        if (knownDays < minimumHistoryDays) return [];
        const last = burst.at(-1) ?? first;
        const taken = Math.max(1, (last.at.getTime() - first.at.getTime()) / minute);
        const { timeZone } = context.period;
        const since = `a tier-0 admin since ${printTime(new Date(began.at), timeZone)} only`;
        const count = new Set(burst.map(removedKey)).size;
        const did = `removed ${plural(count, 'other tier-0 admin')} within ${printMinutes(taken)}`;
        const sentence = `${displayName(first.initiator)}, ${since}, ${did} from ${printTime(first.at, timeZone)}${note}.`;
        const { id, name, upn, type } = first.initiator;
        return [
          {
            ...aboutChange(first, sentence),
            principal: { id, name, upn, type: type === 'user' ? 'user' : 'servicePrincipal' } as const,
            role: null,
            scope: null,
            count,
            eventIds: [...began.eventIds, ...burst.flatMap(({ eventIds }) => eventIds)],
          },
        ];
      }),
    );
  },
});

/** Days without any trace of a tier-0 role after which somebody who gets one counts as new. */
const tier0LookBack = 180;

/** When the remover was given their first tier-0 role; null when they may have had one all along. */
function adminSince(
  { initiator, at }: Removal,
  { history, allElevations, allChanges }: FindingContext,
): { readonly at: number; readonly eventIds: readonly string[] } | null {
  const who = principalKey(initiator);
  const used = startedInOrder(allElevations)
    .filter(({ principal, role }) => principalKey(principal) === who && isTier0(role))
    .map((elevation) => ({ at: elevation.startedAt.getTime(), grant: false, eventIds: elevation.eventIds }));
  const changed = allChanges
    .filter(({ principal }) => principal !== null && principalKey(principal) === who)
    .filter((change) => showsHolding(change) && change.role !== null && isTier0(change.role))
    .map((change) => ({ at: change.at.getTime(), grant: isGrant(change), eventIds: change.eventIds }));
  // A grant before an activation in the same moment: only the grant can have come first.
  const traces = [...changed, ...used].sort((a, b) => a.at - b.at || Number(b.grant) - Number(a.grant));
  const [earliest] = traces.filter((trace) => trace.at <= at.getTime());
  const known = history.tier0.get(who);
  const longAgo = at.getTime() - tier0LookBack * day;
  if (known !== undefined && known.last >= longAgo && known.first < (earliest?.at ?? Infinity)) {
    return known.beganWithGrant ? { at: known.first, eventIds: [] } : null;
  }
  return earliest?.grant === true ? earliest : null;
}
