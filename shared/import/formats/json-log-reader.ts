import type { LogSource } from '../../domain/events/log-source';
import type { LogRow } from '../../domain/events/log-row';
import { maxBrokenText, type FoundRecord } from './found-record';
import { createJsonScanner } from './json-scanner';
import { isObject } from '../json-fields';
import type { LogPage, LogReader } from './log-reader';
import { readRecord } from '../read-record';
import { isLogRecord, kindOfRecord } from '../record-kinds';
import { UnknownLogError } from '../unknown-log-error';

/** Number of unrecognised records after which a file counts as no log. */
const maxStrangers = 1_000;

const isStranger = 'This is not a record of a log that can be imported.';

/** Reads a JSON log. Each record is recognised by itself, so that a file may hold several kinds. */
export function createJsonLogReader(): LogReader {
  const scanner = createJsonScanner(isLogRecord);
  let kind: LogSource | null = null;
  /** What was found before the first record that was recognised: refused once one is. */
  let strangers: LogRow[] = [];

  function rowOf(found: FoundRecord): LogRow {
    const { line, text } = found;
    const refused = (reason: string): LogRow => ({
      outcome: 'refused',
      line,
      reason,
      text: text.slice(0, maxBrokenText),
    });
    if ('reason' in found) return refused(found.reason);
    const recordKind = kindOfRecord(found.value);
    if (recordKind === null || !isObject(found.value)) return refused(isStranger);
    kind ??= recordKind.source;
    return readRecord(recordKind, found.value, line, text);
  }

  function pageOf(records: readonly FoundRecord[]): LogPage {
    const rows = [...strangers, ...records.map(rowOf)];
    strangers = kind === null ? rows : [];
    return { kind, rows: kind === null ? [] : rows };
  }

  function giveUp(): never {
    const [first] = strangers;
    const reason = first?.outcome === 'refused' && first.reason !== isStranger ? ` ${first.reason}` : '';
    throw new UnknownLogError(
      `This is JSON, but no record in it is from a log that can be imported.${reason}`,
    );
  }

  return {
    push(bytes) {
      const page = pageOf(scanner.push(bytes));
      if (strangers.length > maxStrangers) giveUp();
      return page;
    },
    end() {
      const page = pageOf(scanner.end());
      if (strangers.length > 0) giveUp();
      return page;
    },
  };
}
