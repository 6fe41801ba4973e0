import { addUtcDays, utcDayOf, type UtcDay } from '../../../domain/time/utc-day';
import type { PeriodWindow } from '../event-windows';
import type { HistorySummaries } from '../../collect/history-summaries';
import { formatSummary, parseSummary, type WeekSummary } from './week-summary';

export interface StoredWeeksParts {
  readonly summaries: HistorySummaries | undefined;
  readonly kind: string;
  /** Identifies the code that made a summary; those of another build count as not stored. */
  readonly build: string;
  readonly now: Date;
  readonly signal: AbortSignal;
}

/** A window, and the stored summary of its week if there is one. */
export interface SummarizedWindow<Facts> {
  readonly window: PeriodWindow;
  /** Returns the summary, or null if the week has none; the first call only, so that it is not kept in memory. */
  readonly takeSummary: () => WeekSummary<Facts> | null;
}

/**
 * Creates the stored summaries of past weeks as one report uses them. A store that fails costs time and nothing else:
 * the weeks are then read from their events.
 */
export function createStoredWeeks<Facts>({ summaries, kind, build, now, signal }: StoredWeeksParts) {
  const head = `${build}\n`;
  const orNothing = async <T>(work: Promise<T> | undefined, nothing: T): Promise<T> => {
    try {
      return (await work) ?? nothing;
    } catch {
      signal.throwIfAborted();
      return nothing;
    }
  };
  return {
    /** Returns the windows of past weeks, in order, with the stored summary of each. */
    async summariesOf(windows: readonly PeriodWindow[]): Promise<SummarizedWindow<Facts>[]> {
      const [first, last] = [windows[0], windows.at(-1)];
      if (first === undefined || last === undefined) return [];
      const [from, to] = [utcDayOf(first.period.from), addUtcDays(utcDayOf(last.period.from), 1)];
      const texts = new Map(
        await orNothing(summaries?.read(kind, from, to, signal), new Map<UtcDay, string>()),
      );
      const takeSummary = (week: UtcDay): WeekSummary<Facts> | null => {
        const text = texts.get(week);
        texts.delete(week);
        const summary = text?.startsWith(head) ? parseSummary<Facts>(text.slice(head.length)) : null;
        return summary !== null && summary.validFrom <= now.getTime() ? summary : null;
      };
      return windows.map((window) => ({
        window,
        takeSummary: () => takeSummary(utcDayOf(window.period.from)),
      }));
    },

    /** Stores the summary of a week whose window is over. */
    async keep(window: PeriodWindow, summary: WeekSummary<Facts>): Promise<void> {
      if (window.to > now || summary.validFrom > now.getTime()) return;
      const week = utcDayOf(window.period.from);
      await orNothing(summaries?.save(kind, week, head + formatSummary(summary), signal), undefined);
    },
  };
}
