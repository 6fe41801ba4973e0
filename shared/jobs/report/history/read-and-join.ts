import { createAccessPastBuilder } from '../../../analysis/access/access-past';
import { lookBackDaysOf } from '../../../analysis/findings/compute-findings';
import { fullyReadAround } from '../../../analysis/events/fully-read-around';
import { createHistoryBuilder } from '../../../analysis/history/history-builder';
import { joinEvents, joinPeriod, selectPeriod, type JoinedPeriod } from '../../../analysis/join-period';
import type { AuditEvent, EventParser } from '../../../domain/events/audit-event';
import type { CollectionDay } from '../../../domain/collection-day';
import { maxLookBackDays, type FindingsPolicy } from '../../../domain/findings-policy';
import { isWithin, previousPeriod, type Period } from '../../../domain/time/period';
import { utcDayOf, utcDaysBetween, type UtcDay } from '../../../domain/time/utc-day';
import { knownUntil } from '../../collect/coverage';
import type { EventStore } from '../../collect/event-store';
import { eventWindows, type PeriodWindow, type Window } from '../event-windows';
import { checkMemory } from '../memory-need';
import type { HistorySummaries } from '../../collect/history-summaries';
import { createScheduledLater, scheduledForLater } from '../scheduled-later';
import type { ParsedStoredEvent } from '../../collect/parse-stored-event';
import type { ParsedDayCache } from '../../collect/parsed-day-cache';
import { createEventReading } from './event-reading';
import type { JoinedPeriods } from './joined-periods';
import { weeksBefore, windowAround } from './period-windows';
import { createStoredWeeks } from './stored-weeks';
import { fingerprintOf, kindOf, type WeekSummary } from './week-summary';

export interface ReadAndJoinParts {
  readonly store: Pick<EventStore, 'read' | 'readUndated'>;
  readonly parse: EventParser;
  readonly policy: FindingsPolicy;
  /** Summaries of past weeks; left out, every week is read and joined again. */
  readonly summaries?: HistorySummaries;
  /** Identifies the code that analyses: summaries that another build made are made again. */
  readonly build?: string;
  /** The cache of the parsed events of each day; left out, all events are read and parsed. */
  readonly parsedDays?: Pick<ParsedDayCache, 'read'>;
  /** Whether several reports read the same weeks: then their events are read once. */
  readonly isShared?: boolean;
  /** Bytes that the heap of this process can grow to; left out, a report may ask for any amount. */
  readonly heapLimit?: number;
}

/** What to read. `Facts` are JSON. */
export interface ReadAndJoinRequest<Facts> {
  readonly period: Period;
  readonly ledger: ReadonlyMap<UtcDay, CollectionDay>;
  readonly now: Date;
  /** Weeks before the period that `onWeek` needs, even if the rules look back less. */
  readonly weeks: number;
  /** Returns what the report needs from an earlier week. `storedEvents` counts its events in the store, readable or not. */
  factsOf(week: Period, joined: JoinedPeriod, storedEvents: number): Facts;
  /** Everything but the events on which the facts depend. */
  readonly factsKey?: unknown;
  /** Called once per earlier week, oldest first; not for the previous period. */
  onWeek(week: Period, facts: Facts): void;
}

/**
 * Creates a function that reads the stored events of the period, the previous one and all the past that the rules look
 * back on, and joins them: steps 1 to 4 of the analysis (`shared/analysis/README.md`).
 *
 * Each past week has a window: the week and the days around it whose events can join with its own, so windows overlap.
 * The last window holds the previous period and the period. The windows are handled in order of time:
 *
 * - A week with a stored summary (`stored-weeks.ts`) is not read, if the summary was made from the events that the
 *   collection ledger counts now.
 * - Neighbouring windows without a stored summary are read in one pass (`event-reading.ts`) and split (`event-windows.ts`).
 *   Each past week is joined, summarized, stored and released. For the report of a week, about a month of events is in memory at a time.
 * - What one week grants for a later start (`scheduled-later.ts`) is joined again with the events of the week in which it
 *   starts, and is therefore part of the fingerprint of that week's summary.
 */
