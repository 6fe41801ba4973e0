import type { CollectionDay } from '../../domain/collection-day';
import { endOfUtcDay, startOfUtcDay, utcDaysBetween, type UtcDay } from '../../domain/time/utc-day';
import { formatBytes, formatNumber } from '../../text/format-number';
import type { Window } from './event-windows';

/** Bytes of heap that a report needs even without events. */
const baseBytes = 55_000_000;
/**
 * Bytes of heap for each event. Measured with Node 20 as the smallest heap in which a report is made: about 135 MB for
 * 36,000 events, 260 MB for 99,000 (with V8's 48 MB for new objects).
 */
export const eventBytes = 1_900;

/** A report needs more memory than the process has. */
export class ReportTooLargeError extends Error {
  override readonly name = 'ReportTooLargeError';
}

/**
 * Checks that the events of a window fit into memory: a process that runs out of it crashes without an error message, and
 * the remaining reports are not made.
 * @param heapLimit bytes that the heap of this process can grow to
 * @throws ReportTooLargeError when the ledger counts more events than fit
 */
export function checkMemory(
  { from, to }: Window,
  ledger: ReadonlyMap<UtcDay, CollectionDay>,
  heapLimit: number,
): void {
  const days = utcDaysBetween(from, to);
  const events = Math.floor(days.reduce((sum, day) => sum + eventsOf(day, { from, to }, ledger), 0));
  const need = baseBytes + events * eventBytes;
  if (need <= heapLimit) return;
  throw new ReportTooLargeError(
    `It has to compare ${formatNumber(events)} events, ${days[0] ?? ''} to ${days.at(-1) ?? ''}, and needs about ` +
      `${formatBytes(need)} of memory for them; this process has ${formatBytes(heapLimit)}. ` +
      'Give the function app more (instanceMemoryMB), or on a terminal set ' +
      `NODE_OPTIONS=--max-old-space-size=${Math.ceil((need * 1.3) / 2 ** 20)}.`,
  );
}

/** The events of the part of a UTC day that lies in a window. One that cannot be understood does not count: it is kept without facts. */
function eventsOf(day: UtcDay, { from, to }: Window, ledger: ReadonlyMap<UtcDay, CollectionDay>): number {
  const row = ledger.get(day);
  if (row === undefined) return 0;
  const [start, end] = [startOfUtcDay(day).getTime(), endOfUtcDay(day).getTime()];
  const share = (Math.min(end, to.getTime()) - Math.max(start, from.getTime())) / (end - start);
  return share * (row.events - row.unreadable);
}
