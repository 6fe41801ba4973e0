import type { Writable } from 'node:stream';
import type { RowPlace } from '../columns/column';
import type { LocalClock } from '../local-clock';
import type { PackageParts } from './package/package-parts';
import { xmlPart } from './package/package-parts';
import type { ZipWriter } from './package/zip-writer';
import { createZipWriter } from './package/zip-writer';
import type { OpenTable } from './tables/open-table';
import type { RowPlaces } from './tables/row-places';
import type { SharedTexts } from './tables/shared-texts';
import { createSharedTexts } from './tables/shared-texts';
import { createSheetLinks, mostLinks } from './tables/sheet-links';
import type { TableFrame } from './tables/table-frame';
import { tableFrame } from './tables/table-frame';
import type { WrittenSheet } from './tables/table-parts';
import { finishTable } from './tables/table-parts';
import type { TablePlan } from './tables/table-skeleton';
import { hasTotals, sheetName, tableName } from './tables/table-skeleton';

/** What a sheet can hold; tests make it small. */
export interface SheetLimits {
  /** Rows, the head and the totals included. */
  readonly rows: number;
  readonly links: number;
}

/** Excel's own limits. */
export const excelLimits: SheetLimits = { rows: 1_048_576, links: mostLinks };

/** What a workbook is written from. */
export interface Book {
  /** The tables in the order of their sheets, which follow the first sheet. */
  readonly tables: readonly OpenTable[];
  /** The table that is written after the others, because its cells lead to their rows. Its number of rows is known. */
  readonly last: { readonly table: OpenTable; readonly rows: number };
  /** Makes everything but the rows, ready to be written; called before the rows and again when their number is known. */
  readonly skeleton: (plans: readonly TablePlan[]) => Promise<PackageParts>;
  readonly clock: LocalClock;
  readonly places: RowPlaces;
  readonly limits: SheetLimits;
}

/** Parts that come first in the archive, by which programs tell a workbook from any other zip. */
const firstPaths = ['_rels/.rels', 'docProps/core.xml'];

/** Parts whose entries the rows name by number: they must come out the same before and after. */
const numbered = ['xl/styles.xml', 'xl/sharedStrings.xml'];

/** The number of the first table's sheet: the Summary comes before. */
const firstTable = 2;

/**
 * Writes a workbook while its rows are read: no more than some rows, the small parts and the links of the sheet at hand
 * are held. A table with more rows than a sheet can hold runs on over further sheets.
 * @throws what reading the rows or writing the output throws; the output is destroyed then.
 */
export async function writeBook(book: Book, output: Writable): Promise<void> {
  const zip = createZipWriter(output);
  try {
    await write(book, zip);
  } catch (error) {
    zip.abort();
    throw error;
  }
}

async function write(book: Book, zip: ZipWriter): Promise<void> {
  const { tables, last } = book;
  const models = await book.skeleton(tables.map((table) => planOf(table, [table.hasMore() ? 1 : 0])));
  const shared = createSharedTexts(models);
  for (const path of firstPaths) zip.add(path, xmlPart(models, path));

  const written = new Map<OpenTable, readonly WrittenSheet[]>();
  const lastSheets = Math.ceil(last.rows / mostRows(book, last.table));
  const sheetCount = (table: OpenTable): number =>
    Math.max(1, table === last.table ? lastSheets : (written.get(table)?.length ?? 0));
  for (const table of [...tables.filter((other) => other !== last.table), last.table]) {
    if (!table.hasMore()) continue;
    const index = tables.indexOf(table);
    const frame = tableFrame(xmlPart(models, sheetPath(firstTable + index)));
    const before = tables.slice(0, index).reduce((sum, other) => sum + sheetCount(other), 0);
    written.set(table, await writeTable(book, zip, { table, frame, shared, first: firstTable + before }));
  }

  const plans = tables.map((table) => planOf(table, written.get(table)?.map(({ rows }) => rows) ?? [0]));
  const parts = await book.skeleton(plans);
  for (const path of numbered) {
    if (uncounted(parts, path) !== uncounted(models, path))
      throw new Error(`exceljs numbered ${path} in another way.`);
  }
  const sheets = [...written.values()].flat();
  for (const sheet of sheets) finishTable(parts, sheet);
  shared.write(parts);
  const there = new Set([...firstPaths, ...sheets.map(({ path }) => path)]);
  for (const [path, content] of parts) if (!there.has(path)) zip.add(path, content);
  await zip.end();
}

interface TableToWrite {
  readonly table: OpenTable;
  readonly frame: TableFrame;
  readonly shared: SharedTexts;
  /** The number of its first sheet in the package. */
  readonly first: number;
}

async function writeTable(
  book: Book,
  zip: ZipWriter,
  { table, frame, shared, first }: TableToWrite,
): Promise<WrittenSheet[]> {
  const sheets: WrittenSheet[] = [];
  while (table.hasMore()) {
    const links = createSheetLinks(book.limits.links);
    const path = sheetPath(first + sheets.length);
    let rows = 0;
    const part = {
      sheet: sheetName(table.name, sheets.length),
      table: tableName(table.name, sheets.length),
      ...{ frame, links, shared, clock: book.clock, mostRows: mostRows(book, table) },
      note: (ids: readonly string[], place: RowPlace) => void book.places.note(ids, place),
      done: (count: number) => void (rows = count),
    };
    await zip.stream(path, table.sheetXml(part));
    sheets.push({ path, rows, links });
  }
  return sheets;
}

/** A part without how often its entries are used, which grows with the sheets over which a table runs on. */
function uncounted(parts: PackageParts, path: string): string {
  return xmlPart(parts, path).replace(/ count="\d+"/g, '');
}

function planOf({ name, columns, whenEmpty }: OpenTable, counts: readonly number[]): TablePlan {
  return { name, columns, whenEmpty, counts };
}

function mostRows({ limits }: Book, { columns }: OpenTable): number {
  return limits.rows - 1 - (hasTotals(columns) ? 1 : 0);
}

function sheetPath(number: number): string {
  return `xl/worksheets/sheet${number}.xml`;
}
