import { snapshotState, type SnapshotResult } from '../domain/access/access-snapshot';
import type { CollectionDay } from '../domain/collection-day';
import type { AlertRunResult } from '../domain/alerts/alert-run-result';
import type { SendOutcome } from '../domain/reports/send-outcome';
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

/** An event for the monitor, written as one line of the log. */
export type TelemetryEvent =
  | ReturnType<typeof collectionTelemetry>
  | ReturnType<typeof reportsTelemetry>[number]
  | ReturnType<typeof alertsTelemetry>[number];

/** Text as the host may record it, in a log line or a thrown error: without addresses. */
export const recordable = (text: string): string => withoutAddresses(text);

/** What the monitor is to know of a daily run. */
export interface CollectionSummary {
  readonly days: readonly CollectionDay[];
  readonly failures: readonly string[];
  /** Null or absent: off, or the run failed before it. */
  readonly snapshot?: SnapshotResult | null;
}

/**
 * Returns the event of a daily run. `ok`: it had no failure. For a run that threw, pass no days and its error as
 * the failure.
 */
export function collectionTelemetry({ days, failures, snapshot = null }: CollectionSummary, seconds: number) {
  const sum = (of: (day: CollectionDay) => number) => days.reduce((total, day) => total + of(day), 0);
  return {
    event: 'collection.finished' as const,
    ok: failures.length === 0,
    /** Number of UTC days whose ledger row this run wrote. */
    days: days.length,
    /** Days of this run that are not complete: at most the newest {@link maxDays}. */
    notComplete: days
      .filter(({ state }) => state !== 'complete')
      .map(({ day, state }) => ({ day, state }))
      .slice(-maxDays),
    /** Events of these days; `newEvents` came with this run, `lateEvents` after their day had been complete. */
    events: sum(({ events }) => events),
    newEvents: sum(({ newEvents }) => newEvents),
    lateEvents: sum(({ lateEvents }) => lateEvents),
    failures: few(failures),
    /** The snapshot of standing access; null when it is off, or the run failed before it. */
    standingAccess:
      snapshot === null
        ? null
        : {
            state: snapshotState(snapshot.record),
            kept: snapshot.kept,
            rows: snapshot.record.endpoints.reduce((rows, endpoint) => rows + endpoint.rows, 0),
            /** Problems that somebody has to fix, such as a missing permission, although the run is ok. */
            warnings: few(snapshot.warnings),
          },
    seconds: rounded(seconds),
  };
}

/**
 * Returns the events of a weekly run: those of its reports and of their weeks, then the run itself. `ok`: every report was sent, and all days due
 * were read.
 */
export function reportsTelemetry(result: SendOutcome, seconds: number) {
  const { deliveries, failures } = result;
  return [
    ...deliveriesTelemetry(result),
    {
      event: 'reports.finished' as const,
      ok: failures.length === 0,
      /** Number of sent mails: reports, including those that earlier runs sent, and corrections. */
      sent: deliveries.length,
      failures: few(failures),
      seconds: rounded(seconds),
    },
  ];
}

/**
 * Returns the events of what a run sent or failed to send, and of its weeks. They are all events of the daily run of the
 * mails, which has no `reports.finished`: only a weekly run has.
 */
export function deliveriesTelemetry({ deliveries, failed, weeks = [] }: SendOutcome) {
  return [
    /** A report whose mail the service has accepted. */
    ...deliveries.map(({ row, isNew, complete }) => ({
      event: 'report.sent' as const,
      report: plain(row.report),
      period: row.edition,
      /** False when an earlier run sent it. */
      isNew,
      /** Whether every day of the period was complete and its events are all stored; null when an earlier run sent it. */
      complete,
      operationId: row.operationId,
      /** Of the first attachment. */
      sha256: row.fileHash,
    })),
    /**
     * A report that did not go out: `mail.refused` when it was made and its mail was not sent (`MailRefusalError`),
     * `report.failed` for everything else. A report has one of the two, never both.
     */
    ...failed.map(({ report, period, isRefused, reason }) => ({
      event: isRefused ? ('mail.refused' as const) : ('report.failed' as const),
      report: plain(report),
      period,
      reason: plain(reason),
    })),
    /** Whether the mail of a report's latest whole week was sent by the end of a run that had to send it. */
    ...weeks.map(({ report, period, isSent }) => ({
      event: 'report.week' as const,
      report: plain(report),
      /** The week's label, `2026-W47`. */
      period,
      isSent,
    })),
  ];
}

/**
 * Returns the events of an alert run: one per alert that a channel did not take, then the run itself. `ok`: everything
 * was read, and every channel took what was due.
 */
export function alertsTelemetry(
  { events, channels, failures }: Pick<AlertRunResult, 'events' | 'channels' | 'failures'>,
  seconds: number,
) {
  const sum = (of: (channel: AlertRunResult['channels'][number]) => number) =>
    channels.reduce((total, channel) => total + of(channel), 0);
  return [
    ...channels.flatMap(({ channel, kind, failed }) =>
      failed.slice(0, maxFailures).map(({ alert, failedLooks, isFinal, reason }) => ({
        event: 'alert.failed' as const,
        ...{ channel, kind, rule: alert.rule },
        /** Number of alert runs that failed to send it, including this one. */
        failedLooks,
        /** Whether it will not be tried again: it was refused for good, or not delivered for a day. */
        isFinal,
        /** Contains the receiver's host and no other part of its URL. */
        reason: plain(reason),
      })),
    ),
    {
      event: 'alerts.finished' as const,
      ok: failures.length === 0,
      /** Number of different events that were read. */
      events,
      /** Number of alerts that were sent, over all channels. */
      sent: sum(({ sent }) => sent.length),
      /** Number of alerts that were not tried and are left for the next run. */
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
