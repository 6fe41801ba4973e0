import {
  datesPeriod,
  isoWeek,
  lastWholeWeek,
  periodLabel,
  type Period,
} from '../../shared/domain/time/period';
import { UsageError } from '../errors';

/** The options of a period, as typed. */
export interface PeriodOptions {
  readonly week?: string;
  readonly from?: string;
  readonly to?: string;
}

/**
 * The period that the options name, in a zone; by default the last whole week.
 * @throws UsageError when they contradict each other, or the period has not begun.
 */
export function reportPeriod({ week, from, to }: PeriodOptions, timeZone: string, now: Date): Period {
  if (week !== undefined && (from !== undefined || to !== undefined))
    throw new UsageError('Use either --week, or --from and --to.');
  if ((from === undefined) !== (to === undefined)) throw new UsageError('--from and --to go together.');
  try {
    const isLast = week === undefined || week.trim().toLowerCase() === 'last';
    if (from !== undefined && to !== undefined) return begun(datesPeriod(from, to, timeZone), now);
    return isLast ? lastWholeWeek(now, timeZone) : begun(isoWeek(week, timeZone), now);
  } catch (error) {
    throw error instanceof RangeError ? new UsageError(error.message) : error;
  }
}

function begun(period: Period, now: Date): Period {
  if (period.from > now) throw new RangeError(`${periodLabel(period)} has not begun yet.`);
  return period;
}
