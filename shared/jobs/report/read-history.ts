import { createAccessPastFold, type AccessPast } from '../../analysis/access/access-past';
import { lookBackDaysOf } from '../../analysis/findings/compute-findings';
import { createHistoryFold } from '../../analysis/history/fold-history';
import type { History } from '../../analysis/history/history';
import { joinPeriod, type JoinedPeriod } from '../../analysis/join-period';
import type { AuditEvent } from '../../domain/audit-event';
import type { CollectionDay } from '../../domain/collection-day';
import type { FindingsPolicy } from '../../domain/findings-policy';
import { datesPeriod, isWithin, localDate, previousPeriod, type Period } from '../../domain/period';
import { utcDayOf, type UtcDay } from '../../domain/utc-day';
import type { EventStore } from '../collect/event-store';
import type { EventParser } from './event-log';
import { eventWindows, type Window } from './event-windows';
import { createScheduledAhead } from './scheduled-ahead';

/** A period, its events and what came before it. */
export interface PeriodEvents {
  readonly period: Period;
  /** All events that may matter to the period, some from before and after it among them. */
  readonly events: readonly AuditEvent[];
  /** Number of stored events of the period itself, readable or not. */
  readonly stored: number;
  /** Number of stored events of the period, and of those without a time, that cannot be understood. */
  readonly unreadable: number;
  /** Summary of what happened before the period. */
  readonly history: History;
  /** What it tells about people and roles, for the analysis of standing access. */
  readonly accessPast: AccessPast;
}

/** What was read. */
export interface ReadPeriods {
  readonly before: PeriodEvents;
  readonly current: PeriodEvents;
  /** Number of stored events of each UTC day that the period touches, of its parts outside the period too. */
  readonly storedByDay: ReadonlyMap<UtcDay, number>;
}

export interface HistoryParts {
  readonly store: Pick<EventStore, 'read' | 'readUndated'>;
  readonly parse: EventParser;
  readonly policy: FindingsPolicy;
}

/** What to read. */
export interface HistoryRequest {
  readonly period: Period;
  readonly ledger: ReadonlyMap<UtcDay, CollectionDay>;
  readonly now: Date;
  /** Weeks before the period that `onWeek` needs, even if the rules look back less. */
  readonly weeks: number;
  /** Called once per earlier week, oldest first; not for the previous period. */
  onWeek(week: Period, joined: JoinedPeriod): void;
}

/** Milliseconds before and after a period whose events can join with its own. An approval waits at most a day, and so does an elevation. */
const reach = 8 * 24 * 3_600_000;

/** Bound of the look-back in days, whatever a setting says: nobody keeps events for longer. */
const maxLookBackDays = 3_660;

/** A window of events, and the period that it serves. */
interface PeriodWindow extends Window {
  readonly period: Period;
}

/**
 * Creates a reader that takes, in one pass over the store, the period, the previous one and all the past that the
 * rules look back on. The past is read week by week, joined, summed up and released: at most a month of it is in memory.
 */
export function createReadHistory({ store, parse, policy }: HistoryParts) {
  return async (request: HistoryRequest, signal: AbortSignal): Promise<ReadPeriods> => {
    const { period, ledger, now } = request;
    const keepDays = Math.min(maxLookBackDays, lookBackDaysOf(policy));
    const before = previousPeriod(period);
    const windows = windowsFor(before, period, Math.max(request.weeks - 1, Math.ceil(keepDays / 7)));
    const { businessHours, privilegedRoles } = policy;
    const fold = createHistoryFold({ keepDays, businessHours, timeZone: period.timeZone });
    const complete = new Set(
      [...ledger.values()].filter(({ state }) => state === 'complete').map(({ day }) => day),
    );
    const past = createAccessPastFold();
    const undated = await countUndated(signal);

    const found: PeriodEvents[] = [];
    const storedByDay = new Map<UtcDay, number>();
    const ahead = createScheduledAhead();
    for await (const { window, items } of eventWindows(readItems(windows, storedByDay, signal), windows)) {
      const read = items.flatMap(({ event }) => (event === null ? [] : [event]));
      const events = [...ahead.startingIn(window), ...read];
      if (window.period === before || window.period === period) {
        const own = items.filter(({ at }) => isWithin(window.period, at));
        const unreadable = own.filter(({ event }) => event === null).length + undated;
        const history = fold.history(complete);
        const known = { history, accessPast: past.past() };
        found.push({ period: window.period, events, stored: own.length, unreadable, ...known });
      }
      if (window.period === period) break;
      const joined = joinPeriod(events, window.period, now, privilegedRoles);
      fold.add(joined, window.period);
      past.add(joined, window.period);
      ahead.keep(joined, events, window);
      if (window.period !== before) request.onWeek(window.period, joined);
    }
    const [first, second] = found;
    if (first === undefined || second === undefined) throw new RangeError('A window was not given.');
    return { before: first, current: second, storedByDay };
  };

  /** Yields the stored events of all windows, and counts them; the event is null when it cannot be understood. */
  async function* readItems(
    windows: readonly PeriodWindow[],
    storedByDay: Map<UtcDay, number>,
    signal: AbortSignal,
  ) {
    const [first, last] = [windows[0], windows.at(-1)];
    if (first === undefined || last === undefined) return;
    for await (const { raw, source, at } of store.read(first.from, last.to, signal)) {
      if (at !== null) storedByDay.set(utcDayOf(at), (storedByDay.get(utcDayOf(at)) ?? 0) + 1);
      const parsed = parse(raw, source);
      const event = parsed.ok ? parsed.event : null;
      const happened = event?.at ?? at;
      if (happened !== null) yield { at: happened, event };
    }
  }

  async function countUndated(signal: AbortSignal): Promise<number> {
    let undated = 0;
    for await (const { at } of store.readUndated(signal)) undated += at === null ? 1 : 0;
    return undated;
  }
}

/** Returns the windows of that many weeks, of the previous period and of the period, each with what joins over its edges. */
function windowsFor(before: Period, period: Period, weeks: number): PeriodWindow[] {
  const periods = [before];
  for (let week = weekBefore(before); periods.length <= weeks; week = weekBefore(week)) periods.unshift(week);
  const around = (of: Period, from: Period): PeriodWindow => ({
    period: of,
    from: new Date(from.from.getTime() - reach),
    to: new Date(of.to.getTime() + reach),
  });
  // The period itself may join with anything of the previous one.
  return [...periods.map((each) => around(each, each)), around(period, before)];
}

/** Returns the seven local days before a period. */
function weekBefore({ from, timeZone }: Period): Period {
  const first = localDate(from, timeZone);
  return datesPeriod(
    first.subtract({ days: 7 }).toString(),
    first.subtract({ days: 1 }).toString(),
    timeZone,
  );
}
