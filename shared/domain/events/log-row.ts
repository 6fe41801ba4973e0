import type { IdentifiedEvent } from './audit-event';

/** An event of a log file, ready to be stored. */
export interface ImportedEvent {
  readonly stored: IdentifiedEvent;
  /** The tenant that the record names; null when it names none. */
  readonly tenantId: string | null;
}

/** A part of a log file that could not be read, and what to do about it is up to a person. */
export interface RefusedRow {
  /** The physical line where it begins, from 1; in a JSON array the item's number, from 1. */
  readonly line: number;
  /** Why, in one sentence. */
  readonly reason: string;
  /** How its text begins. */
  readonly text: string;
}

/** One row of a log file: an event, an event that no report needs, or something that cannot be read. */
export type LogRow =
  | ({ readonly outcome: 'event'; readonly line: number; readonly text: string } & ImportedEvent)
  | { readonly outcome: 'ignored' }
  | ({ readonly outcome: 'refused' } & RefusedRow);
