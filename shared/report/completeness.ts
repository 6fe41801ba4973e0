import type { DayCoverage, DayState } from '../domain/collection-day';
import type { ReportModel } from './report-model';
import { plural } from '../text/plural';

/** Whether a report can be relied on, in words. */
export interface Completeness {
  readonly complete: boolean;
  /** For a subject line: `7 of 7 days complete`, `INCOMPLETE: 2 of 7 days missing`. */
  readonly short: string;
  /** One or two sentences that name the days that are not complete; of many the first ten of each kind. */
  readonly sentence: string;
}

const meaning: Readonly<Record<Exclude<DayState, 'complete'>, string>> = {
  missing: 'nothing was read',
  partial: 'read in part',
  lost: 'lost: Microsoft Graph no longer has it',
  imported: 'from a file; completeness cannot be proved',
};
const gaps = ['missing', 'partial', 'lost', 'imported'] as const;

/** What the coverage proves. A report without coverage is incomplete: nothing proves it. Days are UTC days. */
export function completeness({ coverage }: Pick<ReportModel, 'coverage'>): Completeness {
  if (coverage.length === 0) {
    const sentence = 'INCOMPLETE: no day of this period is recorded as read.';
    return { complete: false, short: 'INCOMPLETE: nothing was read', sentence };
  }
  const days = plural(coverage.length, 'day');
  const open = coverage.filter((day) => day.state !== 'complete');
  if (open.length === 0) {
    const sentence = `Complete: ${coverage.length} of ${plural(coverage.length, 'UTC day')} were read in full.${lateWords(coverage)}`;
    return { complete: true, short: `${coverage.length} of ${days} complete`, sentence };
  }
  const groups = gaps.map((state) => ({ state, days: open.filter((day) => day.state === state) }));
  const named = groups
    .filter((group) => group.days.length > 0)
    .map((group) => `${dayList(group.days)} (${meaning[group.state]})`);
  const only = gaps.find((state) => open.every((day) => day.state === state));
  if (only === 'imported') {
    const short = `NOT PROVED COMPLETE: ${open.length} of ${days} from a file`;
    const sentence = `NOT PROVED COMPLETE: ${open.length} of ${days} ${open.length === 1 ? 'comes' : 'come'} from a file: ${dayList(open)}. What the file lacks is absent below.`;
    return { complete: false, short, sentence };
  }
  return {
    complete: false,
    short: `INCOMPLETE: ${open.length} of ${days} ${only ?? 'not complete'}`,
    sentence: `INCOMPLETE: ${open.length} of ${days} ${open.length === 1 ? 'is' : 'are'} not fully known: ${named.join('; ')}. What happened then may be absent below.`,
  };
}

/** A sentence of years of days would be read by nobody. */
const mostNamed = 10;

function dayList(days: readonly DayCoverage[]): string {
  const named = days.slice(0, mostNamed).map(({ day }) => day);
  const rest = days.length - mostNamed;
  return rest > 0 ? `${named.join(', ')} and ${plural(rest, 'day')} more` : named.join(', ');
}

function lateWords(coverage: readonly DayCoverage[]): string {
  const late = coverage.reduce((sum, day) => sum + day.lateEvents, 0);
  return late === 0
    ? ''
    : ` ${plural(late, 'event')} arrived late and ${late === 1 ? 'is' : 'are'} included.`;
}
