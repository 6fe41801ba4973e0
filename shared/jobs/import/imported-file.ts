import type { LogSource } from '../../domain/events/log-source';
import { utcDayOf, type UtcDay } from '../../domain/time/utc-day';
import type { RecordOutcome } from '../collect/duplicate-matcher';
import type { ReadFile } from './read-file';

/** What became of one file. `read` is the sum of new, known, ignored and refused rows. */
export interface ImportedFile {
  readonly file: string;
  /** The kind of log; null when the file is empty or none. */
  readonly kind: LogSource | null;
  readonly tenantId: string | null;
  readonly read: number;
  /** Events that the store did not hold. */
  readonly new: number;
  /** Events that the store, or a row before, held already. */
  readonly known: number;
  /** Of the known ones, those that say more than what was stored, and took its place. */
  readonly replaced: number;
  /** Events that no report needs. */
  readonly ignored: number;
  readonly refused: number;
  /** The time of the first and the last event; null for a file without events. */
  readonly first: Date | null;
  readonly last: Date | null;
  /** UTC days of its events. */
  readonly days: readonly UtcDay[];
  /** Where and why the first row was refused; null when none was. */
  readonly firstRefusal: { readonly line: number; readonly reason: string } | null;
  /** The file with the refused rows; null without refused rows, and in a dry run. */
  readonly refusedFile: string | null;
  /** Why the file, or its rest, was not imported; null when it was. */
  readonly problem: string | null;
}

/** Counts what becomes of the rows of a file. */
export interface FileTally {
  note(at: Date): void;
  count(outcome: RecordOutcome): void;
  /** Events noted. */
  events(): number;
  /** The time of the first and the last event; null for a file without events. */
  span(): { readonly first: Date; readonly last: Date } | null;
  result(path: string, read: ReadFile, refusedFile: string | null, problem: string | null): ImportedFile;
}

/** Creates an empty tally. */
export function createFileTally(): FileTally {
  const outcomes = { new: 0, known: 0, replaced: 0 };
  const days = new Set<UtcDay>();
  let events = 0;
  let first: Date | null = null;
  let last: Date | null = null;
  const span = () => (first === null || last === null ? null : { first, last });
  return {
    span,
    events: () => events,
    note(at) {
      events += 1;
      if (first === null || at < first) first = at;
      if (last === null || at > last) last = at;
      days.add(utcDayOf(at));
    },
    count(outcome) {
      outcomes[outcome] += 1;
      // One that took another's place was known, too.
      if (outcome === 'replaced') outcomes.known += 1;
    },
    result(file, { kind, tenantId, read, ignored, refused, firstRefusal, isRefused }, refusedFile, problem) {
      const seen = isRefused ? null : span();
      return {
        ...{ file, kind, tenantId, read },
        ...outcomes,
        ...{ ignored, refused, first: seen?.first ?? null, last: seen?.last ?? null },
        days: seen === null ? [] : [...days].sort(),
        ...{ firstRefusal, refusedFile, problem },
      };
    },
  };
}
