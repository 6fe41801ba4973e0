/** The longest limit that PIM's settings offer for an assignment is a year; in milliseconds, with a day to spare. */
const longestLimit = 367 * 24 * 3_600_000;

/** Returns whether an end lies so far after an instant that PIM's settings do not offer it: it is as good as none. */
export const isFarEnd = (end: Date, from: Date): boolean => end.getTime() - from.getTime() > longestLimit;
