import type { CollectionDay, DayState } from '../domain/collection-day';
import { withoutSecrets } from '../text/failure-text';
import type { UtcDay } from '../domain/utc-day';
import type { SentReports } from '../jobs/deliver/send-reports';

/** The names that alerts ask for. One that is renamed here is renamed in the alerts' queries too. */
export const telemetryEvents = [
  'collection.finished',
  'report.sent',
  'report.failed',
  'mail.refused',
  'reports.finished',
] as const;

/** What each telemetry line begins with; the rest of the line is one JSON object. */
export const telemetryPrefix = 'PimReport ';

/** One daily run. `ok` means that all that was due was read; `notComplete` are the days of this run that are not. */
export interface CollectionFinished {
  readonly event: 'collection.finished';
  readonly ok: boolean;
  /** UTC days whose ledger row this run wrote. */
  readonly days: number;
  /** The newest {@link mostDays} of them at most. */
  readonly notComplete: readonly { readonly day: UtcDay; readonly state: DayState }[];
  /** Events that these days hold; `newEvents` came with this run, `lateEvents` after their day had been complete. */
  readonly events: number;
  readonly newEvents: number;
  readonly lateEvents: number;
  readonly failures: readonly string[];
  readonly seconds: number;
}

/** One report whose mail the service has accepted. */
export interface ReportSent {
  readonly event: 'report.sent';
  readonly report: string;
  readonly period: string;
  /** False when an earlier run had sent it. */
  readonly isNew: boolean;
  /** Whether every day of the period was read in full; null when an earlier run sent it. */
  readonly complete: boolean | null;
  readonly operationId: string;
  /** Of the first attachment. */
  readonly sha256: string;
}

/**
 * One report that did not go out: `mail.refused` when the mail service said no or gave the mail up, `report.failed`
 * for everything else. A report has one of the two lines, never both.
 */
export interface ReportNotSent {
  readonly event: 'report.failed' | 'mail.refused';
  readonly report: string;
  readonly period: string;
  readonly reason: string;
}

/** One weekly run. `ok` means that every report was sent and nothing of its days is unread. */
export interface ReportsFinished {
  readonly event: 'reports.finished';
  readonly ok: boolean;
  /** Reports that are out, those of earlier runs included. */
  readonly sent: number;
  readonly failures: readonly string[];
  readonly seconds: number;
}

export type TelemetryEvent = CollectionFinished | ReportSent | ReportNotSent | ReportsFinished;

/** The daily run as one event. A run that threw before it had a result has no days and its error as its failure. */
export function collectionTelemetry(
  { days, failures }: { readonly days: readonly CollectionDay[]; readonly failures: readonly string[] },
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
      .slice(-mostDays),
    events: sum(({ events }) => events),
    newEvents: sum(({ newEvents }) => newEvents),
    lateEvents: sum(({ lateEvents }) => lateEvents),
    failures: few(failures),
    seconds: rounded(seconds),
  };
}

/** The weekly run as events: one a report, then the run itself. */
export function reportsTelemetry(result: SentReports, seconds: number): TelemetryEvent[] {
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

/** A run of corrections as events: one a correction. It is no weekly run, so nothing says that one has finished. */
export function correctionsTelemetry({ deliveries, failed }: SentReports): TelemetryEvent[] {
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
  ];
}

/** What of a function's context takes the lines. */
export interface TelemetryLog {
  log(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

/** Writes events, a line each: what failed as an error, what is not complete as a warning. */
export function writeTelemetry(events: readonly TelemetryEvent[], log: TelemetryLog): void {
  for (const event of events) {
    const line = `${telemetryPrefix}${JSON.stringify(event)}`;
    if (isBad(event)) log.error(line);
    else if (isDoubtful(event)) log.warn(line);
    else log.log(line);
  }
}

const isBad = (event: TelemetryEvent): boolean => ('ok' in event ? !event.ok : 'reason' in event);
const isDoubtful = (event: TelemetryEvent): boolean =>
  'notComplete' in event ? event.notComplete.length > 0 : 'complete' in event && event.complete === false;

/** Application Insights keeps 32,768 characters of a line; these bounds leave half of it free. */
const mostDays = 60;
const mostFailures = 20;
const mostCharacters = 500;

const rounded = (seconds: number): number => Math.round(seconds * 10) / 10;

function few(failures: readonly string[]): string[] {
  const shown = failures.slice(0, mostFailures).map(plain);
  const more = failures.length - shown.length;
  return more > 0 ? [...shown, `… and ${more} more.`] : shown;
}

/** One line of text without control characters, without anything that looks like a secret, cut with a mark. */
function plain(text: string): string {
  const clean = withoutSecrets(text).replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ');
  return clean.length > mostCharacters ? `${clean.slice(0, mostCharacters - 1)}…` : clean;
}
