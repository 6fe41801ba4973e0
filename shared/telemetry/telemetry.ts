import { snapshotState, type EndpointState, type SnapshotResult } from '../domain/access-snapshot';
import type { CollectionDay, DayState } from '../domain/collection-day';
import type { LookResult } from '../domain/look-result';
import type { SendOutcome } from '../domain/send-outcome';
import type { UtcDay } from '../domain/utc-day';
import { withoutAddresses, withoutSecrets } from '../text/failure-text';

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

/** Text as the host may record it, in a log line or a thrown error: without addresses. */
export const recordable = (text: string): string => withoutAddresses(text);

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

/** What a daily run tells the monitor. */
export interface CollectionSummary {
  readonly days: readonly CollectionDay[];
  readonly failures: readonly string[];
  /** Null or absent: off, or the run failed before it. */
  readonly snapshot?: SnapshotResult | null;
}

/** Returns the event of a daily run. For a run that threw, pass no days and its error as the failure. */
export function collectionTelemetry(
  { days, failures, snapshot = null }: CollectionSummary,
  seconds: number,
): CollectionFinished {
  const sum = (of: (day: CollectionDay) => number) => days.reduce((total, day) => total + of(day), 0);
  return {
    event: 'collection.finished',
    ok: failures.length === 0,
    days: days.length,
    notComplete: days
      .filter(({ state }) => state !== 'complete')
      .map(({ day, state }) => ({ day, state }))
      .slice(-maxDays),
    events: sum(({ events }) => events),
    newEvents: sum(({ newEvents }) => newEvents),
    lateEvents: sum(({ lateEvents }) => lateEvents),
    failures: few(failures),
    standingAccess:
      snapshot === null
        ? null
        : {
            state: snapshotState(snapshot.record),
            kept: snapshot.kept,
            rows: snapshot.record.endpoints.reduce((rows, endpoint) => rows + endpoint.rows, 0),
            warnings: few(snapshot.warnings),
          },
    seconds: rounded(seconds),
  };
}

/** Returns the events of a weekly run: one per report, then the run itself. */
export function reportsTelemetry(result: SendOutcome, seconds: number): TelemetryEvent[] {
  const { deliveries, failures } = result;
  return [
    ...correctionsTelemetry(result),
    {
      event: 'reports.finished',
      ok: failures.length === 0,
      sent: deliveries.length,
      failures: few(failures),
      seconds: rounded(seconds),
    },
  ];
}

/**
 * Returns the events of a correction run, one per correction and per weekly report that was still owed. It is no weekly
 * run, so none says that one finished.
 */
export function correctionsTelemetry({ deliveries, failed, weeks = [] }: SendOutcome): TelemetryEvent[] {
  return [
    ...deliveries.map(({ run, isNew, complete }): ReportSent => ({
      event: 'report.sent',
      report: plain(run.report),
      period: run.period,
      isNew,
      complete,
      operationId: run.operationId,
      sha256: run.fileHash,
    })),
    ...failed.map(({ report, period, isRefused, reason }): ReportNotSent => ({
      event: isRefused ? 'mail.refused' : 'report.failed',
      report: plain(report),
      period,
      reason: plain(reason),
    })),
    ...weeks.map(({ report, period, isSent }): ReportWeek => ({
      event: 'report.week',
      report: plain(report),
      period,
      isSent,
    })),
  ];
}

/** Returns the events of a look: one per alert that a channel did not take, then the look itself. */
export function alertsTelemetry(
  { events, channels, failures }: Pick<LookResult, 'events' | 'channels' | 'failures'>,
  seconds: number,
): TelemetryEvent[] {
  const sum = (of: (channel: LookResult['channels'][number]) => number) =>
    channels.reduce((total, channel) => total + of(channel), 0);
  return [
    ...channels.flatMap(({ channel, kind, failed }) =>
      failed.slice(0, maxFailures).map(({ alert, failedLooks, isFinal, reason }): AlertFailed => ({
        ...{ event: 'alert.failed', channel, kind, rule: alert.rule, failedLooks, isFinal },
        reason: plain(reason),
      })),
    ),
    {
      event: 'alerts.finished',
      ok: failures.length === 0,
      events,
      sent: sum(({ sent }) => sent.length),
      waiting: sum(({ waiting }) => waiting),
      failures: few(failures),
      seconds: rounded(seconds),
    },
  ];
}

/** Application Insights keeps 32,768 characters of a line. These bounds leave half of that free. */
const maxDays = 60;
const maxFailures = 20;
const maxCharacters = 500;

const rounded = (seconds: number): number => Math.round(seconds * 10) / 10;

function few(failures: readonly string[]): string[] {
  const shown = failures.slice(0, maxFailures).map(plain);
  const more = failures.length - shown.length;
  return more > 0 ? [...shown, `… and ${more} more.`] : shown;
}

/** Returns text as one line without control characters, secrets and addresses; a cut is marked. */
function plain(text: string): string {
  const clean = withoutAddresses(withoutSecrets(text)).replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ');
  return clean.length > maxCharacters ? `${clean.slice(0, maxCharacters - 1)}…` : clean;
}
