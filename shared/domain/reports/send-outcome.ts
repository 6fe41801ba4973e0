import type { DeliveryRow } from './delivery-row';

/** One report's mail that is out. */
export interface Delivery {
  readonly row: DeliveryRow;
  /** False when another run had sent the mail. */
  readonly isNew: boolean;
}

/** A delivery, and whether its report covers its whole period; null when another run sent it. */
export interface ReportDelivery extends Delivery {
  readonly complete: boolean | null;
}

/** A report whose mail is not out. */
export interface FailedReport {
  readonly report: string;
  /** The period's label, `2026-W47`. */
  readonly period: string;
  /** Whether the report was made and its mail was not sent: see `MailRefusalError`. */
  readonly isRefused: boolean;
  readonly reason: string;
}

/** Whether the mail of a report's latest whole week is out, after a run. */
export interface WeekState {
  readonly report: string;
  /** The week's label, `2026-W47`. */
  readonly period: string;
  readonly isSent: boolean;
}

/** The outcome of sending several reports. */
export interface SendOutcome {
  readonly deliveries: readonly ReportDelivery[];
  /** The reports among the failures. */
  readonly failed: readonly FailedReport[];
  /** Every failure, a sentence each. */
  readonly failures: readonly string[];
  /** One entry for each report that the weekly job was asked for, sent before or not; absent or empty after other jobs. */
  readonly weeks?: readonly WeekState[];
  /** What an operator should know although the run did all that it could, a sentence each; absent or empty for nothing. */
  readonly warnings?: readonly string[];
}

/** Joins outcomes, in their order. */
export function mergeOutcomes(outcomes: readonly SendOutcome[]): SendOutcome {
  return {
    deliveries: outcomes.flatMap(({ deliveries }) => deliveries),
    failed: outcomes.flatMap(({ failed }) => failed),
    failures: outcomes.flatMap(({ failures }) => failures),
    weeks: outcomes.flatMap(({ weeks }) => weeks ?? []),
    warnings: outcomes.flatMap(({ warnings }) => warnings ?? []),
  };
}
