import type { JoinedPeriod } from '../../../analysis/join-period';
import { totalsOf } from '../../../analysis/totals';
import type { CollectionDay } from '../../../domain/collection-day';
import type { Totals, TrendWeek } from '../../../domain/reports/totals';
import type { Period } from '../../../domain/time/period';
import type { UtcDay } from '../../../domain/time/utc-day';
import type { FilterMatch, FilterWatch } from '../../../report/narrow/filter-watch';
import { narrowReport } from '../../../report/narrow/narrow-report';
import { trendWeek } from './trend';
import type { StoredWeek } from '../late/late-of-earlier-weeks';
import type { ReportContent } from '../report-request';

/** What a report needs of a past week: its figures, and what its filter matched there. Stored in the week's summary. */
interface WeekFacts {
  readonly totals: Totals;
  /** Number of its events that the store holds, the filter aside. */
  readonly stored: number;
  readonly matches: readonly FilterMatch[];
}

/** Takes the past weeks of a report as they are read, oldest first. */
export function createPastWeeks(
  include: ReportContent['include'],
  watch: FilterWatch,
  ledger: ReadonlyMap<UtcDay, CollectionDay>,
) {
  const trend: TrendWeek[] = [];
  const storedWeeks: StoredWeek[] = [];
  return {
    /** The weeks for the trend. */
    trend,
    /** The weeks for the late findings. */
    storedWeeks,
    /** See `ReadAndJoinRequest`. */
    factsOf: (_: Period, { elevations, changes, events }: JoinedPeriod, storedEvents: number): WeekFacts => {
      const totals = totalsOf(elevations, [], events);
      const own = narrowReport({ elevations, changes, findings: [], totals }, include);
      return {
        stored: storedEvents,
        totals: own.totals,
        matches: watch.matchesIn([...elevations, ...changes]),
      };
    },
    /** See `ReadAndJoinRequest`. */
    onWeek: (week: Period, facts: WeekFacts): void => {
      watch.take(facts.matches);
      storedWeeks.push({ week, stored: facts.stored });
      trend.push(trendWeek(week, facts.totals, ledger));
    },
  };
}
