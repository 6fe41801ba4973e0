import { isTier0 } from '../../../catalogue/privileged-roles';
import { principalKey } from '../../../domain/events/people';
import { plural } from '../../../text/plural';
import { isBusinessTime } from '../../business-minutes';
import { defaultMinimumHistoryDays, firstSightingIn, lookBackWords } from '../../history/history-length';
import { sightingsAfter } from '../../history/sightings';
import { holderIdentity } from '../../identities';
import { aboutElevation } from '../wording/about';
import { defineRule, type Rule } from '../rule';
import { activatedWords, timeWords } from '../wording/sentence';
import { startedInOrder } from '../started-in-order';

const day = 86_400_000;

const firstOffHoursActivation = defineRule({
  id: 'first-off-hours-activation',
  severity: 'medium',
  weight: 36,
  title: 'First activation off hours',
  why: 'Somebody who never worked at night and does so now may not be who they seem to be.',
  advice: 'Ask the holder whether it was them, and what it was for.',
  thresholds: { days: 90, minimumHistoryDays: defaultMinimumHistoryDays },
  lookBackDays: ({ days }) => days,
  find: ({ elevations, history, period, policy }, lookBack) => {
    const offHours = sightingsAfter(history.activatedOffHours);
    return startedInOrder(elevations).flatMap((elevation) => {
      const { startedAt, principal } = elevation;
      if (isBusinessTime(startedAt, policy.businessHours, period.timeZone)) return [];
      const span = firstSightingIn(offHours, principalKey(principal), startedAt, lookBack, history);
      if (span === null) return [];
      const when = `on ${timeWords(startedAt, period.timeZone)}`;
      const first = `outside business hours for the first time in ${span}`;
      return [aboutElevation(elevation, `${activatedWords(elevation)} ${when}, ${first}.`)];
    });
  },
});

const firstActivationOfRole = defineRule({
  id: 'first-activation-of-role',
  severity: 'low',
  worstSeverity: 'medium',
  weight: 28,
  title: 'First activation of a role',
  why: 'The first use of a role may be a new task, a role that nobody needs, or an intruder trying doors.',
  advice: 'Ask the holder what the role is for if the reason does not say.',
  thresholds: { days: 180, minimumHistoryDays: defaultMinimumHistoryDays },
  lookBackDays: ({ days }) => days,
  find: ({ elevations, history }, lookBack) => {
    const activated = sightingsAfter(history.activatedRole);
    return startedInOrder(elevations).flatMap((elevation) => {
      const { startedAt, role } = elevation;
      const span = firstSightingIn(activated, holderIdentity(elevation), startedAt, lookBack, history);
      if (span === null) return [];
      const sentence = `${activatedWords(elevation)} for the first time in ${span}.`;
      return [aboutElevation(elevation, sentence, isTier0(role) ? 'medium' : 'low')];
    });
  },
});

const dormantPrincipalActivated = defineRule({
  id: 'dormant-principal-activated',
  severity: 'medium',
  weight: 37,
  title: 'Dormant account activated a role',
  why: 'Nobody notices when an account that its owner no longer uses is taken over.',
  advice: 'Call the holder to confirm that it was them.',
  thresholds: { days: 60, minimumHistoryDays: defaultMinimumHistoryDays },
  // Twice as far: a dormant account must have existed before.
  lookBackDays: ({ days }) => 2 * days,
  find: ({ elevations, history }, lookBack) => {
    const { days } = lookBack;
    const activated = sightingsAfter(history.activated);
    return startedInOrder(elevations).flatMap((elevation) => {
      const { startedAt, principal } = elevation;
      const key = principalKey(principal);
      const last = activated.last(key);
      const wasActive = activated.wasSeen(key, startedAt, days);
      activated.see(key, startedAt);
      // Somebody first seen less than `days` ago is new and not dormant.
      const isNew = (history.principals.get(key)?.first ?? Infinity) > startedAt.getTime() - days * day;
      if (wasActive || isNew || lookBackWords(startedAt, lookBack, history) === null) return [];
      const silence =
        last === null
          ? `at least ${plural(days, 'day')}`
          : plural(Math.floor((startedAt.getTime() - last) / day), 'day');
      const sentence = `${activatedWords(elevation)} after ${silence} without any activation on record.`;
      return [aboutElevation(elevation, sentence)];
    });
  },
});

/** Rules about activations that are the first of their kind. */
export const firstActivationRules: readonly Rule[] = [
  firstOffHoursActivation,
  firstActivationOfRole,
  dormantPrincipalActivated,
];
