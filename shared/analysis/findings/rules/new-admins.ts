import { isPimService } from '../../../catalogue/pim-service';
import { isTier0 } from '../../../catalogue/privileged-roles';
import { isGrant, isRemoval, showsHolding, type Change } from '../../../domain/events/change';
import {
  asPrincipal,
  displayName,
  principalKey,
  type Actor,
  type Principal,
} from '../../../domain/events/people';
import { isWithin } from '../../../domain/time/period';
import { compareText } from '../../../text/compare-text';
import { durationWords } from '../../../text/duration-words';
import { numberWord } from '../../../text/format-number';
import { joinFirst, nounFor } from '../../../text/plural';
import { unitOfScope } from '../../events/unit-scope';
import { groupBy, type NonEmpty } from '../../group-by';
import { defaultMinimumHistoryDays, lookBackWords } from '../../history/history-length';
import { aboutChange, commonRole } from '../wording/about';
import { bursts } from '../bursts';
import { heldBeforeRecord, type EarlierHolding } from '../held-before';
import { knownGiver } from '../wording/change-words';
import { remainingWords } from '../wording/remaining-holders';
import { defineRule, type FindingContext, type Rule } from '../rule';
import { actorAtStart, actorName, roleTitle } from '../wording/sentence';
import { samePerson } from '../policy/same-person';
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
  weight: 200,
  title: 'Admins removed by a new admin',
  why: 'An attacker who takes over a tenant first locks out the admins who could take it back.',
  advice: 'Call the removed administrators now. Block the account that removed them until this is explained.',
  /** More than `admins` within `hours`, by an admin of less than `days`. */
  thresholds: { admins: 1, hours: 1, days: 7, minimumHistoryDays: defaultMinimumHistoryDays },
  // Only a history in which an older admin would have been seen shows that somebody is new.
  lookBackDays: () => tier0LookBack,
  find: (context, { admins, hours, days, minimumHistoryDays }) => {
    const earlier = heldBeforeRecord(context);
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
        const newAfter = first.at.getTime() - days * day;
        const older = earlier.filter(({ since }) => since <= newAfter);
        const began = adminSince(first, older, context);
        if (began === null || began.at <= newAfter) return [];
        const lookBack = { days: tier0LookBack, minimumHistoryDays };
        if (lookBackWords(first.at, lookBack, context.history) === null) return [];
        const last = burst.at(-1) ?? first;
        const taken = Math.max(1, (last.at.getTime() - first.at.getTime()) / minute);
        const count = new Set(burst.map(removedKey)).size;
        const held = (first.at.getTime() - began.at) / minute;
        const who = `${actorAtStart(first.initiator)}, ${began.title} for ${tenureWords(held)}`;
        const removal = `${who}, removed ${victimWords(burst)} within ${durationWords(taken)}.`;
        const common = commonRole(burst);
        const by = asPrincipal(first.initiator);
        const isWhole = common.role !== null && burst.every(({ scope }) => !unitOfScope(scope));
        const victims = victimsOf(burst);
        const taking = { from: victims, by, until: last.at };
        const remaining = isWhole ? remainingWords({ ...taking, role: common.role }, context) : null;
        return [
          {
            ...aboutChange(first, [removal, remaining ?? []].flat().join(' ')),
            ...common,
            advice: adviceFor(victims, by, began.giver),
            principal: by,
            concerned: victims,
            count,
            eventIds: [...began.eventIds, ...burst.flatMap(({ eventIds }) => eventIds)],
          },
        ];
      }),
    );
  },
});

/** What to do: whom to call, whom to block, and whom to ask. */
function adviceFor(victims: readonly Principal[], by: Principal, giver: Actor | null): string {
  const removed =
    victims.length === 1
      ? 'the removed administrator'
      : `${victims.length === 2 ? 'both' : 'all'} removed administrators`;
  const blocked = by.type === 'user' ? `${displayName(by)}'s account` : `the app ${displayName(by)}`;
  const isOther = giver !== null && samePerson(giver, by) !== true;
  const ask = isOther ? `, and ask ${actorName(giver)} why the role was given` : '';
  return `Call ${removed} now. Block ${blocked} until this is explained${ask}.`;
}

