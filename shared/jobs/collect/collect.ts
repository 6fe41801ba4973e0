import type { CollectionDay } from '../../domain/collection-day';
import { InterruptedError } from '../../domain/interrupted-error';
import { RefusalError } from '../../domain/refusal-error';
import { addUtcDays, utcDayOf, type UtcDay } from '../../domain/time/utc-day';
import { failureText } from '../../text/failure-text';
import { stopReason } from '../../text/stop-reason';
import type { AuditSource } from './audit-source';
import type { CheckTenant } from './check-tenant';
import { ledgerGrace, type CollectionLedger } from './collection-ledger';
import { daysDue, daysLost, daysOutOfReach, firstReadableDay, type ReadingPolicy } from './plan/days-to-read';
import type { EventStore } from './event-store';
import { reachDays, weeksAround, type HistorySummaries } from './history-summaries';
import { hasImported, withNeighbours } from './ledger/imported-days';
import { rowAfterFailure, rowAfterReading, rowWhenLost } from './ledger/ledger-row';
import { createReadingPlan } from './plan/reading-plan';
import { windowsOf, type ReadingWindow } from './plan/reading-windows';
import { createRecordDays, type MakeRow } from './ledger/record-days';
import { createSaveLiveEvents, type SaveLiveEventsParts } from './save-live-events';

export interface CollectParts {
  readonly source: AuditSource;
  readonly store: Pick<EventStore, 'read' | 'save' | 'remove' | 'count'>;
  readonly ledger: CollectionLedger;
  /** Summaries of past weeks: a run deletes those of the weeks whose events it reads again, except the newest. */
  readonly summaries: Pick<HistorySummaries, 'deleteDays'>;
  readonly policy: ReadingPolicy;
  /** Checks before anything is read that the store is this tenant's. */
  readonly checkTenant: CheckTenant;
  /** Returns the traits by which a live event is matched with imported ones. */
  readonly traitsOf: SaveLiveEventsParts['traitsOf'];
  readonly onProgress?: (progress: CollectProgress) => void;
}

/** The progress of a run. */
export interface CollectProgress {
  readonly daysDone: number;
  readonly daysTotal: number;
  /** Pages received so far. */
  readonly pages: number;
  /** Events received so far, repeats included. */
  readonly events: number;
}

/** The result of a run. */
export interface CollectResult {
  /** Ledger rows of the days that the run read, tried to read, or marked as lost. */
  readonly days: readonly CollectionDay[];
  /** Days that were due and were not read to their end. */
  readonly unread: readonly UtcDay[];
  /** One sentence for each failure, which can leave several windows unread; empty when everything due was read. */
  readonly failures: readonly string[];
  /** The earliest time that the service's own clock showed during the run; null when it showed none. */
  readonly serviceTime: Date | null;
}

const outOfReach = 'It was not read while Microsoft Graph still had it.';

/**
 * Creates the collect job. It never loses what it has read: events are stored page by page, a day's ledger row is
 * written after its events, and a failed day is marked in the ledger and read again by the next run. A run to which the
 * service did not tell its own time marks nothing as lost. What could not be read or stored is part of the result, also
 * when the sign-in fails. It throws if the sign-in is for another tenant than the store's, if the store's tenant, the
 * ledger or the counts of days that failed cannot be read, or if the ledger cannot be written.
 */
