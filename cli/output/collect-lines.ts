import { horizonDays, type CollectionDay, type DayState } from '../../shared/domain/collection-day';
import type { UtcDay } from '../../shared/domain/time/utc-day';
import type { CollectResult } from '../../shared/jobs/collect/collect';
import { firstReadableDay } from '../../shared/jobs/collect/plan/days-to-read';
import { joinList, nounFor, plural } from '../../shared/text/plural';

const states: readonly DayState[] = ['complete', 'partial', 'imported', 'missing', 'lost'];

/** A line about a collected day: `2026-11-16  complete      42 events (3 new)`. */
export function dayLine(row: CollectionDay): string {
  const { day, state, events, newEvents, lateEvents, unreadable, reason } = row;
  const notes = [
    newEvents > 0 ? `${newEvents} new` : '',
    lateEvents > 0 ? `${lateEvents} late` : '',
    unreadable > 0 ? `${unreadable} not understood` : '',
  ].filter((note) => note !== '');
  const counted = `${String(events).padStart(7)} ${nounFor(events, 'event')}`;
  const noted = notes.length > 0 ? `${counted} (${notes.join(', ')})` : counted;
  return `${day}  ${state.padEnd(8)} ${noted}${reason === null ? '' : `  ${reason}`}`;
}

/**
 * The last line of a collection: how many of the days were read, why not all, and how the store now knows them.
 * @param stored the whole ledger after the run
 */
export function collectSummary(
  { days: rows, unread, failures }: Pick<CollectResult, 'days' | 'unread' | 'failures'>,
  stored: ReadonlyMap<UtcDay, CollectionDay>,
): string {
  const days = [...new Map(rows.map((row) => [row.day, row])).values()];
  if (days.length === 0) return 'Nothing to do: every day that Microsoft Graph still has is complete.';
  const failed = unread.length;
  const counted =
    failed === 0
      ? `${plural(days.length, 'day')} read`
      : `${days.length - failed} of ${plural(days.length, 'day')} read (${shortReason(failures)})`;
  const fresh = days.reduce((sum, { newEvents }) => sum + newEvents, 0);
  return `${counted}, ${plural(fresh, 'new event')}; in the store: ${stateWords(days.map(({ day }) => stored.get(day)?.state ?? 'missing'))}.`;
}

/**
 * A line about the days of those asked for that are no longer read; null when there are none.
 * @param retentionDays days that events are kept; 0 keeps all
 */
export function tooOldLine(days: readonly UtcDay[], now: Date, retentionDays: number): string | null {
  const first = firstReadableDay(now, { retentionDays });
  const { length } = days.filter((day) => day < first);
  if (length === 0) return null;
  const why =
    retentionDays !== 0 && retentionDays < horizonDays
      ? `older than RETENTION_DAYS (${retentionDays}), which would delete ${length === 1 ? 'it' : 'them'} again`
      : `before ${first}, the first day that Microsoft Graph can still have`;
  return `${plural(length, 'day')} ${length === 1 ? 'was' : 'were'} not read: ${why}.`;
}

/** How many days are in which state: `26 complete and 4 partial`. */
function stateWords(found: readonly DayState[]): string {
  const counts = states.map((state) => ({ state, count: found.filter((each) => each === state).length }));
  return joinList(counts.filter(({ count }) => count > 0).map(({ state, count }) => `${count} ${state}`));
}

/** The first reason, without the days that it starts with, up to its first sentence end. */
function shortReason(failures: readonly string[]): string {
  const reason = (failures[0] ?? 'not all could be read').replace(/^[^:]*\d{4}-\d{2}-\d{2}: /, '');
  const [sentence = reason] = reason.split(/(?<=[\w")])\.(?= |$)/);
  return sentence.length > 120 ? `${sentence.slice(0, 119)}…` : sentence;
}