/** The people whose role was removed, each once. */
const victimsOf = (burst: NonEmpty<Removal>): Principal[] =>
  groupBy(burst, removedKey).map(([{ principal }]) => principal);

/** The kind of the removed assignments; empty when both kinds were removed. Whoever loses one kind may keep the other. */
function heldWords(burst: NonEmpty<Removal>): '' | 'eligible ' | 'active ' {
  const eligible = burst.filter(({ kind }) => kind === 'eligible-removed').length;
  return eligible === 0 ? 'active ' : eligible === burst.length ? 'eligible ' : '';
}

/** "the active Global Administrators A and B"; of several roles "A (Global Administrator) and B (…)". */
function victimWords(burst: NonEmpty<Removal>): string {
  const victims = groupBy(burst, removedKey).map(([first]) => first);
  const roles = new Set(victims.map(roleTitle));
  const isOneRole = roles.size === 1;
  const names = victims.map((each) =>
    isOneRole ? displayName(each.principal) : `${displayName(each.principal)} (${roleTitle(each)})`,
  );
  const list = joinFirst(names, maxNamed);
  if (!isOneRole) return list;
  return `the ${heldWords(burst)}${nounFor(victims.length, [...roles].join(''))} ${list}`;
}

const maxNamed = 5;

/** How long somebody has been an administrator: "three days", "5 hours". */
function tenureWords(minutes: number): string {
  const days = Math.floor(minutes / 1440);
  if (days < 1) return durationWords(Math.max(1, minutes));
  return `${numberWord(days)} ${nounFor(days, 'day')}`;
}

/** Days without any sign of a tier-0 role after which somebody who receives one counts as new. */
const tier0LookBack = 180;

/** Since when somebody is a tier-0 administrator, as what, and who made them one, as far as the events tell. */
interface Tenure {
  readonly at: number;
  readonly title: string;
  readonly giver: Actor | null;
  readonly eventIds: readonly string[];
}

/**
 * When the remover received their first tier-0 role; null when they may have held one all along.
 * @param older roles that were held before the joined events begin
 */
function adminSince(
  { initiator, at }: Removal,
  older: readonly EarlierHolding[],
  { history, allElevations, allChanges }: FindingContext,
): Tenure | null {
  const who = principalKey(initiator);
  const used = startedInOrder(allElevations)
    .filter(({ principal, role }) => principalKey(principal) === who && isTier0(role))
    .map((elevation) => ({
      ...{ at: elevation.startedAt.getTime(), grant: false, eventIds: elevation.eventIds },
      ...{ title: roleTitle(elevation), giver: null },
    }));
  const changed = allChanges
    .filter(({ principal }) => principal !== null && principalKey(principal) === who)
    .filter((change) => showsHolding(change) && change.role !== null && isTier0(change.role))
    .map((change) => ({
      ...{ at: change.at.getTime(), grant: isGrant(change), eventIds: change.eventIds },
      ...{ title: roleTitle(change), giver: knownGiver(change) },
    }));
  // A grant precedes an activation at the same instant.
  const traces = [...changed, ...used].sort((a, b) => a.at - b.at || Number(b.grant) - Number(a.grant));
  const [earliest] = traces.filter((trace) => trace.at <= at.getTime());
  const known = history.tier0.get(who);
  const longAgo = at.getTime() - tier0LookBack * day;
  if (known !== undefined && known.last >= longAgo && known.first < (earliest?.at ?? Infinity)) {
    const title = 'a tier-0 administrator';
    return known.beganWithGrant ? { at: known.first, title, giver: null, eventIds: [] } : null;
  }
  const wasAdmin = older.some(
    ({ principal, role }) =>
      principal !== null && principalKey(principal) === who && role !== null && isTier0(role),
  );
  return earliest?.grant === true && !wasAdmin ? earliest : null;
}

/** Rules about new tier-0 admins. */
export const newAdminRules: readonly Rule[] = [adminsRemovedByNewAdmin];
