import { isTier0 } from '../../../catalogue/privileged-roles';
import type { Elevation } from '../../../domain/elevation';
import { displayName, principalKey } from '../../../domain/people';
import { historyBefore } from '../../history/history-length';
import { sightingsAfter } from '../../history/sightings';
import { compareText } from '../../events/known-events';
import { isStarted } from './activation-volume';
import { isBusinessTime } from '../business-minutes';
import { holderIdentity } from '../grouping';
import { aboutElevation } from '../about';
import { defineRule } from '../rule';
import { plural, printTime, roleTitle } from '../sentence';

const day = 86_400_000;

type Started = Elevation & { readonly startedAt: Date };

/** What came into force, in order of its start: each is history to those after it. */
export function startedInOrder(elevations: readonly Elevation[]): Started[] {
  return elevations
    .filter(isStarted)
    .sort((a, b) => a.startedAt.getTime() - b.startedAt.getTime() || compareText(a.id, b.id));
}

/**
 * The least history on which a rule says that something is new. In the first week of a store everything is: a
 * report that says so of everybody is not read again.
 */
export const leastHistory = 7;

const who = (elevation: Elevation): string =>
  `${displayName(elevation.principal)} activated ${roleTitle(elevation)}`;

/** Somebody who keeps to business hours did not this once. */
export const firstOffHoursActivation = defineRule({
  id: 'first-off-hours-activation',
  severity: 'medium',
  title: 'First activation off hours',
  why: 'Somebody who never works at night and does so now may not be who they seem to be.',
  thresholds: { days: 90, minimumHistoryDays: leastHistory },
  lookBackDays: ({ days }) => days,
  find: ({ elevations, history, period, policy }, { days, minimumHistoryDays }) => {
    const offHours = sightingsAfter(history.activatedOffHours);
    return startedInOrder(elevations).flatMap((elevation) => {
      const { startedAt, principal } = elevation;
      if (isBusinessTime(startedAt, policy.businessHours, period.timeZone)) return [];
      const key = principalKey(principal);
      const isFirst = !offHours.wasSeen(key, startedAt, days);
      offHours.see(key, startedAt);
      const { knownDays, note } = historyBefore(startedAt, days, history);
      if (!isFirst || knownDays < minimumHistoryDays) return [];
      const when = `on ${printTime(startedAt, period.timeZone)}`;
      const first = `the first time outside business hours in ${plural(days, 'day')}`;
      return [aboutElevation(elevation, `${who(elevation)} ${when}, ${first}${note}.`)];
    });
  },
});

/** Somebody used a role that they have not used in half a year, or never. */
export const firstActivationOfRole = defineRule({
  id: 'first-activation-of-role',
  severity: 'low',
  title: 'First activation of a role',
  why: 'A role that its holder never used is a new task, a role nobody needs, or an intruder trying doors.',
  thresholds: { days: 180, minimumHistoryDays: leastHistory },
  lookBackDays: ({ days }) => days,
  find: ({ elevations, history }, { days, minimumHistoryDays }) => {
    const activated = sightingsAfter(history.activatedRole);
    return startedInOrder(elevations).flatMap((elevation) => {
      const { startedAt, role } = elevation;
      const key = holderIdentity(elevation);
      const isFirst = !activated.wasSeen(key, startedAt, days);
      activated.see(key, startedAt);
      const { knownDays, note } = historyBefore(startedAt, days, history);
      if (!isFirst || knownDays < minimumHistoryDays) return [];
      const sentence = `${who(elevation)} for the first time in ${plural(days, 'day')}${note}.`;
      return [aboutElevation(elevation, sentence, isTier0(role) ? 'medium' : 'low')];
    });
  },
});

/** An account that had been left alone for months is in use again. */
export const dormantPrincipalActivated = defineRule({
  id: 'dormant-principal-activated',
  severity: 'medium',
  title: 'Dormant account activated a role',
  why: 'Nobody notices when an account that its owner no longer uses is taken over.',
  thresholds: { days: 60, minimumHistoryDays: leastHistory },
  // Twice as far: to have lain dormant, an account must have been there before.
  lookBackDays: ({ days }) => 2 * days,
  find: ({ elevations, history }, { days, minimumHistoryDays }) => {
    const activated = sightingsAfter(history.activated);
    return startedInOrder(elevations).flatMap((elevation) => {
      const { startedAt, principal } = elevation;
      const key = principalKey(principal);
      const last = activated.last(key);
      const wasActive = activated.wasSeen(key, startedAt, days);
      activated.see(key, startedAt);
      // Somebody who came less than so many days ago has not been dormant: they are new.
      const cameAt = history.principals.get(key)?.first ?? Infinity;
      const { knownDays, note } = historyBefore(startedAt, days, history);
      if (wasActive || cameAt > startedAt.getTime() - days * day || knownDays < minimumHistoryDays) return [];
      const silence = last === null ? days : Math.floor((startedAt.getTime() - last) / day);
      const atLeast = last === null ? 'at least ' : '';
      const after = `after ${atLeast}${plural(silence, 'day')} without any activation`;
      return [aboutElevation(elevation, `${who(elevation)} ${after}${note}.`)];
    });
  },
});
