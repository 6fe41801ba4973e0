import type { Column, RowKey } from '../column';
import { fitHeaders } from '../fit-columns';
import { createRowPrinter, type PrinterParts } from './row-printer';
import type { TableFrame } from './table-frame';
import type { TableSheet } from './table-sheet';

/** One sheet of a table while it is written. */
export interface SheetPart extends Omit<PrinterParts, 'preface'> {
  readonly sheet: string;
  readonly frame: TableFrame;
  /** Maximum rows of the table, without head and totals. */
  readonly maxRows: number;
  /** Called with the keys of each row that links can find. */
  readonly note: (keys: readonly string[], row: RowKey) => void;
  /** Called with the number of rows once they are written. */
  readonly done: (count: number) => void;
}

/** A table whose rows are being read. */
export interface OpenTable {
  readonly name: string;
  readonly columns: readonly Column<never>[];
  readonly whenEmpty: string;
  readonly frozen: number;
  readonly preface: string | null;
  /** Whether there is a row that is not on any sheet yet. */
  hasMore(): boolean;
  /** The XML of one sheet with the next rows, in chunks. */
  sheetXml(part: SheetPart): AsyncGenerator<string>;
  close(): Promise<void>;
}

/** In UTF-16 units: large enough for few steps, small beside everything else in memory. */
const chunkSize = 64 * 1024;

/** Opens a table and reads its first row, which shows whether the table is empty. Its columns fit their headers. */
export async function openTable<Row>(table: TableSheet<Row>): Promise<OpenTable> {
  const { name, whenEmpty, frozen = 0, linked, preface = null } = table;
  const columns = fitHeaders(table.columns);
  const feed = await openRowFeed(table.rows);
  async function* sheetXml(part: SheetPart): AsyncGenerator<string> {
    const { sheet, table: tableName, frame, links, note, maxRows } = part;
    const print = createRowPrinter(columns, frame, { ...part, preface });
    let chunk = frame.before + print.head();
    let count = 0;
    while (feed.next !== null && count < maxRows) {
      const { row } = feed.next;
      count += 1;
      chunk += print.row(row, frame.headRow + count);
      const key = linked?.key(row) ?? null;
      if (linked !== undefined && key !== null)
        note(linked.keys(row), {
          ...{ sheet, table: tableName, column: linked.column, key },
          headRow: frame.headRow,
        });
      if (chunk.length > chunkSize) {
        yield chunk;
        chunk = '';
      }
      const wait = feed.advance();
      if (wait !== undefined) await wait;
    }
    part.done(count);
    yield chunk + print.totals(frame.headRow + count + 1) + frame.after + links.elementXml() + frame.end;
  }
  return {
    name,
    columns,
    whenEmpty,
    frozen,
    preface,
    hasMore: () => feed.next !== null,
    sheetXml,
    close: () => feed.close(),
  };
}

/** Opens rows, in memory or streamed, and reads the first one. It always reads one row ahead. */
async function openRowFeed<Row>(rows: Iterable<Row> | AsyncIterable<Row>) {
  const iterator = Symbol.asyncIterator in rows ? rows[Symbol.asyncIterator]() : rows[Symbol.iterator]();
  let next: { readonly row: Row } | null = null;
  const put = (result: IteratorResult<Row, unknown>): void => {
    next = result.done === true ? null : { row: result.value };
  };
  /** Moves on by one row. Returns a promise only where the source has to be awaited. */
  const advance = (): Promise<void> | undefined => {
    const result = iterator.next();
    if (result instanceof Promise) return result.then(put);
    put(result as IteratorResult<Row, unknown>);
    return undefined;
  };
  await advance();
  return {
    /** The next row, or null after the last one. */
    get next() {
      return next;
    },
    advance,
    /** Closes the source. */
    async close() {
      await iterator.return?.();
    },
  };
}
