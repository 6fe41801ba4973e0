import type { Calls, WeekCounts } from './count-week';

/** A request of the mail service's limit: larger weeks are mailed without the raw events. Bytes. */
const mailMost = 10 * 1024 * 1024;

/**
 * What a week of `events` would take, by the straight line through two weeks that were counted: each number is a part
 * that every run has and a part for each event.
 */
export function projectWeek(small: WeekCounts, large: WeekCounts, events: number): WeekCounts {
  const share = (events - small.events) / (large.events - small.events);
  const along = (of: (week: WeekCounts) => number) => Math.ceil(of(small) + (of(large) - of(small)) * share);
  const calls = (of: (week: WeekCounts) => Calls): Calls => ({
    graph: along((week) => of(week).graph),
    tableReads: along((week) => of(week).tableReads),
    tableWrites: along((week) => of(week).tableWrites),
    blobReads: along((week) => of(week).blobReads),
    blobWrites: along((week) => of(week).blobWrites),
  });
  return {
    events,
    collect: calls(({ collect }) => collect),
    corrections: calls(({ corrections }) => corrections),
    report: calls(({ report }) => report),
    mails: large.mails,
    mailStatusReads: large.mailStatusReads,
    mailBytes: Math.min(
      mailMost,
      along(({ mailBytes }) => mailBytes),
    ),
    eventBytes: large.eventBytes,
  };
}
