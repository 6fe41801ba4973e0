import type { Writable } from 'node:stream';
import type { LocalClock } from '../domain/time/local-clock';
import type { RowKey } from './column';
import { xmlPart, type PackageParts } from './package/package-parts';
import { createZipWriter, type ZipWriter } from './package/zip-writer';
import { makeSkeleton, type WorkbookFrame } from './skeleton';
import type { OpenTable } from './tables/open-table';
import type { RowPlaces } from './tables/row-places';
import { createSharedTexts, type SharedTexts } from './tables/shared-texts';
import { createSheetLinks, maxLinks, type SheetLinks } from './tables/sheet-links';
import { tableFrame, type TableFrame } from './tables/table-frame';
import { hasTotals, headRowOf, sheetName, tableName, type TablePlan } from './tables/table-skeleton';
import { relationshipsPath } from './package/relationships';

/** The size of a sheet; smaller in tests. */
export interface SheetLimits {
  /** Rows, with head and totals. */
  readonly rows: number;
  readonly links: number;
}

/** Excel's own limits. */
export const excelLimits: SheetLimits = { rows: 1_048_576, links: maxLinks };

/** A workbook to be written: a drawn cover and tables. */
export interface WorkbookPlan extends WorkbookFrame {
  /** The tables in the order of their sheets, which follow the cover. */
  readonly tables: readonly OpenTable[];
  /** The table that is written after the others because it links to their rows, and the number of its rows. */
  readonly last: { readonly table: OpenTable; readonly rows: number };
  /** Receives the place of each row that has keys. */
  readonly places: RowPlaces;
  /** The zone of instants. */
  readonly clock: LocalClock;
  readonly limits: SheetLimits;
}

/** Parts at the start of the archive, by which programs recognise a workbook among zip files. */
const firstPaths = ['_rels/.rels', 'docProps/core.xml'];

/** Parts whose entries the rows refer to by number: both passes must number them alike. */
const numberedPaths = ['xl/styles.xml', 'xl/sharedStrings.xml'];

/** The number of the first table's sheet, after the cover. */
const firstTable = 2;

/**
 * Writes a workbook while its rows are read: only a few rows, the small parts and the links of the sheets are in memory. A
 * table with more rows than a sheet can hold continues on further sheets.
 * @throws the error of reading the rows or writing the output; the output is destroyed then.
 */
export async function writeWorkbook(plan: WorkbookPlan, output: Writable): Promise<void> {
  const zip = createZipWriter(output);
  try {
    await write(plan, zip);
  } catch (error) {
    zip.abort();
    throw error;
  }
}

async function write(plan: WorkbookPlan, zip: ZipWriter): Promise<void> {
  const { tables, last } = plan;
  // First pass: a sample row for each style (`styleRows`), written by exceljs. The rows of the tables get the numbers of these
  // styles, which `tableFrame` reads.
  const styleSample = await makeSkeleton(
    plan,
    tables.map((table) => planOf(table, [table.hasMore() ? 1 : 0])),
  );
  const shared = createSharedTexts(styleSample);
  for (const path of firstPaths) zip.add(path, xmlPart(styleSample, path));

  const written = new Map<OpenTable, readonly WrittenSheet[]>();
  const lastSheets = Math.ceil(last.rows / maxRows(plan, last.table));
  const sheetCount = (table: OpenTable): number =>
    Math.max(1, table === last.table ? lastSheets : (written.get(table)?.length ?? 0));
  for (const table of [...tables.filter((other) => other !== last.table), last.table]) {
    if (!table.hasMore()) continue;
    const index = tables.indexOf(table);
    const frame = tableFrame(xmlPart(styleSample, sheetPath(firstTable + index)), headRowOf(table));
    const before = tables.slice(0, index).reduce((sum, other) => sum + sheetCount(other), 0);
    written.set(table, await writeTable(plan, zip, { table, frame, shared, first: firstTable + before }));
  }

  // Second pass: the true number of sheets, which is known now. The other parts of the workbook come from it.
  const parts = await makeSkeleton(
    plan,
    tables.map((table) => planOf(table, written.get(table)?.map(({ rows }) => rows) ?? [0])),
  );
  for (const path of numberedPaths) {
    if (uncounted(parts, path) !== uncounted(styleSample, path))
      throw new Error(`exceljs numbered the entries of ${path} differently.`);
  }
  const sheets = [...written.values()].flat();
  for (const sheet of sheets) finishTable(parts, sheet);
  shared.write(parts);
  const done = new Set([...firstPaths, ...sheets.map(({ path }) => path)]);
  for (const [path, content] of parts) if (!done.has(path)) zip.add(path, content);
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
  plan: WorkbookPlan,
  zip: ZipWriter,
  { table, frame, shared, first }: TableToWrite,
): Promise<WrittenSheet[]> {
  const sheets: WrittenSheet[] = [];
  while (table.hasMore()) {
    const links = createSheetLinks(plan.limits.links);
    const path = sheetPath(first + sheets.length);
    let rows = 0;
    const part = {
      sheet: sheetName(table.name, sheets.length),
      table: tableName(table.name, sheets.length),
      ...{ frame, links, shared, clock: plan.clock, maxRows: maxRows(plan, table) },
      note: (keys: readonly string[], row: RowKey) => {
        plan.places.note(keys, row);
      },
      done: (count: number) => void (rows = count),
    };
    await zip.stream(path, table.sheetXml(part));
    sheets.push({ path, rows, links });
  }
  return sheets;
}

/** A part without the counts of its entries, which grow with the number of sheets. */
function uncounted(parts: PackageParts, path: string): string {
  return xmlPart(parts, path).replace(/ count="\d+"/g, '');
}

function planOf(
  { name, columns, whenEmpty, frozen, preface }: OpenTable,
  counts: readonly number[],
): TablePlan {
  return { name, columns, whenEmpty, frozen, preface, counts };
}

function maxRows({ limits }: WorkbookPlan, { columns, preface }: OpenTable): number {
  return limits.rows - headRowOf({ preface }) - (hasTotals(columns) ? 1 : 0);
}

function sheetPath(number: number): string {
  return `xl/worksheets/sheet${number}.xml`;
}

/** A sheet whose rows have been written. */
interface WrittenSheet {
  readonly path: string;
  readonly rows: number;
  readonly links: SheetLinks;
}

/** Gives the table of a written sheet its true size, and the sheet the relationships of its links. */
function finishTable(parts: PackageParts, { path, rows, links }: WrittenSheet): void {
  const relationsPath = relationshipsPath(path);
  const xml = xmlPart(parts, relationsPath);
  parts.set(relationsPath, xml.replace('</Relationships>', `${links.relationshipsXml()}</Relationships>`));
  const tablePath = /Target="\.\.\/(tables\/table\d+\.xml)"/.exec(xml)?.[1];
  if (tablePath === undefined) throw new Error(`The sheet ${path} has no table.`);
  parts.set(`xl/${tablePath}`, withSize(xmlPart(parts, `xl/${tablePath}`), rows));
}

/** exceljs wrote the table with one row, and with a row of totals if it has one. */
function withSize(xml: string, rows: number): string {
  const resize = (tag: string, text: string): string =>
    text.replace(
      new RegExp(`(<${tag} [^<>]*ref="A\\d+:[A-Z]+)(\\d+)"`),
      (_, head: string, last: string) => `${head}${Number(last) - 1 + rows}"`,
    );
  return resize('autoFilter', resize('table', xml));
}
