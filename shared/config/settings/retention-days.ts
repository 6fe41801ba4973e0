import { wholeNumber } from '../text-schemas';

/**
 * Days. A report made on the last day of the following week covers a week that began 13 days earlier, or 14 UTC days
 * earlier in time zones ahead of UTC.
 */
export const minRetention = 14;

/** Days after which events are deleted; 0 keeps them all. */
export const retentionDays = wholeNumber(0, 36_500).refine(
  (days) => days === 0 || days >= minRetention,
  `would delete days of a week before its report is made: keep at least ${minRetention} days, or 0 for all`,
);