export function createReadAndJoin(parts: ReadAndJoinParts) {
  const {
    store,
    parse,
    policy,
    summaries,
    build = '',
    parsedDays,
    isShared = false,
    heapLimit = Infinity,
  } = parts;
  const readEvents = createEventReading({ store, parse, parsedDays, isShared });
  return async <Facts>(request: ReadAndJoinRequest<Facts>, signal: AbortSignal): Promise<JoinedPeriods> => {
    const { period, ledger, now } = request;
    const keepDays = Math.min(maxLookBackDays, lookBackDaysOf(policy));
    const previous = previousPeriod(period);
    const weeks = Math.max(request.weeks - 1, Math.ceil(keepDays / 7));
    const pastWindows = weeksBefore(previous, weeks).map((week): PeriodWindow => windowAround(week, week));
    // The period may join with anything of the previous one: both are read, and joined, together.
    const both = windowAround(period, previous);
    checkMemory(both, ledger, heapLimit);
    // Events from here on are kept for the run's next report. On a normal Monday each report reads the two periods and the
    // week before them, which can now be summarized.
    const keepFrom = (pastWindows.at(-1) ?? both).from;
    const version = versionOf({ from: keepFrom, to: both.to }, ledger, now);
    const { businessHours, privilegedRoles } = policy;
    const { timeZone } = period;
    const builder = createHistoryBuilder({ keepDays, businessHours, timeZone });
    const complete = new Set(
      [...ledger.values()].filter(({ state }) => state === 'complete').map(({ day }) => day),
    );
    const past = createAccessPastBuilder();
    const undated = await countUndated(signal);
    const storedWeeks = createStoredWeeks<Facts>({
      ...{ summaries, build, now, signal },
      kind: kindOf([businessHours, privilegedRoles, request.factsKey], period),
    });
    const scheduledLater = createScheduledLater();

    /** Adds a week's summary to the history of the later weeks. */
    function useSummary({ period: week }: PeriodWindow, summary: WeekSummary<Facts>): void {
      builder.addHistory(summary.history, week);
      past.addSummary(summary.access, week);
      scheduledLater.keep(summary.ahead);
      request.onWeek(week, summary.facts);
    }

    /** Joins the events of a past week, and stores its summary. */
    async function summarize(window: PeriodWindow, items: readonly ParsedStoredEvent[]): Promise<void> {
      const startingHere = scheduledLater.startingIn(window);
      const events = [...startingHere, ...readableOf(items)];
      const joined = joinPeriod(events, window.period, now, privilegedRoles);
      const week = createHistoryBuilder({ keepDays: Infinity, businessHours, timeZone });
      week.add(joined, window.period);
      const access = createAccessPastBuilder();
      access.add(joined, window.period);
      const summary = {
        fingerprint: fingerprintOf(window, ledger, startingHere),
        validFrom: lastPlannedEnd(joined),
        facts: request.factsOf(window.period, joined, itemsOf(window.period, items).length),
        history: week.history(new Set()),
        access: access.summary(),
        ahead: scheduledForLater(joined, events, window),
      };
      useSummary(window, summary);
      // A week without events needs no summary: reading it again is a query that returns nothing.
      if (events.length > 0) await storedWeeks.keep(window, summary);
    }

    /** Joins the events of the period and of the previous one. */
    function joinBoth(items: readonly ParsedStoredEvent[]): Pick<JoinedPeriods, 'previous' | 'current'> {
      const events = [...scheduledLater.startingIn(both), ...readableOf(items)];
      const pastSoFar = () => ({ history: builder.history(complete), accessPast: past.past() });
      const pastOfPrevious = pastSoFar();
      const joined = joinEvents(events, now, privilegedRoles, {
        isFullyReadAround: fullyReadAround(ledger),
        names: pastOfPrevious.history.names,
      });
      const eventsOfPeriod = (of: Period) => {
        const own = itemsOf(of, items);
        const unreadable = own.length - readableOf(own).length + undated;
        const until = knownUntil(of, ledger, now);
        return { period: of, joined, knownUntil: until, storedEvents: own.length, unreadable };
      };
      const previousJoined = selectPeriod(joined, previous);
      builder.add(previousJoined, previous);
      past.add(previousJoined, previous);
      return {
        previous: { ...eventsOfPeriod(previous), ...pastOfPrevious },
        current: { ...eventsOfPeriod(period), ...pastSoFar() },
      };
    }

    /** Yields the stored events of all windows, and counts them. */
    async function* readItems(windows: readonly PeriodWindow[], storedByDay: Map<UtcDay, number>) {
      const [first, last] = [windows[0], windows.at(-1)];
      if (first === undefined || last === undefined) return;
      const order = { from: first.from, to: last.to, keepFrom, version, ledger };
      for await (const item of readEvents(order, signal)) {
        const day = utcDayOf(item.storedAt);
        storedByDay.set(day, (storedByDay.get(day) ?? 0) + 1);
        yield item;
      }
    }

    /** Reads neighbouring windows in one pass. Returns the two periods if their window is among them. */
    async function readWindows(windows: readonly PeriodWindow[]): Promise<JoinedPeriods | null> {
      for (const window of windows) checkMemory(window, ledger, heapLimit);
      const storedByDay = new Map<UtcDay, number>();
      for await (const { window, items } of eventWindows(readItems(windows, storedByDay), windows)) {
        if (window === both) return { ...joinBoth(items), storedByDay };
        await summarize(window, items);
      }
      return null;
    }

    let unsummarized: PeriodWindow[] = [];
    for (const { window, takeSummary } of await storedWeeks.summariesOf(pastWindows)) {
      const summary = takeSummary();
      // What earlier weeks scheduled, which the fingerprint covers, is known only after these weeks have been read.
      if (summary !== null && unsummarized.length > 0) {
        await readWindows(unsummarized);
        unsummarized = [];
      }
      const isSame = () =>
        summary?.fingerprint === fingerprintOf(window, ledger, scheduledLater.startingIn(window));
      if (summary !== null && isSame()) useSummary(window, summary);
      else unsummarized.push(window);
    }
    const read = await readWindows([...unsummarized, both]);
    if (read === null) throw new RangeError('The window of the period was not read.');
    return read;
  };

  async function countUndated(signal: AbortSignal): Promise<number> {
    let undated = 0;
    for await (const { at } of store.readUndated(signal)) undated += at === null ? 1 : 0;
    return undated;
  }
}

/** Returns what the ledger knows of a window's days. It differs when a day was read again. */
const versionOf = ({ from, to }: Window, ledger: ReadAndJoinRequest<never>['ledger'], now: Date): string =>
  JSON.stringify([now, from, to, utcDaysBetween(from, to).map((day) => ledger.get(day) ?? null)]);

/** Returns the last planned end: after it, it is known how every activation ended. Milliseconds. */
const lastPlannedEnd = ({ elevations }: JoinedPeriod): number =>
  elevations.reduce((last, { plannedEndAt }) => Math.max(last, plannedEndAt?.getTime() ?? 0), 0);

const readableOf = (items: readonly ParsedStoredEvent[]): AuditEvent[] =>
  items.flatMap(({ event }) => (event === null ? [] : [event]));

const itemsOf = (period: Period, items: readonly ParsedStoredEvent[]): ParsedStoredEvent[] =>
  items.filter(({ at }) => isWithin(period, at));
