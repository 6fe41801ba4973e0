import { sumOf, type WeekCounts } from './count-week';
import { freeGrant, prices } from './prices';

/** Assumptions about figures that cannot be counted here. */
export const assumptions = {
  recipients: 3,
  /** Events a week from which the instance should have 4 GB of memory (parameter instanceMemoryMB) instead of 2. */
  largeTenant: 50_000,
  /** Seconds of a run apart from waiting for Graph and handling events: start, ledger, mail. */
  secondsPerRun: 30,
  /** Graph requests a second (GRAPH_REQUESTS_PER_10_SECONDS, its default). */
  graphPace: 0.5,
  /** Events read or stored a second. */
  eventsPerSecond: 1_000,
  /** Weeks of events that a report reads; of those before, it reads summaries. The counted store holds two weeks. */
  weeksRead: 4,
  /** Entities on a page of Table Storage. */
  tablePage: 1_000,
  /** Days that events are kept (RETENTION_DAYS, its default). */
  retentionDays: 730,
  /** Table Storage counts two bytes a character of text. */
  bytesPerCharacter: 2,
  /** Log Analytics data of one run and its host, MB. */
  logMegabytesPerRun: 0.5,
  alertRules: 6,
} as const;

/** Returns the memory of an instance in GB for a number of events a week. */
export const memoryOf = (events: number): number => (events < assumptions.largeTenant ? 2 : 4);

const weeks = 52 / 12;

/** A month of calls and of money, US dollars. */
export interface Month {
  readonly graphRequests: number;
  readonly tableTransactions: number;
  readonly blobTransactions: number;
  readonly mails: number;
  readonly gigabyteSeconds: number;
  /** Size of all events and reports that are kept, for two years. */
  readonly tableGigabytes: number;
  readonly blobGigabytes: number;
  readonly money: {
    readonly functions: number;
    readonly tables: number;
    readonly blobs: number;
    readonly mail: number;
    readonly logs: number;
    readonly alerts: number;
    readonly total: number;
  };
}

/** Four and a third counted weeks, and what the prices make of them. */
export function monthOf(week: WeekCounts): Month {
  const all = sumOf([week.collect, week.corrections, week.report]);
  const a = assumptions;
  const olderReads = Math.ceil((week.events * (a.weeksRead - 2)) / a.tablePage);
  const tableCalls = all.tableReads + all.tableWrites + olderReads;
  // Each day is read on four nights; a report reads its weeks once, and its own once more for the raw log.
  const handled = week.events * (4 + a.weeksRead + 1);
  const runs = 7 + 7 + 1;
  const seconds = runs * a.secondsPerRun + all.graph / a.graphPace + handled / a.eventsPerSecond;
  const kept = a.retentionDays / 7;
  const tableGigabytes = (week.events * kept * week.eventBytes * a.bytesPerCharacter) / 1e9;
  const blobGigabytes = (week.archivedBytes * kept) / 1e9;
  const gigabyteSeconds = weeks * seconds * memoryOf(week.events);
  const megabytes = week.mailBytes / 1e6;
  const over = (amount: number, free: number): number => Math.max(0, amount - free);
  const money = {
    functions:
      over(gigabyteSeconds, freeGrant.gigabyteSeconds) * prices.gigabyteSecond.usd +
      over(weeks * runs, freeGrant.executions) * prices.execution.usd,
    tables: weeks * tableCalls * prices.tableTransaction.usd + tableGigabytes * prices.tableGigabyte.usd,
    blobs:
      weeks * (all.blobReads * prices.blobRead.usd + all.blobWrites * prices.blobWrite.usd) +
      blobGigabytes * prices.blobGigabyte.usd,
    mail: weeks * week.mails * a.recipients * (prices.mail.usd + megabytes * prices.mailMegabyte.usd),
    logs: over((weeks * runs * a.logMegabytesPerRun) / 1e3, freeGrant.logGigabytes) * prices.logGigabyte.usd,
    alerts: a.alertRules * prices.alertRule.usd,
  };
  return {
    graphRequests: weeks * all.graph,
    tableTransactions: weeks * tableCalls,
    blobTransactions: weeks * (all.blobReads + all.blobWrites),
    mails: weeks * week.mails,
    gigabyteSeconds,
    tableGigabytes,
    blobGigabytes,
    money: { ...money, total: Object.values(money).reduce((sum, part) => sum + part, 0) },
  };
}
