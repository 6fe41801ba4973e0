import type { EndpointState } from '../domain/access/access-snapshot';
import type { DayState } from '../domain/collection-day';
import type { UtcDay } from '../domain/time/utc-day';

/** The event names that the alerts' queries use: rename one here and there together. */
export const telemetryEvents = [
  'collection.finished',
  'report.sent',
  'report.week',
  'report.failed',
  'mail.refused',
  'reports.finished',
  'alert.failed',
  'alerts.finished',
] as const;

/** The start of each telemetry line; the rest of the line is one JSON object. */
export const telemetryPrefix = 'PimReport ';

/** One daily run. `ok`: everything due was read. `notComplete`: days of this run that are not complete. */
export interface CollectionFinished {
  readonly event: 'collection.finished';
  readonly ok: boolean;
  /** Number of UTC days whose ledger row this run wrote. */
  readonly days: number;
  /** At most the newest {@link maxDays}. */
  readonly notComplete: readonly { readonly day: UtcDay; readonly state: DayState }[];
  /** Events of these days; `newEvents` came with this run, `lateEvents` after their day had been complete. */
  readonly events: number;
  readonly newEvents: number;
  readonly lateEvents: number;
  readonly failures: readonly string[];
  /** The snapshot of standing access; null when it is off, or the run failed before it. */
  readonly standingAccess: {
    readonly state: Exclude<EndpointState, 'off'>;
    readonly kept: string;
    readonly rows: number;
    /** What somebody has to see to, such as a missing permission; the run is ok all the same. */
    readonly warnings: readonly string[];
  } | null;
  readonly seconds: number;
}

/** One report whose mail the service has accepted. */
export interface ReportSent {
  readonly event: 'report.sent';
  readonly report: string;
  readonly period: string;
  /** False when an earlier run sent it. */
  readonly isNew: boolean;
  /** Whether every day of the period was complete; null when an earlier run sent it. */
  readonly complete: boolean | null;
  readonly operationId: string;
  /** Of the first attachment. */
  readonly sha256: string;
}

/** Whether the mail of a configured report's latest whole week is out, when a run that owed it had ended. */
export interface ReportWeek {
  readonly event: 'report.week';
  readonly report: string;
  /** The week's label, `2026-W47`. */
  readonly period: string;
  readonly isSent: boolean;
}

/**
 * One report that did not go out: `mail.refused` when the mail service refused the mail or gave it up, `report.failed`
 * for everything else. A report has one of the two, never both.
 */
export interface ReportNotSent {
  readonly event: 'report.failed' | 'mail.refused';
  readonly report: string;
  readonly period: string;
  readonly reason: string;
}

/** One weekly run. `ok`: every report was sent, and all days due were read. */
export interface ReportsFinished {
  readonly event: 'reports.finished';
  readonly ok: boolean;
  /** Number of reports that are out, those that earlier runs sent included. */
  readonly sent: number;
  readonly failures: readonly string[];
  readonly seconds: number;
}

/** One alert that a channel did not take in a look. */
export interface AlertFailed {
  readonly event: 'alert.failed';
  readonly channel: string;
  readonly kind: string;
  readonly rule: string;
  /** Looks in which it has been tried in vain, this one included. */
  readonly failedLooks: number;
  /** Whether it is given up: refused for good, or not delivered for a day. */
  readonly isFinal: boolean;
  /** Names the receiver's host and nothing else of its URL. */
  readonly reason: string;
}

/** One look for alerts. `ok`: everything was read, and every channel took what was due. */
export interface AlertsFinished {
  readonly event: 'alerts.finished';
  readonly ok: boolean;
  /** Number of different events that were read. */
  readonly events: number;
  /** Alerts that were sent, those of all channels together. */
  readonly sent: number;
  /** Alerts that are left for the next look without having been tried. */
  readonly waiting: number;
  readonly failures: readonly string[];
  readonly seconds: number;
}

export type TelemetryEvent =
  | CollectionFinished
  | ReportSent
  | ReportWeek
  | ReportNotSent
  | ReportsFinished
  | AlertFailed
  | AlertsFinished;
