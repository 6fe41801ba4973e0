import type { LogRow } from '../../domain/events/log-row';
import { createCsvScanner } from './csv-scanner';
import { recogniseTable, type CsvTable } from './csv-table';
import { maxBrokenText, type FoundRecord, type ReadableRecord } from './found-record';
import type { LogPage, LogReader } from './log-reader';
import { readRecord } from '../read-record';
import { UnknownLogError } from '../unknown-log-error';

/** Reads a CSV log. What its header does not tell, its first row does. */
export function createCsvLogReader(zone: string | null): LogReader {
  const scanner = createCsvScanner();
  let table: CsvTable | null = null;
  /** What was found before the table is known: the header first, unless it is broken. */
  let waiting: FoundRecord[] = [];

  function rowOf(known: CsvTable, found: FoundRecord): LogRow {
    const { line, text } = found;
    const record = 'reason' in found ? found.reason : known.toRecord(cellsOf(found));
    if (typeof record !== 'string') return readRecord(known.kind, record, line, text);
    return { outcome: 'refused', line, reason: record, text: text.slice(0, maxBrokenText) };
  }

  function recognise(isEnd: boolean): void {
    const [header, first] = waiting.filter((found): found is ReadableRecord => 'value' in found);
    if (header === undefined || (first === undefined && !isEnd)) return;
    table = recogniseTable(cellsOf(header), first === undefined ? null : cellsOf(first), zone);
    waiting = waiting.filter((found) => found !== header);
  }

  function pageOf(records: readonly FoundRecord[], isEnd: boolean): LogPage {
    waiting.push(...records);
    if (table === null) recognise(isEnd);
    if (table === null) return isEnd ? giveUp() : { kind: null, rows: [] };
    const known = table;
    const rows = waiting.map((found) => rowOf(known, found));
    waiting = [];
    return { kind: known.kind.source, rows };
  }

  /** The file is not empty, and no row can be read as a header. */
  function giveUp(): LogPage {
    const [first] = waiting;
    if (first === undefined) return { kind: null, rows: [] };
    const reason = 'reason' in first ? ` ${first.reason}` : '';
    throw new UnknownLogError(`This is not a log that can be imported.${reason}`);
  }

  return {
    push: (bytes) => pageOf(scanner.push(bytes), false),
    end: () => pageOf(scanner.end(), true),
  };
}

const cellsOf = (found: ReadableRecord): readonly string[] => found.value as readonly string[];
