import { isPimService } from '../../../catalogue/pim-service';
import { isTier0 } from '../../../catalogue/privileged-roles';
import { isGrant, isRemoval, showsHolding, type Change } from '../../../domain/change';
import { asPrincipal, principalKey, type Actor, type Principal } from '../../../domain/people';
import { isWithin } from '../../../domain/period';
import { compareText } from '../../../text/compare-text';
import { durationWords } from '../../../text/duration-words';
import { plural } from '../../../text/plural';
import { groupBy } from '../../group-by';
import { defaultMinimumHistoryDays, historyNote } from '../../history/history-length';
import { aboutChange } from '../about';
import { bursts } from '../bursts';
import { defineRule, type FindingContext, type Rule } from '../rule';
import { actorAtStart, timeWords } from '../sentence';
import { samePerson } from '../same-person';
import { startedInOrder } from '../started-in-order';

const minute = 60_000;
const day = 1440 * minute;

/** The removal of somebody else's tier-0 role by an administrator. */
type Removal = Change & { readonly initiator: Actor; readonly principal: Principal };

function isRemovalOfAdmin(change: Change): change is Removal {
  const { role, initiator, principal } = change;
  return (
    isRemoval(change) &&
    role !== null &&
    isTier0(role) &&
    initiator !== null &&
    !isPimService(initiator) &&
    principal !== null &&
    samePerson(initiator, principal) !== true
  );
}

const inOrder = (a: Removal, b: Removal): number =>
  a.at.getTime() - b.at.getTime() || compareText(a.eventIds[0] ?? '', b.eventIds[0] ?? '');

const removedKey = ({ principal }: Removal): string => principalKey(principal);

const adminsRemovedByNewAdmin = defineRule({
  id: 'admins-removed-by-new-admin',
  severity: 'high',
  title: 'Admins removed by a new admin',
  why: 'Whoever takes over a tenant first shuts out those who could take it back.',
  /** More than `admins` within `hours`, by an admin of less than `days`. */
  thresholds: { admins: 1, hours: 1, days: 7, minimumHistoryDays: defaultMinimumHistoryDays },
  // Only a history in which an older admin would have been seen shows that somebody is new.
  lookBackDays: () => tier0LookBack,
  find: (context, { admins, hours, days, minimumHistoryDays }) => {
    // A burst that begins in the period is reported here whole; one that began earlier was in the previous report.
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
        const note = historyNote(first.at, { days: tier0LookBack, minimumHistoryDays }, context.history);
        if (note === null) return [];
        const last = burst.at(-1) ?? first;
        const taken = Math.max(1, (last.at.getTime() - first.at.getTime()) / minute);
        const { timeZone } = context.period;
        const since = `a tier-0 admin since ${timeWords(new Date(began.at), timeZone)} only`;
        const count = new Set(burst.map(removedKey)).size;
        const did = `removed ${plural(count, 'other tier-0 admin')} within ${durationWords(taken)}`;
        const from = timeWords(first.at, timeZone);
        const sentence = `${actorAtStart(first.initiator)}, ${since}, ${did} from ${from}${note}.`;
        return [
          {
            ...aboutChange(first, sentence),
            principal: asPrincipal(first.initiator),
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

/** Days without any sign of a tier-0 role after which somebody who receives one counts as new. */
const tier0LookBack = 180;

/** When the remover received their first tier-0 role; null when they may have held one all along. */
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
  // A grant precedes an activation at the same instant.
  const traces = [...changed, ...used].sort((a, b) => a.at - b.at || Number(b.grant) - Number(a.grant));
  const [earliest] = traces.filter((trace) => trace.at <= at.getTime());
  const known = history.tier0.get(who);
  const longAgo = at.getTime() - tier0LookBack * day;
  if (known !== undefined && known.last >= longAgo && known.first < (earliest?.at ?? Infinity)) {
    return known.beganWithGrant ? { at: known.first, eventIds: [] } : null;
  }
  return earliest?.grant === true ? earliest : null;
}

/** Rules about new tier-0 admins. */
export const newAdminRules: readonly Rule[] = [adminsRemovedByNewAdmin];
