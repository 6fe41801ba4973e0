/**
 * Milliseconds that Graph usually needs to show an event. Microsoft published 5 minutes for 99 % of the audit log ("Azure
 * Active Directory reporting latencies", until 2022); PIM's own events are seen to take longer. What comes later
 * still is read by the overlap; a finding of high or medium severity that it brings is mailed as a correction.
 */
export const graphDelay = 60 * 60_000;

/** Milliseconds by which the clocks of Graph, of the timer and of this machine may differ. */
const clockTolerance = 2 * 60_000;

/** Returns the instant before which Graph usually shows all events to whoever reads at `readAt`. */
export const shownUntil = (readAt: Date): Date => new Date(readAt.getTime() - graphDelay + clockTolerance);

/** Returns whether Graph usually shows all events before an instant to whoever reads at `readAt`. */
export const isShownByGraph = (instant: Date, readAt: Date): boolean => instant <= shownUntil(readAt);
