import type { StoredEvent } from '../../domain/audit-event';
import type { CollectionDay } from '../../domain/collection-day';
import { failureText } from '../../text/failure-text';
import { RefusalError } from '../../domain/refusal-error';
import type { UtcDay } from '../../domain/utc-day';
import {
  daysDue,
  daysLost,
  daysOutOfReach,
  firstReadableDay,
  windowsOf,
  type ReadingPolicy,
  type Window,
} from './days-to-read';
import { rowAfterFailure, rowAfterReading, rowWhenLost, type DayCount } from './ledger-row';
import { createReadingPlan } from './reading-plan';

/** Where events come from. */
export interface AuditSource {
  /**
   * Yields every event of the half-open span at least once, in pages; an event that cannot be understood comes with
   * its problem. `availableFrom` says that the service has nothing before it, `answeredAt` what its own clock says
   * (left out: not said). `short` patience is for a service that has just failed.
   * @throws RefusalError when a person must change something first; any other error when it cannot be read now.
   */
  read(
    span: { from: Date; to: Date },
    signal: AbortSignal,
    patience: 'full' | 'short',
  ): AsyncIterable<{
    events: readonly StoredEvent[];
    availableFrom: Date | null;
    answeredAt?: Date | null;
  }>;
}

/** Where events are kept. */
export interface EventKeeper {
  /** Resolves when all are stored. The same event twice is stored once. */
  save(events: readonly StoredEvent[], signal: AbortSignal): Promise<void>;
  /** Counts what the store holds of a UTC day. */
  count(day: UtcDay, signal: AbortSignal): Promise<DayCount>;
}

/** What is known of each day. */
export interface CollectionLedger {
  read(signal: AbortSignal): Promise<Map<UtcDay, CollectionDay>>;
  write(days: readonly CollectionDay[], signal: AbortSignal): Promise<void>;
}

export interface CollectParts {
  readonly source: AuditSource;
  readonly store: EventKeeper;
  readonly ledger: CollectionLedger;
  readonly policy: ReadingPolicy;
  readonly onProgress?: (progress: CollectProgress) => void;
}

/** How far a run is. */
export interface CollectProgress {
  readonly daysDone: number;
  readonly daysTotal: number;
  /** Events received so far, repeats included. */
  readonly events: number;
}

/** What a run did: the ledger's rows that it wrote, and what it could not do. */
export interface CollectResult {
  readonly days: readonly CollectionDay[];
  /** One sentence a window that failed; empty when all that was due was read. */
  readonly failures: readonly string[];
  /** The earliest that the service's own clock said in this run; null when it said nothing. */
  readonly serviceTime: Date | null;
}

/** Milliseconds that the ledger may still take when the run's own time is up. */
const lastWords = 60_000;

const outOfReach = 'It was not read while Microsoft Graph still had it.';

/**
 * The collect job. It never loses what it has: events are stored page by page, a day's ledger row is written after
 * its events, and what fails is marked in the ledger and read again by the next run. Nothing is called lost by a run
 * that has not heard the service's own clock. What could not be read or stored comes back in the result; only failures
 * of our own ledger are thrown.
 */
