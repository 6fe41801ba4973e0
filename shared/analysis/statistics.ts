import type { Mfa } from '../domain/audit-event';
import { approvalMinutes, elevationAt, type Elevation, type EndedBy } from '../domain/elevation';
import type { Provider } from '../domain/people';
import { isWithin, type Period } from '../domain/period';
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
  readonly byEnd: Readonly<Record<EndedBy, number>>;
  /** Ended activations: the sum of `byEnd`. */
  readonly ended: number;
  /** Activations without a known end: still running. */
  readonly running: number;
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
  const activated = ofPeriod.filter(({ elevation }) => elevation.outcome === 'activated');
  const slots = localSlots(period);
  const days = new Map(slots.days.map(({ day }) => [day, { entra: 0, group: 0, azure: 0 }]));
  const hours = Array.from({ length: 7 }, () => new Array<number>(24).fill(0));
  for (const { elevation, at } of activated) {
    const { day, weekday, hour } = slots.of(at);
    const counts = days.get(day);
    if (counts !== undefined) counts[elevation.provider] += 1;
    const ofDay = hours[weekday - 1];
    if (ofDay !== undefined) ofDay[hour] = (ofDay[hour] ?? 0) + 1;
  }
  const rows = activated.map(({ elevation }) => elevation);
  return {
    activated: rows.length,
    days: slots.days.map((day) => {
      const byProvider = days.get(day.day) ?? { entra: 0, group: 0, azure: 0 };
      return { ...day, byProvider, total: byProvider.entra + byProvider.group + byProvider.azure };
    }),
    hours,
    approvals: approvalsOf(ofPeriod.map(({ elevation }) => elevation)),
    endings: endingsOf(rows),
    mfa: {
      yes: rows.filter(({ mfa }) => mfa === 'yes').length,
      no: rows.filter(({ mfa }) => mfa === 'no').length,
      'not recorded': rows.filter(({ mfa }) => mfa === 'not recorded').length,
    },
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
  const byEnd: Record<EndedBy, number> = { expired: 0, deactivated: 0, removed: 0, inferred: 0 };
  for (const { endedBy } of activated) if (endedBy !== null) byEnd[endedBy] += 1;
  const ended = Object.values(byEnd).reduce((sum, count) => sum + count, 0);
  return { byEnd, ended, running: activated.length - ended };
}
