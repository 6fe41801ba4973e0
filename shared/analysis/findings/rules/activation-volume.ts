import type { Elevation } from '../../../domain/elevation';
import { displayName } from '../../../domain/people';
import { isTier0 } from '../../../catalogue/privileged-roles';
import { bursts } from '../bursts';
import { businessMinutes } from '../business-minutes';
import { assignmentIdentity, groupBy, holderIdentity, type NonEmpty } from '../grouping';
import { aboutElevation, aboutElevations } from '../about';
import { defineRule, type FindingContext } from '../rule';
import { plural, printMinutes, printTime, roleTitle } from '../sentence';

const minute = 60_000;
const day = 1440 * minute;

/** An elevation that really began. */
type Started = Elevation & { readonly startedAt: Date };

/** Whether the role was in force: what was refused or left open gave nobody anything. */
export function isActivated({ outcome }: Elevation): boolean {
  return outcome === 'activated';
}

/** The same, and it is known since when: the event of the start can be lost where that of the end is not. */
export function isStarted(elevation: Elevation): elevation is Started {
  return isActivated(elevation) && elevation.startedAt !== null;
}

const started = ({ startedAt }: Started): Date => startedAt;

/** Someone took one of the three roles that control the tenant. */
export const tier0Activated = defineRule({
  id: 'tier0-activated',
  severity: 'info',
  title: 'Tier-0 role activated',
  why: 'Each use of a role that controls the whole tenant is worth a look.',
  thresholds: {},
  find: ({ elevations, period }) =>
    elevations
      .filter(isStarted)
      .filter(({ role }) => isTier0(role))
      .map((elevation) => {
        const at = printTime(elevation.startedAt, period.timeZone);
        const who = `${displayName(elevation.principal)} activated ${roleTitle(elevation)}`;
        return aboutElevation(elevation, `${who} on ${at}.`);
      }),
});

/** One person takes one role again and again. */
export const activatedTooOften = defineRule({
  id: 'activated-too-often',
  severity: 'low',
  title: 'Activated often',
  why: 'A role that is needed all the time is the wrong role, or is held as if it were permanent.',
  /** Counted inside the period only, so that no report repeats the one before. */
  thresholds: { times: 5, days: 7 },
  find: ({ elevations }, { times, days }) =>
    groupBy(elevations.filter(isStarted), holderIdentity).flatMap((group) =>
      bursts(group, {
        at: started,
        key: ({ id }) => id,
        withinMilliseconds: days * day,
        atLeast: times,
      }).map((burst) => {
        const who = `${displayName(burst[0].principal)} activated ${roleTitle(burst[0])}`;
        const often = `${plural(burst.length, 'time')} in ${printMinutes(windowMinutes(burst, days))}`;
        return aboutElevations(burst, `${who} ${often}.`);
      }),
    ),
});

/** The rule's window, or the burst's own length when several windows have run into one. */
function windowMinutes(burst: NonEmpty<Started>, days: number): number {
  const last = burst.at(-1) ?? burst[0];
  const length = Math.ceil((last.startedAt.getTime() - burst[0].startedAt.getTime()) / day);
  return Math.max(days, length) * 1440;
}

/** A role's time limit is got around by activating it anew as soon as it ends. */
export const backToBackActivations = defineRule({
  id: 'back-to-back-activations',
  severity: 'medium',
  title: 'Activated back to back',
  why: 'Activating a role anew as soon as it ends turns a time limit into a formality.',
  thresholds: { times: 3, minutes: 15 },
  find: (context, { times, minutes }) => {
    const ofPeriod = new Set(context.elevations.map(({ id }) => id));
    return groupBy(context.allElevations.filter(isStarted), assignmentIdentity).flatMap((group) => {
      const sorted = [...group].sort((a, b) => a.startedAt.getTime() - b.startedAt.getTime());
      const follows = sorted.flatMap((next, index) => {
        const before = sorted[index - 1];
        if (!before?.endedAt || !ofPeriod.has(next.id)) return [];
        // A little before the end counts like a little after it: some renew early.
        const gap = Math.abs(next.startedAt.getTime() - before.endedAt.getTime());
        return gap <= minutes * minute ? [{ before, next }] : [];
      });
      const [first] = follows;
      if (first === undefined || follows.length < times) return [];
      const who = `${displayName(first.next.principal)} activated ${roleTitle(first.next)} again`;
      const sentence = `${who} within ${printMinutes(minutes)} of its end ${plural(follows.length, 'time')}.`;
      const eventIds = follows.flatMap(({ before, next }) => [...before.eventIds, ...next.eventIds]);
      return [{ ...aboutElevation(first.next, sentence), count: follows.length, eventIds }];
    });
  },
});

/** A role meant for moments is held most of the time. */
export const timeInRole = defineRule({
  id: 'time-in-role',
  severity: 'medium',
  title: 'In the role most of the time',
  why: 'Somebody who is nearly always in a role holds it in all but name permanently.',
  thresholds: { percent: 60 },
  find: (context, { percent }) => {
    const working = businessMinutes(context.period, context.policy.businessHours);
    if (working === 0) return [];
    const ofPeriod = new Set(context.elevations.map(({ id }) => id));
    return groupBy(context.allElevations.filter(isStarted), holderIdentity).flatMap((group) => {
      // What began before the period counts for its minutes inside, but is no finding of its own here.
      const [first, ...rest] = group.filter(({ id }) => ofPeriod.has(id));
      if (first === undefined) return [];
      const elevated = elevatedMinutesWithin(group, context);
      if (elevated <= (working * percent) / 100) return [];
      const who = `${displayName(first.principal)} held ${roleTitle(first)} for ${printMinutes(elevated)}`;
      const share = Math.round((elevated / working) * 100);
      return [aboutElevations([first, ...rest], `${who}, ${share} % of the working time.`)];
    });
  },
});

/** Minutes of the period in which at least one of the elevations was in force, as far as is known. */
function elevatedMinutesWithin(elevations: readonly Started[], { period, asOf }: FindingContext): number {
  const spans = elevations
    .map(({ startedAt, endedAt, plannedEndAt }) => ({
      from: Math.max(startedAt.getTime(), period.from.getTime()),
      to: Math.min(
        (endedAt ?? plannedEndAt ?? startedAt).getTime(),
        endedAt?.getTime() ?? asOf.getTime(),
        period.to.getTime(),
      ),
    }))
    .sort((a, b) => a.from - b.from);
  let total = 0;
  let reached = 0;
  for (const { from, to } of spans) {
    total += Math.max(0, to - Math.max(from, reached));
    reached = Math.max(reached, to);
  }
  return total / minute;
}

/** A role is taken for longer than a day's work. */
export const longActivation = defineRule({
  id: 'long-activation',
  severity: 'low',
  title: 'Long activation',
  why: 'A role that is active for longer than a working day is active while nobody is at work.',
  thresholds: { hours: 8 },
  find: ({ elevations }, { hours }) =>
    elevations.filter(isStarted).flatMap((elevation) => {
      if (elevation.plannedEndAt === null) return [];
      // The start is when PIM got round to it, seconds off what was asked: whole minutes tell what was planned.
      const planned = Math.round((elevation.plannedEndAt.getTime() - elevation.startedAt.getTime()) / minute);
      if (planned <= hours * 60) return [];
      const who = `${displayName(elevation.principal)} activated ${roleTitle(elevation)}`;
      return [aboutElevation(elevation, `${who} for ${printMinutes(planned)}.`)];
    }),
});