export function createCollect({ source, store, ledger, policy, onProgress }: CollectParts) {
  /** Reads what is due at `now`, then marks what can no longer be read as lost. */
  async function collectDue(now: Date, signal: AbortSignal): Promise<CollectResult> {
    const rows = await ledger.read(signal);
    const lostOf: LostOf = (rows, today) => daysLost(rows, today, policy);
    return collect(rows, daysDue(rows, now, policy), lostOf, now, signal);
  }

  /** Reads given days, complete or not, as far as they can still be read; then marks the others as lost. */
  async function collectDays(
    days: readonly UtcDay[],
    now: Date,
    signal: AbortSignal,
  ): Promise<CollectResult> {
    const rows = await ledger.read(signal);
    const first = firstReadableDay(now, policy);
    const readable = days.filter((day) => day >= first);
    const lostOf: LostOf = (rows, today) => daysOutOfReach(days, rows, today, policy);
    return collect(rows, readable, lostOf, now, signal);
  }

  async function collect(
    rows: ReadonlyMap<UtcDay, CollectionDay>,
    days: readonly UtcDay[],
    lostOf: LostOf,
    now: Date,
    signal: AbortSignal,
  ): Promise<CollectResult> {
    const written: CollectionDay[] = [];
    const failures: string[] = [];
    const plan = createReadingPlan(windowsOf(days, now, rows));
    let events = 0;
    let serviceTime: Date | null = null;
    for (let window = plan.next(); window !== undefined; window = plan.next()) {
      const { to } = window;
      const report = () => onProgress?.(progressOf(written, [window, ...plan.waiting()], events));
      try {
        const { availableFrom, answeredAt } = await readWindow(window, plan.patience(), signal, (count) => {
          events += count;
          report();
        });
        serviceTime = earliest(serviceTime, answeredAt);
        // By a clock of ours that is ahead, days would be complete before they are over.
        const [readTo, at] = [earliest(to, answeredAt) ?? to, earliest(now, answeredAt) ?? now];
        const read = { availableFrom, to: readTo, now: at };
        const rowOf: RowOf = (day, before, count) => rowAfterReading(day, before, count, read);
        written.push(...(await record(window.days, rowOf, signal)));
        plan.succeeded();
      } catch (error) {
        const isHopeless = error instanceof RefusalError || signal.aborted;
        const failed = plan
          .failed(window, isHopeless)
          .flatMap((each) => each.days)
          .sort();
        if (failed.length === 0) continue;
        const reason = signal.aborted ? 'The run had no time left.' : failureText(error);
        failures.push(`${daysInWords(failed)}: ${reason}`);
        const rowOf: RowOf = (day, before, count) => rowAfterFailure(day, before, count, reason);
        written.push(...(await record(failed, rowOf, AbortSignal.timeout(lastWords))));
      }
      onProgress?.(progressOf(written, plan.waiting(), events));
    }
    const today = earliest(now, serviceTime) ?? now;
    if (serviceTime !== null && lostOf(rows, today).length > 0)
      written.push(...(await markLost(lostOf, today)));
    return { days: written, failures, serviceTime };
  }

  /** By our own clock alone, ahead, days would be lost that are within reach, or that are still to come. */
  async function markLost(lostOf: LostOf, today: Date): Promise<CollectionDay[]> {
    const signal = AbortSignal.timeout(lastWords);
    const before = await ledger.read(signal);
    const rows = lostOf(before, today).map((day) => rowWhenLost(day, before.get(day), outOfReach));
    await ledger.write(rows, signal);
    return rows;
  }

  async function readWindow(
    { from, to }: Window,
    patience: 'full' | 'short',
    signal: AbortSignal,
    onEvents: (count: number) => void,
  ): Promise<{ availableFrom: Date | null; answeredAt: Date | null }> {
    let availableFrom: Date | null = null;
    let answeredAt: Date | null = null;
    for await (const page of source.read({ from, to }, signal, patience)) {
      if (page.availableFrom !== null) availableFrom = page.availableFrom;
      answeredAt = earliest(answeredAt, page.answeredAt ?? null);
      if (page.events.length > 0) await store.save(page.events, signal);
      onEvents(page.events.length);
    }
    return { availableFrom, answeredAt };
  }

  async function record(
    days: readonly UtcDay[],
    rowOf: RowOf,
    signal: AbortSignal,
  ): Promise<CollectionDay[]> {
    // Read afresh: what another run has written meanwhile must not be taken back.
    const before = await ledger.read(signal);
    const rows: CollectionDay[] = [];
    for (const day of days) rows.push(rowOf(day, before.get(day), await store.count(day, signal)));
    await ledger.write(rows, signal);
    return rows;
  }

  return { collectDue, collectDays };
}

/** The days that went out of reach unread, by a ledger and a time that is ours and the service's. */
type LostOf = (rows: ReadonlyMap<UtcDay, CollectionDay>, today: Date) => UtcDay[];
type RowOf = (day: UtcDay, before: CollectionDay | undefined, count: DayCount) => CollectionDay;

function progressOf(
  written: readonly CollectionDay[],
  waiting: readonly Window[],
  events: number,
): CollectProgress {
  const daysDone = written.length;
  return { daysDone, daysTotal: daysDone + waiting.reduce((sum, { days }) => sum + days.length, 0), events };
}

function daysInWords(days: readonly UtcDay[]): string {
  const [first = '', last = ''] = [days[0], days.at(-1)];
  return first === last ? first : `${days.length} days from ${first} to ${last}`;
}

const earliest = (one: Date | null, other: Date | null): Date | null =>
  one === null || (other !== null && other < one) ? other : one;
