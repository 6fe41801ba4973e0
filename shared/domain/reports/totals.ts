import type { Severity } from '../finding';

/** The figures of a period. */
export interface Totals {
  /** Audit events that happened in the period, including twins and unknown activities. */
  readonly events: number;
  /** Requests for an activation, whatever their outcome: the rows of the Activations sheet. */
  readonly requests: number;
  /** The requests that took effect. */
  readonly activations: number;
  /** Distinct principals of the activations. */
  readonly principals: number;
  /** Distinct roles of the activations. */
  readonly roles: number;
  /** Real elevated minutes, overlaps of one principal, role and scope counted once; rounded to one decimal. */
  readonly elevatedMinutes: number;
  /** Open findings by severity; suppressed ones are not counted. */
  readonly findings: Readonly<Record<Severity, number>>;
}

/** One week of the trend. */
export interface TrendWeek {
  /** `2026-W47`. */
  readonly label: string;
  readonly from: Date;
  readonly to: Date;
  /** Whether every day of it is complete. The figures of other weeks are "at least": a low bar is no quiet week. */
  readonly isWhole: boolean;
  /** Null when no day of it is known. */
  readonly totals: Omit<Totals, 'findings'> | null;
}

/** The name under which events that could not be parsed are listed among the unknown activities. */
export const unreadableEvent = '(unreadable event)';

/** An activity name that is not in the catalogue, and how often it occurred in the period. */
export interface UnknownActivity {
  readonly name: string;
  readonly count: number;
}
