import type { Column, RowPlace } from '../../columns/column';
import type { TableSheet } from '../table-sheet';
import { openRowFeed } from './row-feed';
import type { PrinterParts } from './row-printer';
import { createRowPrinter } from './row-printer';
import type { TableFrame } from './table-frame';

/** One sheet of a table while it is written. */
export interface SheetPart extends PrinterParts {
  readonly sheet: string;
  readonly frame: TableFrame;
  /** The most rows of the table, head and totals not counted. */
  readonly mostRows: number;
  /** Called with the events that each row stands for. */
  readonly note: (eventIds: readonly string[], place: RowPlace) => void;
  /** Called with the number of rows once they are written. */
  readonly done: (count: number) => void;
}

/** A table whose rows are being taken. */
export interface OpenTable {
  readonly name: string;
  readonly columns: readonly Column<never>[];
  readonly whenEmpty: string;
  /** Whether there is a row that no sheet has yet. */
  hasMore(): boolean;
  /** The XML of one sheet with the rows that come next, in chunks. */
  sheetXml(part: SheetPart): AsyncGenerator<string>;
  close(): Promise<void>;
}

/** In UTF-16 units: large enough for few steps, small beside everything else. */
const chunkSize = 64 * 1024;

/** Opens a table: its first row is looked at, so that it is known whether it has any. */
export async function openTable<Row>(table: TableSheet<Row>): Promise<OpenTable> {
  const { name, columns, whenEmpty, eventIds } = table;
  const feed = await openRowFeed(table.rows);
  async function* sheetXml(part: SheetPart): AsyncGenerator<string> {
    const { sheet, frame, links, note, mostRows } = part;
    const print = createRowPrinter(columns, frame.columns, part);
    let chunk = frame.before + print.head();
    let count = 0;
    while (feed.next !== null && count < mostRows) {
      const { row } = feed.next;
      count += 1;
      chunk += print.row(row, count + 1);
      if (eventIds !== undefined) note(eventIds(row), { sheet, row: count + 1 });
      if (chunk.length > chunkSize) {
        yield chunk;
        chunk = '';
      }
      const wait = feed.advance();
      if (wait !== undefined) await wait;
    }
    part.done(count);
    yield chunk + print.totals(count + 2) + frame.after + links.elementXml() + frame.end;
  }
  return {
    name,
    columns,
    whenEmpty,
    hasMore: () => feed.next !== null,
    sheetXml,
    close: () => feed.close(),
  };
}
