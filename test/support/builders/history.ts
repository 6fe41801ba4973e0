import { createHistoryBuilder } from '../../../shared/analysis/history/history-builder';
import type { History } from '../../../shared/analysis/history/history';
import type { Change } from '../../../shared/domain/events/change';
import type { Elevation } from '../../../shared/domain/events/elevation';
import { defaultFindingsPolicy } from '../../../shared/domain/findings-policy';
import { addUtcDays, utcDayOf, type UtcDay } from '../../../shared/domain/time/utc-day';
import { anElevationFrom, at } from './findings';

/** The time the given number of days before Tuesday 17 November 2026 at ten, the time of the tests' elevation. */
export function daysBefore(days: number, start = at('Tue 10:00')): Date {
  return new Date(start.getTime() - days * 86_400_000);
}

/** A past activation of two hours; facts that are left out are those of any elevation. */
export function anEarlier(days: number, overrides: Partial<Elevation> = {}): Elevation {
  const start = daysBefore(days);
  return anElevationFrom(start, new Date(start.getTime() + 7_200_000), overrides);
}

/** The days up to the end of the week of 16 November 2026; the given number of days before Tuesday are complete. */
export function completeDays(days: number): ReadonlySet<UtcDay> {
  const tuesday = utcDayOf(at('Tue 10:00'));
  return new Set(Array.from({ length: days + 6 }, (_, index) => addUtcDays(tuesday, 5 - index)));
}

/** History of a store with the given number of days before the week of 16 November 2026. */
export function historyOf(
  past: { readonly elevations?: readonly Elevation[]; readonly changes?: readonly Change[] } = {},
  days = 400,
): History {
  const { businessHours } = defaultFindingsPolicy;
  const builder = createHistoryBuilder({ keepDays: 400, businessHours, timeZone: 'UTC' });
  builder.add({ elevations: past.elevations ?? [], allChanges: past.changes ?? [] }, { to: at('Mon 00:00') });
  return builder.history(completeDays(days));
}

/** The history in which Anna and her role are ordinary, on a Thursday at ten. */
export const usual = (): History => historyOf({ elevations: [anEarlier(5)] });
