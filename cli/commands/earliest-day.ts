import { localDate, type Period } from '../../shared/domain/time/period';

/** Privileged Identity Management came in 2015: no log of it is older. */
const firstYear = 2015;

/**
 * Returns a period that a person named.
 * @throws RangeError when it begins before there was a log of PIM: a mistyped year
 */
export function sincePim(period: Period): Period {
  const from = localDate(period.from, period.timeZone);
  if (from.year >= firstYear) return period;
  throw new RangeError(
    `${from.toString()} is before ${firstYear}, the first year of PIM; write a later day, like ${firstYear}-01-01.`,
  );
}
