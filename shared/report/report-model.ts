import type { Change } from '../domain/events/change';
import type { DayCoverage, MissingEvents } from '../domain/collection-day';
import type { Elevation } from '../domain/events/elevation';
import type { Finding } from '../domain/finding';
import type { LogSource } from '../domain/events/log-source';
import type { PrincipalType } from '../domain/events/people';
import type { Period } from '../domain/time/period';
import type { ReportedAccess } from '../domain/access/standing-access';
import type { Totals, TrendWeek, UnknownActivity } from '../domain/reports/totals';

/** An alert that a channel refused or never received. */
export interface UndeliveredAlert {
  readonly channel: string;
  readonly rule: string;
  readonly sentence: string;
  readonly at: Date;
  readonly reason: string;
}

/** An entry of a report's filter that matched nothing. */
export interface UnmatchedFilter {
  readonly list: 'role' | 'person' | 'scope';
  readonly entry: string;
  /** The days on record, in all of which it matched nothing. */
  readonly days: number;
}

/** Everything that a report says, before any format. Instants are UTC; formats print them in `period.timeZone`. */
export interface ReportModel {
  /** The report's name from the `REPORTS` setting, `weekly` by default. */
  readonly report: string;
  readonly organization: string;
  /** The tenant of the events; null when no event names one. */
  readonly tenantId: string | null;
  readonly generatedAt: Date;
  readonly period: Period;
  /** One entry a UTC day that the period touches, in order. */
  readonly coverage: readonly DayCoverage[];
  /** Days of the period of which the store has lost events, whatever the filter and the rules say. */
  readonly missingEvents?: readonly MissingEvents[];
  /** Stored events of the period, readable or not, whatever the report is narrowed to. */
  readonly storedEvents: number;
  readonly totals: Totals;
  /** The totals of the period before; null when that period is not known. */
  readonly previous: Totals | null;
  /** The last twelve weeks up to the report's own, the oldest first; shorter where the store is younger. */
  readonly trend: readonly TrendWeek[];
  readonly elevations: readonly Elevation[];
  readonly changes: readonly Change[];
  readonly findings: readonly Finding[];
  readonly unknownActivities: readonly UnknownActivity[];
  /** Who held access; null: `STANDING_ACCESS` is off. */
  readonly access: ReportedAccess | null;
  /** Immediate alerts of the period, and those of any time given up since the last mail, that reached no one on their channel. */
  readonly undeliveredAlerts: readonly UndeliveredAlert[];
  /** Labels of the weeks just before this one that nobody mailed and nobody will, oldest first; absent or empty when none. */
  readonly unmailedWeeks?: readonly string[];
  /** Entries of the report's filter that have never matched anything in the store, and for how many days it knows. */
  readonly unmatchedFilters: readonly UnmatchedFilter[];
  /** Suppressions in force that matched nothing in the period, each in words; absent or empty when all did. */
  readonly unusedSuppressions?: readonly string[];
  /** The filter in words; null when the report holds everything. */
  readonly filter: string | null;
  /** Columns of the Activations sheet, chosen and ordered by `REPORTS`; null = all, in the standard order. */
  readonly columns: readonly string[] | null;
}

/** A raw event for the workbook's log, read one by one so that the log need not fit in memory. */
export interface LoggedEvent {
  readonly id: string | null;
  readonly at: Date | null;
  readonly service: string | null;
  readonly category: string | null;
  readonly activity: string | null;
  readonly result: string | null;
  readonly resultReason: string | null;
  readonly initiator: string | null;
  readonly principal: string | null;
  readonly principalId: string | null;
  readonly principalType: PrincipalType | null;
  readonly role: string | null;
  readonly scope: string | null;
  readonly requestId: string | null;
  /** Why it could not be understood, else null. */
  readonly problem: string | null;
  /** Where it was read. */
  readonly source: LogSource;
  readonly raw: string;
}

/**
 * Reads the period's events in order of time, again at each call. A report without a filter then lists all events
 * without a time.
 */
export type EventLog = () => AsyncIterable<LoggedEvent>;
