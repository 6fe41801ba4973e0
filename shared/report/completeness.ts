import { localClock } from '../domain/time/local-clock';
import { startOfUtcDay } from '../domain/time/utc-day';
import { joinFirst, plural } from '../text/plural';
import { localDayCoverage, type LocalDayState } from './local-days';
import { nothingKnown, periodNoun, unreadWords } from './words/period-words';
import type { ReportModel } from './report-model';

/** Whether a report can be relied on, in words. */
export interface Completeness {
  readonly complete: boolean;
  /** Whether no day of the period was read, so that the report knows of nothing that happened in it. */
  readonly isUnread: boolean;
  /** For a subject line: `INCOMPLETE, 2 of 7 days missing`; empty when complete. */
  readonly short: string;
  /** One or two sentences that name the local days that are not complete, of many the first ten of each state. */
  readonly sentence: string;
}

type Gap = Exclude<LocalDayState, 'complete'>;

/** By state, in the order of the sentences: what a subject line says of the days, and a sentence that names them. */
const gaps: Readonly<Record<Gap, { readonly word: string; sentence(days: string, isOne: boolean): string }>> =
  {
    missing: { word: 'missing', sentence: (days, isOne) => `${days} ${isOne ? 'was' : 'were'} never read` },
    partial: {
      word: 'not read in full',
      sentence: (days, isOne) => `${days} ${isOne ? 'was' : 'were'} read in part`,
    },
    lost: {
      word: 'lost',
      sentence: (days, isOne) => `${days} ${isOne ? 'is' : 'are'} lost: Microsoft no longer has the events`,
    },
    'lost in part': {
      word: 'lost in part',
      sentence: (days, isOne) =>
        `${days} ${isOne ? 'is' : 'are'} lost in part: Microsoft no longer has all of the events`,
    },
    imported: {
      word: 'from a file',
      sentence: (days, isOne) => `${days} ${isOne ? 'comes' : 'come'} from a file`,
    },
    'imported in part': {
      word: 'from a file in part',
      sentence: (days, isOne) => `${days} ${isOne ? 'comes' : 'come'} from a file in part`,
    },
  };
const states = Object.keys(gaps) as Gap[];

/**
 * What the coverage proves, unless the store holds fewer events than were collected. A report without coverage is
 * incomplete: nothing proves it. The days that it counts and names are the local days of the period, because the report
 * shows no others; UTC days, by which the log is read, are on the Coverage sheet.
 */
export function completeness({
  coverage,
  period,
  missingEvents = [],
  storedEvents = 0,
}: Pick<ReportModel, 'coverage' | 'period'> &
  Partial<Pick<ReportModel, 'missingEvents' | 'storedEvents'>>): Completeness {
  const noun = periodNoun(period);
  const unread = `${unreadWords(period).toUpperCase()}. ${nothingKnown}`;
  if (coverage.length === 0)
    return { complete: false, isUnread: true, short: 'INCOMPLETE, nothing was read', sentence: unread };
  const open = coverage.filter(({ state }) => state !== 'complete');
  if (open.length === 0 && missingEvents.length > 0) {
    const days = plural(missingEvents.length, 'day');
    const named = dayList(missingEvents.map(({ day }) => localClock('UTC').shortDate(startOfUtcDay(day))));
    const zone = period.timeZone === 'UTC' ? '' : ' (UTC)';
    const sentence = `INCOMPLETE: the store has lost events of ${named}${zone} that had been collected.`;
    return { complete: false, isUnread: false, short: `INCOMPLETE, stored events of ${days} lost`, sentence };
  }
  if (open.length === 0)
    return { complete: true, isUnread: false, short: '', sentence: `Every day of this ${noun} is covered.` };
  const days = localDayCoverage({ coverage, period });
  const clock = localClock(period.timeZone);
  const count = days.filter(({ state }) => state !== 'complete').length;
  const only = states.find((state) => days.filter((day) => day.state === state).length === count);
  const facts = states.flatMap((state) => {
    const named = days.filter((day) => day.state === state).map(({ from }) => clock.shortDate(from));
    return named.length === 0 ? [] : [gaps[state].sentence(dayList(named), named.length === 1)];
  });
  const isImport = open.every(({ state }) => state === 'imported');
  const verdict = isImport ? 'NOT PROVED COMPLETE' : 'INCOMPLETE';
  const share = `${count} of ${plural(days.length, 'day')} ${only === undefined ? 'not complete' : gaps[only].word}`;
  // Events of a day can be stored although the ledger does not know the day.
  const isUnread = storedEvents === 0 && days.every(({ state }) => state === 'missing' || state === 'lost');
  return {
    complete: false,
    isUnread,
    short: `${verdict}, ${share}`,
    sentence: isUnread ? unread : `${verdict}: ${facts.join('; ')}. What happened then may be missing below.`,
  };
}

/** Nobody reads a sentence of years of days. */
const maxNamed = 10;

/** `Wed 18 Nov, Thu 19 Nov and Fri 20 Nov` */
const dayList = (days: readonly string[]): string =>
  joinFirst(days, maxNamed, (rest) => plural(rest, 'more day'));
