import type { Severity } from './finding';

/** The figures of a period. */
export interface Totals {
  /** Audit events that happened in the period, twins and unknown ones included. */
  readonly events: number;
  /** Elevations of the period, whatever their outcome: the rows of the Activations sheet. */
  readonly activations: number;
  /** Different principals among them. */
  readonly principals: number;
  /** Different roles among them. */
  readonly roles: number;
  /** Real elevated time, overlaps of one principal, role and scope counted once, rounded to one decimal. */
  readonly elevatedMinutes: number;
  /** Open findings by severity, the suppressed ones not counted. */
  readonly findings: Readonly<Record<Severity, number>>;
}

/** One week of the trend, the figures of its own period. */
export interface TrendWeek {
  /** `2026-W47`. */
  readonly label: string;
  readonly from: Date;
  readonly to: Date;
  /** Null when a day of the week is not known: a lower bar must not look like a quiet week. */
  readonly totals: Omit<Totals, 'findings'> | null;
}

/** What events that could not be understood are called among the unknown activities. */
export const unreadableEvent = '(unreadable event)';

/** An activity name that the catalogue lacks, and how often it occurred in the period. */
export interface UnknownActivity {
  readonly name: string;
  readonly count: number;
}
