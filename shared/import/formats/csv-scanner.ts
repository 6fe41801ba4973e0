import { parse } from 'csv-parse/sync';
import { brokenRecord, isWholeText, maxRecordBytes, type FoundRecord } from './found-record';

const reasons = {
  encoding: 'The row is not UTF-8: save the file as CSV UTF-8, and import it again.',
  quotes: 'The quotes of this row do not match.',
  length: `The row is longer than ${maxRecordBytes / 1024 / 1024} MiB.`,
};

const [newline, carriageReturn, quote] = [0x0a, 0x0d, 0x22];

/** Rows that are parsed together; one at a time where the file is broken. */
const maxBatch = 512;

/** Finds rows in CSV that arrives in pieces. */
export interface CsvScanner {
  /** Takes the next bytes and returns the rows that end in them. A row's `value` is the list of its cells. */
  push(bytes: Buffer): readonly FoundRecord[];
  /** Says that nothing follows, and returns what is left. */
  end(): readonly FoundRecord[];
}

/** Where a row stands among the bytes: from its first byte to before its line end. */
interface RowSpan {
  readonly from: number;
  readonly to: number;
}

/**
 * Scans CSV (RFC 4180) for rows. Lines end in LF or CRLF, or in CR alone as in "CSV (Macintosh)" of Excel; the first one
 * decides. Blank lines are passed over, and so is what PowerShell writes first (`#TYPE …`). A row whose quotes do not match does not take the others with it: its first line is reported, and the scan goes on at
 * the next. Memory is bounded by {@link maxRecordBytes}, whatever comes.
 */
