import { brokenRecord, isWholeText, maxRecordBytes, type FoundRecord } from './found-record';
import { findRecord } from './find-record';
import { reasons } from './broken-json';
import { restOfObjectScan, scanJsonValue, valueScan, type ValueScan } from './scan-json-value';

const [newline, comma, quote] = [0x0a, 0x2c, 0x22];
/** The byte order mark. Where files were joined into one, it precedes each of them. */
const mark = Buffer.from([0xef, 0xbb, 0xbf]);
const [openBracket, closeBracket, openBrace, closeBrace] = [0x5b, 0x5d, 0x7b, 0x7d];

/** Finds records in JSON that arrives in pieces. */
export interface JsonScanner {
  /** Takes the next bytes and returns the records that end in them. */
  push(bytes: Buffer): readonly FoundRecord[];
  /** Says that nothing follows, and returns what is left. */
  end(): readonly FoundRecord[];
}

/**
 * Scans JSON for records: the items of an array, of the array under `value` or `records` of an object, or objects that
 * follow each other, on one line each or over many. A broken record does not take the others with it: the scan goes on
 * at the next one. Memory is bounded by {@link maxRecordBytes}, whatever comes.
 * @param isRecord whether a value is a record of a known log; decides where a broken text goes on
 */
export function createJsonScanner(isRecord: (value: unknown) => boolean): JsonScanner {
  let found: FoundRecord[] = [];
  /** What has not been dealt with: from the cursor on. */
  let bytes: Buffer = Buffer.alloc(0);
  let cursor = 0;
  let hasEnded = false;
  /** Where values stand: on their own, in an array, in the list of an object; or we are after such a list. */
  let place: 'alone' | 'in array' | 'in object' | 'after list' = 'alone';
  /** The value that begins at the cursor; null between two values. */
  let scan: ValueScan | null = null;
  /** It is too long, and has been reported: its bytes are not kept. */
  let isTooLong = false;
  /** After a broken record until the next good one: what is found meanwhile is taken for its rest. */
  let isLost = false;
  let isLineStart = true;
  let items = 0;
  /** Newlines before the byte `counted`. */
  let [newlines, counted] = [0, 0];

  const inList = (): boolean => place === 'in array' || place === 'in object';

  function lineAt(at: number): number {
    for (let next = bytes.indexOf(newline, counted); next >= 0 && next < at;) {
      newlines += 1;
      counted = next + 1;
      next = bytes.indexOf(newline, counted);
    }
    return newlines + 1;
  }

  /** The place to report of what begins at a byte: its line, in a list its number. */
  const placeOf = (at: number): number => (place !== 'alone' ? (items += 1) : lineAt(at));

  function reportValue(from: number, to: number): void {
    const text = bytes.toString('utf8', from, to);
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      return reportBroken(from, to, reasons.json);
    }
    if (isRecord(value)) isLost = false;
    if (!isWholeText(text, bytes, from, to)) reportBroken(from, to, reasons.encoding);
    else if (!isLost) found.push({ line: placeOf(from), text, value });
  }

  function reportBroken(from: number, to: number, reason: string): void {
    if (!isLost) found.push(brokenRecord(placeOf(from), bytes.subarray(from, to), reason));
  }

  /** Leaves the value at the cursor, and goes on at the next record within it or where the fault is. */
  function giveUp(fault: number, reason: string): void {
    const next = place === 'after list' ? null : nextWithin(cursor + 1, fault);
    if (!isTooLong) reportBroken(cursor, next ?? fault, reason);
    leaveValue(next ?? fault);
    isLost = next === null;
    isLineStart = bytes[cursor - 1] === newline;
    if (place === 'after list') place = 'alone';
  }

  /** Where a record may begin within broken bytes: one that is whole, on its own also a line that begins with a brace. */
  function nextWithin(from: number, to: number): number | null {
    const record = findRecord(bytes, from, to, isRecord);
    const line = place === 'alone' ? bytes.indexOf('\n{', from) + 1 : 0;
    return line > 0 && line < (record ?? to) ? line : record;
  }

  /** Deals with the next piece of the text. Returns false when that takes more bytes. */
  function advance(): boolean {
    if (scan !== null) return advanceWithin(scan);
    return isTooLong ? takeBareValue() : advanceBetween();
  }

  function advanceWithin(value: ValueScan): boolean {
    const stop = scanJsonValue(bytes, value);
    if (stop === 'more') {
      if (value.at - cursor > maxRecordBytes && !isTooLong) {
        if (findRecord(bytes, cursor + 1, value.at, isRecord) !== null) giveUp(value.at, reasons.bracket);
        else if (place !== 'after list') reportBroken(cursor, value.at, reasons.length);
        isTooLong = scan !== null;
      }
      if (isTooLong) cursor = value.at;
      return scan === null;
    }
    if (stop === 'line') {
      const isNext = place === 'alone' ? isRecordLine(value.at + 1) : false;
      if (isNext === null) return false;
      if (isNext) giveUp(value.at, reasons.line);
      else value.passed = value.at;
    } else if (stop === 'end') {
      if (place === 'after list') place = 'alone';
      else if (!isTooLong) reportValue(cursor, value.at);
      leaveValue(value.at);
    } else if (stop === 'list') {
      place = 'in object';
      leaveValue(value.at);
    } else giveUp(value.at, reasons[stop]);
    return true;
  }

  function leaveValue(at: number): void {
    scan = null;
    isTooLong = false;
    cursor = at;
  }

  function advanceBetween(): boolean {
    let code = bytes[cursor];
    for (; code !== undefined && (code <= 0x20 || code === comma); code = bytes[cursor]) {
      isLineStart = code === newline || (isLineStart && code !== comma);
      cursor += 1;
    }
    if (code === undefined) return false;
    if (code === mark[0]) {
      const beginning = bytes.subarray(cursor, cursor + mark.length);
      if (beginning.length < mark.length && !hasEnded) return false;
      if (beginning.equals(mark)) {
        cursor += mark.length;
        return true;
      }
    }
    // On its own a line that begins with a brace is a new record, whatever was broken before it.
    if (code === openBrace && place === 'alone' && isLineStart) isLost = false;
    isLineStart = false;
    if (code === openBracket && place === 'alone' && !isLost) {
      place = 'in array';
      cursor += 1;
    } else if (code === openBrace || code === openBracket || code === quote) {
      if (code !== openBrace || place !== 'alone' || !takeLine()) scan = valueScan(cursor);
    } else if (code === closeBracket && inList() && !isLost) {
      cursor += 1;
      if (place === 'in object') scan = restOfObjectScan(cursor);
      place = place === 'in object' ? 'after list' : 'alone';
    } else if (code === closeBracket || code === closeBrace) {
      reportBroken(cursor, cursor + 1, reasons.bracket);
      isLost = true;
      cursor += 1;
    } else return takeBareValue();
    return true;
  }

  /** Fast path for one object per line: takes the line without scanning its bytes. */
  function takeLine(): boolean {
    const end = bytes.indexOf(newline, cursor);
    if (end < 0) return false;
    let value: unknown;
    const text = bytes.toString('utf8', cursor, end).trimEnd();
    if (!text.endsWith('}')) return false;
    try {
      value = JSON.parse(text);
    } catch {
      return false;
    }
    if (!isRecord(value)) return false;
    isLost = false;
    if (isWholeText(text, bytes, cursor, end)) found.push({ line: lineAt(cursor), text, value });
    else reportBroken(cursor, end, reasons.encoding);
    cursor = end;
    return true;
  }

  /** Whether the line that begins at a byte is a record; null while its end has not come. */
  function isRecordLine(at: number): boolean | null {
    const newlineAt = bytes.indexOf(newline, at);
    if (newlineAt < 0 && !hasEnded && bytes.length - at <= maxRecordBytes) return null;
    const end = newlineAt < 0 ? bytes.length : newlineAt;
    return findRecord(bytes.subarray(0, end), at, at + 1, isRecord) === at;
  }

  /** Takes a number or a word, which is no record: to the end of the line, in a list to the next comma or bracket. */
  function takeBareValue(): boolean {
    let end = cursor;
    const isInList = inList();
    for (; end < bytes.length; end += 1) {
      const code = bytes[end];
      if (code === newline) break;
      if (isInList && (code === comma || code === closeBracket || code === closeBrace)) break;
    }
    const isWhole = end < bytes.length || hasEnded;
    const isOver = end - cursor > maxRecordBytes;
    if (!isWhole && !isOver && !isTooLong) return false;
    if (!isTooLong && isOver) reportBroken(cursor, end, reasons.length);
    else if (!isTooLong) reportValue(cursor, end);
    isTooLong = !isWhole;
    cursor = end;
    return isWhole;
  }

  function settle(): readonly FoundRecord[] {
    while (advance());
    lineAt(cursor);
    bytes = bytes.subarray(cursor);
    if (scan !== null) {
      scan.at -= cursor;
      scan.passed -= cursor;
    }
    cursor = counted = 0;
    const records = found;
    found = [];
    return records;
  }

  return {
    push(more) {
      bytes = bytes.length === 0 ? more : Buffer.concat([bytes, more]);
      return settle();
    },
    end() {
      hasEnded = true;
      const records = [...settle()];
      while (scan !== null) {
        giveUp(bytes.length, place === 'after list' ? reasons.list : reasons.end);
        records.push(...settle());
      }
      if (inList() && !isLost) records.push({ line: items + 1, text: '', reason: reasons.list });
      return records;
    },
  };
}
