import { isUtf8 } from 'node:buffer';

/** A record of a log file, or a piece of the file that cannot be read as one. */
export type FoundRecord = ReadableRecord | BrokenRecord;

/** A JSON value that was found in a log file, or a row of a CSV file as an object. */
export interface ReadableRecord {
  /** The physical line where it begins, from 1; in a JSON array the item's number, from 1. */
  readonly line: number;
  /** Its text, unchanged from the file. */
  readonly text: string;
  readonly value: unknown;
}

/** What could not be read. */
export interface BrokenRecord {
  readonly line: number;
  /** The beginning of its text. */
  readonly text: string;
  /** Why, in one sentence. */
  readonly reason: string;
}

/** Characters of a broken record's text that are kept. */
export const maxBrokenText = 1_000;

/** Bytes that one record may have; an event is a few thousand, and a store takes less than a million. */
export const maxRecordBytes = 8 * 1024 * 1024;

/** A broken record over the bytes of its text, of which only the beginning is decoded. */
export function brokenRecord(line: number, bytes: Buffer, reason: string): BrokenRecord {
  // At most four bytes make a character.
  const text = bytes
    .subarray(0, 4 * maxBrokenText)
    .toString('utf8')
    .trim()
    .slice(0, maxBrokenText);
  return { line, text, reason };
}

/** Returns whether bytes are UTF-8. Checks them only if the text that they decode to contains a replacement character. */
export const isWholeText = (text: string, bytes: Buffer, from: number, to: number): boolean =>
  !text.includes('\uFFFD') || isUtf8(bytes.subarray(from, to));
