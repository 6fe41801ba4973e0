import { mfaValues, type Mfa } from '../domain/events/audit-event';
import {
  approvalMinutes,
  elevationAt,
  endingOf,
  endings,
  isActivated,
  type Elevation,
  type Ending,
} from '../domain/events/elevation';
import { providers, type Provider } from '../domain/events/people';
import { isWithin, type Period } from '../domain/time/period';
import { groupsByKey } from './group-by';
import { localSlots } from './local-slots';

/** The activations of one local day. */
export interface DayActivations {
  /** The local date, `2026-11-16`. */
  readonly day: string;
  readonly from: Date;
  /** Exclusive. A day has 23 or 25 hours where the clocks change. */
  readonly to: Date;
  readonly byProvider: Readonly<Record<Provider, number>>;
  readonly total: number;
}

/** The approved requests and their waiting times. */
export interface Approvals {
  /** Approved requests, whatever happened to them afterwards. */
  readonly count: number;
  /** Minutes from request to approval, to one decimal; null when no approved request has a known wait. */
  readonly medianMinutes: number | null;
  readonly longestMinutes: number | null;
}

/** The ends of the activations. */
export interface Endings {
  /** Number of activations by how they ended. */
  readonly byEnd: Readonly<Record<Ending, number>>;
  /** Ended activations: all but the running ones and those whose end is unknown. */
  readonly ended: number;
}

/** Statistics of the elevations of a period, beyond its totals. */
export interface Statistics {
  /** Elevations that came into force: the sum of the days, of the hours and of `mfa`. */
  readonly activated: number;
  /** Every local day of the period in order, including days without an activation. */
  readonly days: readonly DayActivations[];
  /** Activations by local weekday (Monday first) and hour (0 to 23): seven lists of 24. */
  readonly hours: readonly (readonly number[])[];
  readonly approvals: Approvals;
  readonly endings: Endings;
  readonly mfa: Readonly<Record<Mfa, number>>;
}

/**
 * Counts the elevations of a period, each at its start (or at its request, when the event of its start was lost) in the
 * period's zone. An hour that the clocks repeat counts as one hour of the week. Elevations of other periods are ignored.
 */
export function statisticsOf(elevations: readonly Elevation[], period: Period): Statistics {
  const ofPeriod = elevations.flatMap((elevation) => {
    const at = elevationAt(elevation);
    return at !== null && isWithin(period, at) ? [{ elevation, at }] : [];
  });
  const slots = localSlots(period);
  const activated = ofPeriod
    .filter(({ elevation }) => isActivated(elevation))
    .map(({ elevation, at }) => ({ elevation, slot: slots.of(at) }));
  const byDay = groupsByKey(activated, ({ slot }) => slot.day);
  const hours = Array.from({ length: 7 }, () => new Array<number>(24).fill(0));
  for (const { slot } of activated) {
    const ofDay = hours[slot.weekday - 1];
    if (ofDay !== undefined) ofDay[slot.hour] = (ofDay[slot.hour] ?? 0) + 1;
  }
  const rows = activated.map(({ elevation }) => elevation);
  return {
    activated: rows.length,
    days: slots.days.map((day) => {
      const ofDay = byDay.get(day.day) ?? [];
      const byProvider = countBy(providers, ofDay, ({ elevation }) => elevation.provider);
      return { ...day, byProvider, total: ofDay.length };
    }),
    hours,
    approvals: approvalsOf(ofPeriod.map(({ elevation }) => elevation)),
    endings: endingsOf(rows),
    mfa: countBy(mfaValues, rows, ({ mfa }) => mfa),
  };
}

function approvalsOf(elevations: readonly Elevation[]): Approvals {
  const approved = elevations.filter(({ approvedAt }) => approvedAt !== null);
  const waits = approved
    .map(approvalMinutes)
    .filter((minutes) => minutes !== null)
    .sort((a, b) => a - b);
  return { count: approved.length, medianMinutes: median(waits), longestMinutes: waits.at(-1) ?? null };
}

/** The median of a sorted list, to one decimal; null for an empty list. */
function median(sorted: readonly number[]): number | null {
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return low === undefined || high === undefined ? null : Math.round((low + high) * 5) / 10;
}

function endingsOf(activated: readonly Elevation[]): Endings {
  const byEnd = countBy(endings, activated, endingOf);
  return { byEnd, ended: activated.length - byEnd.running - byEnd.unknown };
}

/** Counts items by value, with 0 for values that do not occur. */
function countBy<K extends string, T>(
  values: readonly K[],
  items: readonly T[],
  valueOf: (item: T) => K | null,
): Record<K, number> {
  const counts = Object.fromEntries(values.map((value) => [value, 0])) as Record<K, number>;
  for (const value of items.map(valueOf)) if (value !== null) counts[value] += 1;
  return counts;
}
