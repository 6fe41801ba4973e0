import type { UtcDay } from './utc-day';

/** How a delivery stands. `sending` is written before the mail leaves: what a crash leaves behind. */
export type RunState = 'sending' | 'sent' | 'failed';

/** A row of the delivery ledger: one report and period. Instants are UTC. */
export interface ReportRun {
  readonly report: string;
  /** The period's label, `2026-W47`. */
  readonly period: string;
  readonly state: RunState;
  /** 1 for the first mail of this report and period; more after the service gave one up. */
  readonly attempt: number;
  readonly operationId: string;
  readonly fileName: string;
  /** SHA-256 of the first attachment, hexadecimal. */
  readonly fileHash: string;
  readonly recipients: readonly string[];
  /** How many events each UTC day of the period held when the report was made: what came later is late. */
  readonly eventsByDay: Readonly<Record<UtcDay, number>>;
  readonly startedAt: Date;
  readonly sentAt: Date | null;
  readonly error: string | null;
}
