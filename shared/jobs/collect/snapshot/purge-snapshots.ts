import { addUtcDays, utcDayOf, type UtcDay } from '../../../domain/time/utc-day';
import type { AccessSnapshots } from './access-snapshots';

/** Deletes snapshots of UTC days older than the retention (0: none), and returns these days. */
export function createPurgeSnapshots(snapshots: AccessSnapshots, retentionDays: number) {
  return async (now: Date, signal: AbortSignal): Promise<readonly UtcDay[]> => {
    if (retentionDays === 0) return [];
    const days = await snapshots.daysBefore(addUtcDays(utcDayOf(now), -retentionDays), signal);
    for (const day of days) await snapshots.deleteDay(day, signal);
    return days;
  };
}