export function createCsvScanner(): CsvScanner {
  let found: FoundRecord[] = [];
  let bytes: Buffer = Buffer.alloc(0);
  /** The first row that has not been dealt with, and the next byte to look at. */
  let [cursor, at] = [0, 0];
  let inQuotes = false;
  let hasEnded = false;
  /** The row at the cursor is too long and has been reported. */
  let isTooLong = false;
  let delimiter: string | null = null;
  /** The last byte of each line; null before the end of the first one. */
  let lineEnd: number | null = null;
  let batch = maxBatch;
  /** Line ends before the byte `counted`. */
  let [lineEnds, counted] = [0, 0];

  function lineAt(place: number): number {
    for (; counted < place; counted += 1) if (bytes[counted] === (lineEnd ?? newline)) lineEnds += 1;
    return lineEnds + 1;
  }

  /** Decides how lines end, at the first line end outside quotes. Returns false when that takes the next byte. */
  function decideLineEnd(): boolean {
    const next = bytes[at + 1];
    if (bytes[at] === carriageReturn && next === undefined && !hasEnded) return false;
    const isAlone = bytes[at] === carriageReturn && next !== newline && next !== carriageReturn;
    if (isAlone) lineEnd = carriageReturn;
    else if (bytes[at] === newline) lineEnd = newline;
    return true;
  }

  /** The next rows, as far as their ends have come. */
  function nextRows(): RowSpan[] {
    const rows: RowSpan[] = [];
    let from = cursor;
    for (; at < bytes.length && rows.length < batch; at += 1) {
      const code = bytes[at];
      if (lineEnd === null && !inQuotes && !decideLineEnd()) break;
      if (code === quote) inQuotes = !inQuotes;
      else if (code === (lineEnd ?? newline) && (!inQuotes || isTooLong)) {
        if (isTooLong) cursor = at + 1;
        else rows.push({ from, to: at });
        isTooLong = inQuotes = false;
        from = at + 1;
      }
    }
    const isLast = hasEnded && at === bytes.length && rows.length < batch;
    if (isLast && from < at && !inQuotes && !isTooLong) rows.push({ from, to: at });
    return rows;
  }

  /** Deals with the next rows. Returns false when that takes more bytes. */
  function advance(): boolean {
    const rows = nextRows();
    if (rows.length > 0) {
      takeRows(rows);
      return true;
    }
    const isOver = at - cursor > maxRecordBytes;
    if (!isOver && !(hasEnded && inQuotes)) return false;
    if (inQuotes && !isTooLong && breakFirstLine(bytes.length)) return true;
    if (!isTooLong) found.push(brokenRecord(lineAt(cursor), bytes.subarray(cursor), reasons.length));
    isTooLong = true;
    cursor = at;
    return false;
  }

  function takeRows(rows: readonly RowSpan[]): void {
    const full = rows.filter(({ from, to }) => !isPassedOver(from, to));
    const texts = full.map(({ from, to }) => bytes.toString('utf8', from, to).replace(/\r\r?$/, ''));
    const isHeader = delimiter === null;
    if (texts[0] !== undefined) delimiter ??= likelyDelimiter(texts[0]);
    const cells = cellsOf(texts, delimiter ?? ',');
    cursor = full[0]?.from ?? cursor;
    if (cells !== null) {
      full.forEach(({ from, to }, index) => {
        const text = texts[index] ?? '';
        // A translated header is known by its number of columns, whatever its encoding.
        const isReadable = (isHeader && index === 0) || isWholeText(text, bytes, from, to);
        found.push(
          isReadable
            ? { line: lineAt(from), text, value: cells[index] }
            : brokenRecord(lineAt(from), bytes.subarray(from, to), reasons.encoding),
        );
      });
      cursor = Math.min(bytes.length, (rows.at(-1)?.to ?? at) + 1);
      batch = Math.min(maxBatch, batch * 2);
    } else if (full.length > 1) {
      // One of them is broken: which one shows when each is parsed alone.
      batch = 1;
      restart(cursor);
    } else {
      breakFirstLine(full[0]?.to ?? at);
    }
  }

  /** Reports the first line of the broken row at the cursor. Returns false when it has only one, not ended yet. */
  function breakFirstLine(to: number): boolean {
    const end = bytes.indexOf(lineEnd ?? newline, cursor);
    if (end < 0 && !hasEnded) return false;
    const lineTo = end < 0 || end > to ? to : end;
    found.push(brokenRecord(lineAt(cursor), bytes.subarray(cursor, lineTo), reasons.quotes));
    restart(Math.min(lineTo + 1, bytes.length));
    return true;
  }

  /** Returns whether a row is blank, or the first line of PowerShell's Export-Csv. */
  function isPassedOver(from: number, to: number): boolean {
    const beginning = bytes.toString('utf8', from, Math.min(to, from + 8));
    if (beginning.startsWith('#TYPE ')) return true;
    return beginning.trim() === '' && bytes.toString('utf8', from, to).trim() === '';
  }

  function restart(place: number): void {
    cursor = at = place;
    inQuotes = false;
  }

  function settle(): readonly FoundRecord[] {
    while (advance());
    lineAt(Math.min(cursor, bytes.length));
    bytes = bytes.subarray(cursor);
    at -= cursor;
    cursor = counted = 0;
    const rows = found;
    found = [];
    return rows;
  }

  return {
    push(more) {
      bytes = bytes.length === 0 ? more : Buffer.concat([bytes, more]);
      return settle();
    },
    end() {
      hasEnded = true;
      return settle();
    },
  };
}

/** The delimiter that stands most often in the header; spreadsheets write a semicolon in some countries. */
function likelyDelimiter(header: string): string {
  const countOf = (delimiter: string) => header.replace(/"[^"]*"/g, '').split(delimiter).length;
  return [',', ';', '\t'].reduce((best, other) => (countOf(other) > countOf(best) ? other : best));
}

/** The cells of rows; null when the quotes of one do not match. */
function cellsOf(texts: readonly string[], delimiter: string): string[][] | null {
  try {
    const options = { delimiter, record_delimiter: '\n', relax_column_count: true };
    const rows: string[][] = parse(texts.join('\n'), options);
    return rows.length === texts.length ? rows : null;
  } catch {
    return null;
  }
}
