import type { ArchiveLink } from './archive-link';
import type { UtcDay } from '../time/utc-day';

/**
 * The state of a delivery. due: owed, nothing has been sent yet. sending: written before the mail is sent, so this is
 * what a crash leaves behind. sent: accepted by the service. failed: the service accepted the mail and gave it up.
 */
export type DeliveryState = (typeof deliveryStates)[number];

export const deliveryStates = ['due', 'sending', 'sent', 'failed'] as const;

/** A row of the delivery ledger: one report and edition. Instants are UTC. */
export interface DeliveryRow {
  readonly report: string;
  /** The period's label, `2026-W47`; for its corrections `2026-W47-correction-1`, `…-2`. The folder's file calls it `period`. */
  readonly edition: string;
  /** The IANA time zone of the period. */
  readonly timeZone: string;
  readonly state: DeliveryState;
  /** 1 for the first mail of this report and edition; higher after the service gave one up. */
  readonly attempt: number;
  /** Set before the mail is sent; empty while the state is `due`. */
  readonly operationId: string;
  /**
   * Host name of the mail service that may have taken the mail; null as long as none was asked to, and after it has
   * refused the mail.
   */
  readonly mailHost: string | null;
  /** The first attachment; for a mail without attachments, the first file archived for it. */
  readonly fileName: string;
  /** SHA-256 of that file, hexadecimal. */
  readonly fileHash: string;
  /** Addresses that the mail is sent to; empty while the state is `due`. */
  readonly recipients: readonly string[];
  /** Stored events of the period when the report was made; null when unknown. */
  readonly events: number | null;
  /** UTC days of the period that were incomplete when the report was made. */
  readonly openDays: readonly UtcDay[];
  /**
   * Events of the days of the period, as the ledger counted them when they were last looked through for findings that
   * the mail lacks; null if they never were.
   */
  readonly lookedThrough: number | null;
  /** The mail's link in the archive's chain; null until the mail is archived. */
  readonly link: ArchiveLink | null;
  /** When the row was entered into the ledger; a retry does not change it. */
  readonly enteredAt: Date;
  /** When a run last began to make or send this edition; at first, when the row was entered. */
  readonly startedAt: Date;
  readonly sentAt: Date | null;
  readonly error: string | null;
}

/** A row and the version that was read: a row that has changed since is not overwritten. */
export interface StoredDeliveryRow {
  readonly row: DeliveryRow;
  readonly version: string;
}

/** Returns the edition name of a period's correction, as ledger and archive use it. */
export const correctionEdition = (label: string, nth = 1): string => `${label}-correction-${nth}`;

/** Whether an edition is a correction. */
export const isCorrection = (edition: string): boolean => /-correction-[1-9]\d*$/.test(edition);

/** Returns the number of a correction by its edition; null for any other edition. */
export function correctionNumber(label: string, edition: string): number | null {
  const number = /-correction-([1-9]\d*)$/.exec(edition)?.[1];
  return number !== undefined && edition === correctionEdition(label, Number(number)) ? Number(number) : null;
}
