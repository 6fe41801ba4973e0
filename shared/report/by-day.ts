import type { Statistics } from '../analysis/statistics';
import type { Provider } from '../domain/people';
import { utcDaysBetween } from '../domain/utc-day';
import type { LocalClock } from '../domain/local-clock';
import type { ReportModel } from './report-model';

/** One local day of the report as it is printed. */
export interface DayLine {
  /** `Mon 16 Nov`, with `(in part)` where not all of the day is known. */
  readonly label: string;
  /** What was activated; null where nothing was seen and the day is not fully known: that is no quiet day. */
  readonly activated: {
    readonly byProvider: Readonly<Record<Provider, number>>;
    readonly total: number;
  } | null;
}

/** The activations by local day, held against the coverage of the UTC days that each touches. */
export function dayLines(
  { days }: Pick<Statistics, 'days'>,
  { coverage }: Pick<ReportModel, 'coverage'>,
  clock: LocalClock,
): DayLine[] {
  const complete = new Set(coverage.filter(({ state }) => state === 'complete').map(({ day }) => day));
  return days.map(({ from, to, byProvider, total }) => {
    const isKnown = utcDaysBetween(from, to).every((day) => complete.has(day));
    const label = clock.shortDate(from);
    if (isKnown) return { label, activated: { byProvider, total } };
    return total === 0
      ? { label, activated: null }
      : { label: `${label} (in part)`, activated: { byProvider, total } };
  });
}
