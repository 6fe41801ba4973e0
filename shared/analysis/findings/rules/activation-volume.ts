import { isTier0 } from '../../../catalogue/privileged-roles';
import { isStarted, type StartedElevation } from '../../../domain/events/elevation';
import { displayName } from '../../../domain/events/people';
import { durationWords } from '../../../text/duration-words';
import { plural } from '../../../text/plural';
import { businessMinutes } from '../../business-minutes';
import { groupBy, type NonEmpty } from '../../group-by';
import { assignmentIdentity, holderIdentity } from '../../identities';
import { uncoveredLengths } from '../../spans';
import { aboutElevation, aboutElevations, partiesOf } from '../wording/about';
import { bursts } from '../bursts';
import { defineRule, type FindingContext, type Rule } from '../rule';
import { activatedWords, roleTitle, timeWords } from '../wording/sentence';
import { startedInOrder } from '../started-in-order';

const minute = 60_000;
const day = 1440 * minute;

const tier0Activated = defineRule({
  id: 'tier0-activated',
  severity: 'info',
  weight: 40,
  title: 'Tier-0 role activated',
  why: 'Each use of a role that controls the whole tenant is worth a look.',
  advice: 'Check that the reason names a task that needs this role.',
  find: ({ elevations, period }) =>
    elevations
      .filter(isStarted)
      .filter(({ role }) => isTier0(role))
      .map((elevation) => {
        const at = timeWords(elevation.startedAt, period.timeZone);
        return aboutElevation(elevation, `${activatedWords(elevation)} on ${at}.`);
      }),
});

const activatedTooOften = defineRule({
  id: 'activated-too-often',
  severity: 'low',
  weight: 14,
  title: 'Activated often',
  why: 'Somebody who needs a role all the time may need another role, or uses it as if it were permanent.',
  advice: 'Find a narrower role for the daily work.',
  parts: ['long-activation', 'weak-justification', 'off-hours-activation'],
  /** Counted inside the period only, so that no report repeats the previous one. */
  thresholds: { times: 5, days: 7 },
  find: ({ elevations }, { times, days }) =>
    groupBy(elevations.filter(isStarted), holderIdentity).flatMap((group) =>
      bursts(group, {
        at: ({ startedAt }) => startedAt,
        key: ({ id }) => id,
        withinMilliseconds: days * day,
        atLeast: times,
      }).map((burst) => {
        const often = `${plural(burst.length, 'time')} in ${durationWords(windowMinutes(burst, days))}`;
        return aboutElevations(burst, `${activatedWords(burst[0])} ${often}.`);
      }),
    ),
});

/** The rule's window, or the burst's own length when several windows overlap. */
function windowMinutes(burst: NonEmpty<StartedElevation>, days: number): number {
  const last = burst.at(-1) ?? burst[0];
  const length = Math.ceil((last.startedAt.getTime() - burst[0].startedAt.getTime()) / day);
  return Math.max(days, length) * 1440;
}

const backToBackActivations = defineRule({
  id: 'back-to-back-activations',
  severity: 'medium',
  weight: 23,
  title: 'Activated back to back',
  why: 'Activating a role again as soon as it ends makes the time limit a formality.',
  advice: 'Ask whether the time limit fits the work, or whether a narrower role does.',
  thresholds: { times: 3, minutes: 15 },
  find: (context, { times, minutes }) => {
    const ofPeriod = new Set(context.elevations.map(({ id }) => id));
    return groupBy(startedInOrder(context.allElevations), assignmentIdentity).flatMap((group) => {
      const follows = group.flatMap((next, index) => {
        const before = group[index - 1];
        if (!before?.endedAt || !ofPeriod.has(next.id)) return [];
        // Also shortly before the end: some people renew early.
        const gap = Math.abs(next.startedAt.getTime() - before.endedAt.getTime());
        return gap <= minutes * minute ? [{ before, next }] : [];
      });
      const [first] = follows;
      if (first === undefined || follows.length < times) return [];
      const again = `${activatedWords(first.next)} again within ${durationWords(minutes)} of its end,`;
      const eventIds = follows.flatMap(({ before, next }) => [...before.eventIds, ...next.eventIds]);
      const finding = aboutElevation(first.next, `${again} ${plural(follows.length, 'time')}.`);
      const parties = partiesOf(follows.map(({ next }) => next));
      return [{ ...finding, count: follows.length, parties, eventIds }];
    });
  },
});

const timeInRole = defineRule({
  id: 'time-in-role',
  severity: 'medium',
  weight: 22,
  title: 'In the role most of the time',
  why: 'Somebody who is nearly always in a role holds it permanently in all but name.',
  advice: 'Find a narrower role for the daily work.',
  thresholds: { percent: 60 },
  find: (context, { percent }) => {
    const working = businessMinutes(context.period, context.policy.businessHours);
    if (working === 0) return [];
    const ofPeriod = new Set(context.elevations.map(({ id }) => id));
    return groupBy(context.allElevations.filter(isStarted), holderIdentity).flatMap((group) => {
      // Activations that began before the period count with their minutes inside it, but are no findings of this one.
      const [first, ...rest] = group.filter(({ id }) => ofPeriod.has(id));
      if (first === undefined) return [];
      const elevated = elevatedMinutesWithin(group, context);
      if (elevated <= (working * percent) / 100) return [];
      const who = `${displayName(first.principal)} held ${roleTitle(first)} for ${durationWords(elevated)}`;
      const share = Math.round((elevated / working) * 100);
      return [aboutElevations([first, ...rest], `${who}, ${share}% of the working time.`)];
    });
  },
});

/** Minutes of the period in which at least one of the elevations was in force, as far as is known. */
function elevatedMinutesWithin(
  elevations: readonly StartedElevation[],
  { period, asOf }: FindingContext,
): number {
  const spans = elevations.map(({ startedAt, endedAt, plannedEndAt }) => ({
    from: Math.max(startedAt.getTime(), period.from.getTime()),
    to: Math.min(
      (endedAt ?? plannedEndAt ?? startedAt).getTime(),
      (endedAt ?? asOf).getTime(),
      period.to.getTime(),
    ),
  }));
  return uncoveredLengths(spans).reduce((sum, length) => sum + length, 0) / minute;
}

const longActivation = defineRule({
  id: 'long-activation',
  severity: 'low',
  weight: 16,
  title: 'Long activation',
  why: 'A role that is active for longer than a working day is active while nobody is at work.',
  advice: 'Shorten the maximum duration of the role to a working day.',
  thresholds: { hours: 8 },
  find: ({ elevations }, { hours }) =>
    elevations.filter(isStarted).flatMap((elevation) => {
      const { startedAt, plannedEndAt } = elevation;
      if (plannedEndAt === null) return [];
      // PIM starts an activation seconds after the request: only whole minutes show what was planned.
      const planned = Math.round((plannedEndAt.getTime() - startedAt.getTime()) / minute);
      if (planned <= hours * 60) return [];
      return [aboutElevation(elevation, `${activatedWords(elevation)} for ${durationWords(planned)}.`)];
    }),
});

/** Rules about how often and how long roles are activated. */
export const activationVolumeRules: readonly Rule[] = [
  tier0Activated,
  activatedTooOften,
  backToBackActivations,
  timeInRole,
  longActivation,
];