export function createCollect(parts: CollectParts) {
  const { source, store, ledger, summaries, policy, traitsOf, checkTenant, onProgress } = parts;
  const saveLiveEvents = createSaveLiveEvents({ store, traitsOf });
  const record = createRecordDays({ store, ledger });

  /** Reads what is due at `now`, then marks what can no longer be read as lost. */
  async function collectDue(now: Date, signal: AbortSignal): Promise<CollectResult> {
    const rows = await ledger.read(signal);
    return collect(rows, daysDue(rows, now, policy), daysLost, now, signal);
  }

  /** Reads the given days, complete or not, as far as they can still be read; marks the others as lost. */
  async function collectDays(
    days: readonly UtcDay[],
    now: Date,
    signal: AbortSignal,
  ): Promise<CollectResult> {
    const rows = await ledger.read(signal);
    const first = firstReadableDay(now, policy);
    const lostOf: FindLost = (known, today, limits) => daysOutOfReach(days, known, today, limits);
    return collect(
      rows,
      days.filter((day) => day >= first),
      lostOf,
      now,
      signal,
    );
  }

  async function collect(
    rows: ReadonlyMap<UtcDay, CollectionDay>,
    days: readonly UtcDay[],
    lostOf: FindLost,
    now: Date,
    signal: AbortSignal,
  ): Promise<CollectResult> {
    const tenantId = await checkTenant(signal);
    const written: CollectionDay[] = [];
    const unread: UtcDay[] = [];
    const failures: string[] = [];
    const plan = createReadingPlan(windowsOf(days, now, rows));
    let events = 0;
    let pages = 0;
    let serviceTime: Date | null = null;
    for (let window = plan.next(); window !== undefined; window = plan.next()) {
      const { to } = window;
      const report = () =>
        onProgress?.({ ...progressOf(written, [window, ...plan.waiting()]), pages, events });
      try {
        // Before: a run that dies leaves no summary that lacks its events. And after: a report made meanwhile may have
        // summarized the days as they were.
        await deleteStaleSummaries(window, now, signal);
        const read = async (ledgerRows: typeof rows) =>
          readWindow(window, plan.retries(), ledgerRows, signal, (count) => {
            events += count;
            pages += 1;
            report();
          });
        let { availableFrom, answeredAt } = await read(rows);
        let before = await ledger.read(signal);
        // An import that ran meanwhile has stored some of the events too: read again, so that they are compared.
        const isNew = (day: UtcDay) => hasImported(before, day) && !hasImported(rows, day);
        if (withNeighbours(window.days).some(isNew)) {
          ({ availableFrom, answeredAt } = await read(before));
          before = await ledger.read(signal);
        }
        await deleteStaleSummaries(window, now, signal);
        serviceTime = earliest(serviceTime, answeredAt);
        // If our clock is ahead, days would be called complete before they are over.
        const [readTo, at] = [earliest(to, answeredAt) ?? to, earliest(now, answeredAt) ?? now];
        const facts = { availableFrom, to: readTo, now: at };
        const rowOf: MakeRow = (day, before, count) => ({
          ...rowAfterReading(day, before, count, facts),
          ...(tenantId === null ? {} : { tenantId }),
        });
        written.push(...(await record(window.days, rowOf, before, signal)));
        plan.succeeded();
      } catch (error) {
        const isHopeless = error instanceof RefusalError || signal.aborted;
        const failed = plan
          .failed(window, isHopeless)
          .flatMap((each) => each.days)
          .sort();
        if (failed.length === 0) continue;
        unread.push(...failed);
        const reason = signal.aborted ? stopReason(signal, noTimeToRead) : failureText(error);
        const isInterrupted = signal.aborted && signal.reason instanceof InterruptedError;
        failures.push(`${dayRange(failed)}: ${reason}`);
        const rowOf: MakeRow = (day, before, count) =>
          rowAfterFailure(day, before, count, reason, isInterrupted);
        const grace = AbortSignal.timeout(ledgerGrace);
        written.push(...(await record(failed, rowOf, await ledger.read(grace), grace)));
      }
      onProgress?.({ ...progressOf(written, plan.waiting()), pages, events });
    }
    const today = earliest(now, serviceTime) ?? now;
    if (serviceTime !== null && lostOf(rows, today, policy).length > 0)
      written.push(...(await markLost(lostOf, today)));
    return { days: written, unread, failures, serviceTime };
  }

  /**
   * Reads a window page by page, and stores the events of each page before it reads the next one.
   * @param rows the ledger, which knows the days that hold imported events
   * @returns when Graph's log begins, or null if it covers the window; and the earliest time that Graph's clock showed
   */
  async function readWindow(
    { from, to }: ReadingWindow,
    retries: 'standard' | 'few',
    rows: ReadonlyMap<UtcDay, CollectionDay>,
    signal: AbortSignal,
    onEvents: (count: number) => void,
  ): Promise<{ availableFrom: Date | null; answeredAt: Date | null }> {
    let availableFrom: Date | null = null;
    let answeredAt: Date | null = null;
    for await (const page of source.read({ from, to }, signal, retries)) {
      if (page.availableFrom !== null) availableFrom = page.availableFrom;
      answeredAt = earliest(answeredAt, page.answeredAt);
      if (page.events.length > 0) await saveLiveEvents(page.events, rows, signal);
      onEvents(page.events.length);
    }
    return { availableFrom, answeredAt };
  }

  /**
   * Deletes the cached summaries of weeks that a window's events can change, and the cached parsed days of the same
   * dates, which costs only time. A window that begins within the last {@link reachDays} days, today included, deletes
   * none: the next nights read such days again, and a summary is not used anyway once the ledger counts other events.
   */
  async function deleteStaleSummaries(
    { days }: ReadingWindow,
    now: Date,
    signal: AbortSignal,
  ): Promise<void> {
    const [first, last] = [days[0], days.at(-1)];
    const newest = addUtcDays(utcDayOf(now), 1 - reachDays);
    if (first === undefined || last === undefined || first >= newest) return;
    await summaries.deleteDays(...weeksAround(first, addUtcDays(last, 1)), signal);
  }

  /**
   * Marks days as lost. `today` respects the service's clock: if ours is ahead, days within reach, or still to come,
   * would be lost.
   */
  async function markLost(lostOf: FindLost, today: Date): Promise<CollectionDay[]> {
    const signal = AbortSignal.timeout(ledgerGrace);
    const before = await ledger.read(signal);
    const rows = lostOf(before, today, policy).map((day) => rowWhenLost(day, before.get(day), outOfReach));
    await ledger.write(rows, signal);
    return rows;
  }

  return { collectDue, collectDays };
}

/** Finds the days that went out of reach unread. */
type FindLost = typeof daysLost;

function progressOf(
  written: readonly CollectionDay[],
  waiting: readonly ReadingWindow[],
): Pick<CollectProgress, 'daysDone' | 'daysTotal'> {
  const daysDone = written.length;
  return { daysDone, daysTotal: daysDone + waiting.reduce((sum, { days }) => sum + days.length, 0) };
}

function dayRange(days: readonly UtcDay[]): string {
  const [first = '', last = ''] = [days[0], days.at(-1)];
  return first === last ? first : `${days.length} days from ${first} to ${last}`;
}

/** Why days are not read if the run's time is up, or the share of it in which gaps are closed before a mail. */
export const noTimeToRead = 'The run had no time left for reading.';

const earliest = (one: Date | null, other: Date | null): Date | null =>
  one === null || (other !== null && other < one) ? other : one;
