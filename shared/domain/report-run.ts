import type { ArchiveLink } from './archive-link';
import type { UtcDay } from './utc-day';

/**
 * How a delivery stands. due: it is owed, and nothing has left yet. sending: written before the mail leaves, what a
 * crash leaves behind. sent: accepted for good. failed: the service took the mail and gave it up.
 */
export type RunState = 'due' | 'sending' | 'sent' | 'failed';

/** A row of the delivery ledger: one report and period. Instants are UTC. */
export interface ReportRun {
  readonly report: string;
  /** The period's label, `2026-W47`; of a correction `2026-W47-correction-1`. */
  readonly period: string;
  /** The IANA zone whose weeks these are; null in rows of earlier versions. */
  readonly timeZone: string | null;
  readonly state: RunState;
  /** 1 for the first mail of this report and period; more after the service gave one up. */
  readonly attempt: number;
  /** Empty as long as nothing has left. */
  readonly operationId: string;
  /** The first attachment; of a mail that carries none, the first file that was archived for it. */
  readonly fileName: string;
  /** SHA-256 of the file of that name, hexadecimal. */
  readonly fileHash: string;
  /** Who the mail was posted to. */
  readonly recipients: readonly string[];
  /** Stored events of the period when the report was made: what came later is late. Null where it is not known. */
  readonly events: number | null;
  /** UTC days of the period that were not complete when the report was made. */
  readonly openDays: readonly UtcDay[];
  /** What lies in the archive: the mail itself, then its files; before them those of a mail that never left. */
  readonly archive: readonly ArchiveLink[];
  readonly startedAt: Date;
  readonly sentAt: Date | null;
  readonly error: string | null;
}
