import { isTier0 } from '../../../catalogue/privileged-roles';
import { principalKey } from '../../../domain/people';
import { plural } from '../../../text/plural';
import { isBusinessTime } from '../../business-minutes';
import { defaultMinimumHistoryDays, firstSightingNote, historyNote } from '../../history/history-length';
import { sightingsAfter } from '../../history/sightings';
import { holderIdentity } from '../../identities';
import { aboutElevation } from '../about';
import { defineRule, type Rule } from '../rule';
import { activatedWords, timeWords } from '../sentence';
import { startedInOrder } from '../started-in-order';

const day = 86_400_000;

const firstOffHoursActivation = defineRule({
  id: 'first-off-hours-activation',
  severity: 'medium',
  title: 'First activation off hours',
  why: 'Somebody who never works at night and does so now may not be who they seem to be.',
  thresholds: { days: 90, minimumHistoryDays: defaultMinimumHistoryDays },
  lookBackDays: ({ days }) => days,
  find: ({ elevations, history, period, policy }, lookBack) => {
    const offHours = sightingsAfter(history.activatedOffHours);
    return startedInOrder(elevations).flatMap((elevation) => {
      const { startedAt, principal } = elevation;
      if (isBusinessTime(startedAt, policy.businessHours, period.timeZone)) return [];
      const note = firstSightingNote(offHours, principalKey(principal), startedAt, lookBack, history);
      if (note === null) return [];
      const when = `on ${timeWords(startedAt, period.timeZone)}`;
      const first = `the first time outside business hours in ${plural(lookBack.days, 'day')}`;
      return [aboutElevation(elevation, `${activatedWords(elevation)} ${when}, ${first}${note}.`)];
    });
  },
});

const firstActivationOfRole = defineRule({
  id: 'first-activation-of-role',
  severity: 'low',
  title: 'First activation of a role',
  why: 'A role that its holder never used is a new task, a role nobody needs, or an intruder trying doors.',
  thresholds: { days: 180, minimumHistoryDays: defaultMinimumHistoryDays },
  lookBackDays: ({ days }) => days,
  find: ({ elevations, history }, lookBack) => {
    const activated = sightingsAfter(history.activatedRole);
    return startedInOrder(elevations).flatMap((elevation) => {
      const { startedAt, role } = elevation;
      const note = firstSightingNote(activated, holderIdentity(elevation), startedAt, lookBack, history);
      if (note === null) return [];
      const first = `for the first time in ${plural(lookBack.days, 'day')}${note}`;
      const severity = isTier0(role) ? 'medium' : 'low';
      return [aboutElevation(elevation, `${activatedWords(elevation)} ${first}.`, severity)];
    });
  },
});

const dormantPrincipalActivated = defineRule({
  id: 'dormant-principal-activated',
  severity: 'medium',
  title: 'Dormant account activated a role',
  why: 'Nobody notices when an account that its owner no longer uses is taken over.',
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
      const note = historyNote(startedAt, lookBack, history);
      if (wasActive || isNew || note === null) return [];
      const silence =
        last === null
          ? `at least ${plural(days, 'day')}`
          : plural(Math.floor((startedAt.getTime() - last) / day), 'day');
      const sentence = `${activatedWords(elevation)} after ${silence} without any activation${note}.`;
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
