import { snapshotState, type SnapshotResult } from '../domain/access/access-snapshot';
import type { CollectionDay } from '../domain/collection-day';
import type { LookResult } from '../domain/alerts/look-result';
import type { SendOutcome } from '../domain/reports/send-outcome';
import { withoutAddresses, withoutSecrets } from '../text/failure-text';
import type {
  CollectionFinished,
  ReportSent,
  ReportWeek,
  ReportNotSent,
  AlertFailed,
  TelemetryEvent,
} from './telemetry-events';

/** Text as the host may record it, in a log line or a thrown error: without addresses. */
export const recordable = (text: string): string => withoutAddresses(text);

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
