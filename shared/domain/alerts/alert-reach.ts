const hour = 3_600_000;

/**
 * Milliseconds before the last alert run whose events are read again: the audit log is minutes late, and sometimes
 * hours.
 */
export const lateBy = 2 * hour;

/**
 * Maximum milliseconds that an alert run reads back, also after a long pause. The weekly report shows what is older.
 */
export const longestReach = 24 * hour;

/** Maximum milliseconds between two alert runs that together miss nothing. */
export const longestPause = longestReach - lateBy;
