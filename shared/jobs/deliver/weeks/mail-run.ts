import { isShownByGraph } from '../../../domain/graph-delay';

/** Returns the first run of the report schedule after a moment; null if the schedule has no later run. */
export type NextReportRun = (after: Date) => Date | null;

/** Milliseconds for which a mail waits for a later run. */
const maxWait = 24 * 3_600_000;

/**
 * Returns whether a run leaves the mail of a week to a later run: Graph may not show the end of the week yet, and the
 * schedule has another run within a day.
 */
export function waitsForLaterRun(weekEnd: Date, now: Date, nextReportRun: NextReportRun): boolean {
  if (isShownByGraph(weekEnd, now)) return false;
  const later = nextReportRun(now);
  return later !== null && later.getTime() - now.getTime() <= maxWait;
}

/** Returns the scheduled run that mails a week; null if the schedule has no run after its end. */
export function mailRunOf(weekEnd: Date, nextReportRun: NextReportRun): Date | null {
  // A run at the very end of the week counts too.
  let run = nextReportRun(new Date(weekEnd.getTime() - 1));
  while (run !== null && waitsForLaterRun(weekEnd, run, nextReportRun)) run = nextReportRun(run);
  return run;
}
