const hour = 3_600_000;

/**
 * Milliseconds. Events of this long before the last look are read again: the audit log is minutes, at times hours late.
 */
export const lateBy = 2 * hour;

/** Milliseconds. A look after a long pause goes back no further: what is older waits for the weekly report. */
export const longestReach = 24 * hour;

/** Milliseconds. Looks that are at most this far apart miss nothing. */
export const longestPause = longestReach - lateBy;
