import type { DayCoverage, DayState } from '../domain/collection-day';
import { localClock } from '../domain/time/local-clock';
import { isWithin } from '../domain/time/period';
import { startOfUtcDay, type UtcDay } from '../domain/time/utc-day';
import { joinFirst, plural } from '../text/plural';
import { periodNoun } from './words/period-words';
import type { ReportModel } from './report-model';

/** Whether a report can be relied on, in words. */
export interface Completeness {
  readonly complete: boolean;
  /** For a subject line: `INCOMPLETE, 2 of 7 days missing`; empty when complete. */
  readonly short: string;
  /** One or two sentences that name the days that are not complete, of many the first ten of each state. */
  readonly sentence: string;
}

type Gap = Exclude<DayState, 'complete'>;

const gaps: Readonly<Record<Gap, { readonly word: string; sentence(days: string, isOne: boolean): string }>> =
  {
    missing: { word: 'missing', sentence: (days, isOne) => `${days} ${isOne ? 'was' : 'were'} never read` },
    partial: {
      word: 'read in part',
      sentence: (days, isOne) => `${days} ${isOne ? 'was' : 'were'} read in part`,
    },
    lost: {
      word: 'lost',
      sentence: (days, isOne) => `${days} ${isOne ? 'is' : 'are'} lost: Microsoft no longer has the events`,
    },
    imported: {
      word: 'from a file',
      sentence: (days, isOne) => `${days} ${isOne ? 'comes' : 'come'} from a file`,
    },
  };
const states = Object.keys(gaps) as Gap[];

/**
 * What the coverage proves, unless the store holds fewer events than were collected. A report without coverage is
 * incomplete: nothing proves it. Days are UTC days; counted and
 * named are those that lie mostly in the period.
 */
export function completeness({
  coverage,
  period,
  missingEvents = [],
}: Pick<ReportModel, 'coverage' | 'period' | 'missingEvents'>): Completeness {
  const noun = periodNoun(period);
  if (coverage.length === 0) {
    const sentence = `INCOMPLETE: no day of this ${noun} was read.`;
    return { complete: false, short: 'INCOMPLETE, nothing was read', sentence };
  }
  const open = coverage.filter(({ state }) => state !== 'complete');
  if (open.length === 0 && missingEvents.length > 0) {
    const days = plural(missingEvents.length, 'day');
    const sentence = `INCOMPLETE: the store has lost events of ${dayList(missingEvents)} that had been collected.`;
    return { complete: false, short: `INCOMPLETE, stored events of ${days} lost`, sentence };
  }
  if (open.length === 0)
    return { complete: true, short: '', sentence: `Every day of this ${noun} is covered.` };
  const only = states.find((state) => open.every((day) => day.state === state));
  const counted = coverage.filter(({ day }) => liesMostlyIn(period, day));
  const count = open.filter((day) => counted.includes(day)).length;
  // Days that only touch the period are named only when no other is open.
  const named = count === 0 ? open : open.filter((day) => counted.includes(day));
  const facts = states.flatMap((state) => {
    const days = named.filter((day) => day.state === state);
    return days.length === 0 ? [] : [gaps[state].sentence(dayList(days), days.length === 1)];
  });
  const verdict = only === 'imported' ? 'NOT PROVED COMPLETE' : 'INCOMPLETE';
  const share = `${count} of ${plural(counted.length, 'day')} ${only === undefined ? 'not complete' : gaps[only].word}`;
  return {
    complete: false,
    short: `${verdict}, ${count === 0 ? 'some hours missing' : share}`,
    sentence: `${verdict}: ${facts.join('; ')}. What happened then may be missing below.`,
  };
}

/** Whether a UTC day lies mostly in a period, and does not only touch it. */
export function liesMostlyIn(period: Pick<ReportModel['period'], 'from' | 'to'>, day: UtcDay): boolean {
  const noon = new Date(startOfUtcDay(day).getTime() + 12 * 3_600_000);
  return isWithin(period, noon);
}

/** Nobody reads a sentence of years of days. */
const maxNamed = 10;

/** `Wed 18 Nov, Thu 19 Nov and Fri 20 Nov` */
function dayList(days: readonly Pick<DayCoverage, 'day'>[]): string {
  const clock = localClock('UTC');
  const named = days.map(({ day }) => clock.shortDate(startOfUtcDay(day)));
  return joinFirst(named, maxNamed, (rest) => plural(rest, 'more day'));
}
