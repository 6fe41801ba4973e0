import type { ArchiveLink } from './archive-link';
import type { UtcDay } from './utc-day';

/** How a delivery stands. `sending` is written before the mail leaves: what a crash leaves behind. */
export type RunState = 'sending' | 'sent' | 'failed';

/** A row of the delivery ledger: one report and period. Instants are UTC. */
export interface ReportRun {
  readonly report: string;
  /** The period's label, `2026-W47`; of a correction `2026-W47-correction-1`. */
  readonly period: string;
  readonly state: RunState;
  /** 1 for the first mail of this report and period; more after the service gave one up. */
  readonly attempt: number;
  readonly operationId: string;
  /** The first attachment; of a mail that carries none, the first file that was archived for it. */
  readonly fileName: string;
  /** SHA-256 of the file of that name, hexadecimal. */
  readonly fileHash: string;
  readonly recipients: readonly string[];
  /** How many events each UTC day of the period held when the report was made: what came later is late. */
  readonly eventsByDay: Readonly<Record<UtcDay, number>>;
  /** UTC days of the period that were not complete when the report was made. */
  readonly openDays: readonly UtcDay[];
  /** What lies in the archive of this mail: the mail itself, then its files. Empty in rows of earlier versions. */
  readonly archive: readonly ArchiveLink[];
  readonly startedAt: Date;
  readonly sentAt: Date | null;
  readonly error: string | null;
}
