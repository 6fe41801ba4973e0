import { lookBackDaysOf } from '../../analysis/findings/compute-findings';
import { createHistoryFold } from '../../analysis/history/fold-history';
import type { History } from '../../analysis/history/history';
import { joinPeriod, type JoinedPeriod } from '../../analysis/join-period';
import type { AuditEvent } from '../../domain/audit-event';
import type { CollectionDay } from '../../domain/collection-day';
import type { FindingsPolicy } from '../../domain/findings-policy';
import { datesPeriod, isWithin, localDate, previousPeriod, type Period } from '../../domain/period';
import type { UtcDay } from '../../domain/utc-day';
import type { EventParser } from './event-log';
import type { EventReader } from './event-reader';
import { eventWindows, type Window } from './event-windows';

/** What there is to say of a period. */
export interface Chapter {
  readonly period: Period;
  /** Everything that may bear on the period: also from before and after it. */
  readonly events: readonly AuditEvent[];
  /** Stored events of the period itself, readable or not. */
  readonly stored: number;
  /** Stored events of the period, and those without a time, that cannot be understood. */
  readonly unreadable: number;
  /** What happened before the period. */
  readonly history: History;
}

export interface HistoryParts {
  readonly store: EventReader;
  readonly parse: EventParser;
  readonly policy: FindingsPolicy;
}

/** What is asked of the past. */
export interface HistoryOrder {
  readonly period: Period;
  readonly ledger: ReadonlyMap<UtcDay, CollectionDay>;
  readonly now: Date;
  /** Weeks before the period that `onWeek` wants to see, however little the rules look back. */
  readonly weeks: number;
  /** Told of each week before the period before, the oldest first. */
  onWeek(week: Period, joined: JoinedPeriod): void;
}

/** Joins reach back and forward over the edges of a period by this much. An approval waits a day, so does a role. */
const reach = 8 * 24 * 3_600_000;

/** Whatever a setting says: nobody keeps events for longer. */
const longestLookBack = 3_660;

/** A period and the events that bear on it. */
interface Stretch extends Window {
  readonly period: Period;
}

/**
 * Reads, in one pass over the store, the period, the one before it and all the past that the rules look back on.
 * The past is taken week by week, joined, summed up and let go: no more than a month of it is in memory at once.
 */
export function createReadHistory({ store, parse, policy }: HistoryParts) {
  return async (order: HistoryOrder, signal: AbortSignal): Promise<{ before: Chapter; current: Chapter }> => {
    const { period, ledger, now } = order;
    const keepDays = Math.min(longestLookBack, lookBackDaysOf(policy));
    const before = previousPeriod(period);
    const stretches = stretchesOf(before, period, Math.max(order.weeks - 1, Math.ceil(keepDays / 7)));
    const { businessHours, privilegedRoles } = policy;
    const fold = createHistoryFold({ keepDays, businessHours, timeZone: period.timeZone });
    const complete = new Set(
      [...ledger.values()].filter(({ state }) => state === 'complete').map(({ day }) => day),
    );
    const undated = await countUndated(signal);

    const chapters: Chapter[] = [];
    for await (const { window, items } of eventWindows(readItems(stretches, signal), stretches)) {
      const events = items.flatMap(({ event }) => (event === null ? [] : [event]));
      if (window.period === before || window.period === period) {
        const own = items.filter(({ at }) => isWithin(window.period, at));
        const unreadable = own.filter(({ event }) => event === null).length + undated;
        const history = fold.history(complete);
        chapters.push({ period: window.period, events, stored: own.length, unreadable, history });
      }
      if (window.period === period) break;
      const joined = joinPeriod(events, window.period, now, privilegedRoles);
      fold.add(joined, window.period);
      if (window.period !== before) order.onWeek(window.period, joined);
    }
    const [first, second] = chapters;
    if (first === undefined || second === undefined) throw new RangeError('A window was not given.');
    return { before: first, current: second };
  };

  /** The stored events of all stretches; what cannot be understood is null. */
  async function* readItems(stretches: readonly Stretch[], signal: AbortSignal) {
    const [first, last] = [stretches[0], stretches.at(-1)];
    if (first === undefined || last === undefined) return;
    for await (const { raw, source, at } of store.read(first.from, last.to, signal)) {
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

/** So many weeks, then the period before, then the period, each with what joins over its edges. */
function stretchesOf(before: Period, period: Period, weeks: number): Stretch[] {
  const periods = [before];
  for (let week = weekBefore(before); periods.length <= weeks; week = weekBefore(week)) periods.unshift(week);
  const around = (of: Period, from: Period): Stretch => ({
    period: of,
    from: new Date(from.from.getTime() - reach),
    to: new Date(of.to.getTime() + reach),
  });
  // What the report itself says may rest on a little more of what came before.
  return [...periods.map((each) => around(each, each)), around(period, before)];
}

/** The seven local days before a period. */
function weekBefore({ from, timeZone }: Period): Period {
  const first = localDate(from, timeZone);
  return datesPeriod(
    first.subtract({ days: 7 }).toString(),
    first.subtract({ days: 1 }).toString(),
    timeZone,
  );
}
