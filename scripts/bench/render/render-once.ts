import { createWriteStream, readFileSync, statSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createDeflateRaw } from 'node:zlib';
import exceljs from 'exceljs';
import { unzipSync } from 'fflate';
import type { Elevation } from '../../../shared/domain/elevation';
import { activationColumns } from '../../../shared/report/columns/activation-columns';
import { localClock } from '../../../shared/domain/local-clock';
import { writeReportWorkbook } from '../../../shared/report/workbook';
import { cellValue } from '../../../shared/spreadsheet/tables/cell-xml';
import { kindStyle } from '../../../shared/spreadsheet/tables/table-skeleton';
import { elevationOf, eventsOf } from './elevations';
import { modelOf } from './model';

/** Rows between two pauses, without which exceljs's streaming writer holds all that it has written. */
const pause = 200;

/** One way of writing so many activations into a file. */
type Way = (rows: number, file: string) => Promise<() => Promise<void>>;

const ways: Readonly<Record<string, Way>> = {
  ours: (rows, file) => {
    const model = modelOf(elevations(rows));
    return Promise.resolve(() => writeReportWorkbook(model, null, createWriteStream(file)));
  },
  'ours-with-log': (rows, file) => {
    const model = modelOf(elevations(rows));
    return Promise.resolve(() => writeReportWorkbook(model, () => eventsOf(rows), createWriteStream(file)));
  },
  'exceljs-streaming': (rows, file) => {
    const made = elevations(rows);
    return Promise.resolve(() => exceljsStreaming(made, file));
  },
  // Of what ours wrote into the file before: the activations alone, unpacked before the clock runs.
  floor: (_, file) => {
    const sheet = unzipSync(readFileSync(file), { filter: ({ name }) => name.endsWith('sheet3.xml') });
    const xml = Object.values(sheet)[0] ?? new Uint8Array();
    const chunks = function* () {
      for (let at = 0; at < xml.length; at += 65_536) yield xml.subarray(at, at + 65_536);
    };
    return Promise.resolve(() =>
      pipeline(Readable.from(chunks()), createDeflateRaw({ level: 6 }), createWriteStream(`${file}.floor`)),
    );
  },
};

function elevations(rows: number): Elevation[] {
  return Array.from({ length: rows }, (_, index) => elevationOf(index, rows));
}

/** The same rows in the same look by exceljs alone, links included: no table, no heights, no totals, no other sheet. */
async function exceljsStreaming(rows: readonly Elevation[], file: string): Promise<void> {
  const columns = activationColumns(null);
  const clock = localClock('Europe/Berlin');
  const book = new exceljs.stream.xlsx.WorkbookWriter({
    filename: file,
    useStyles: true,
    useSharedStrings: false,
  });
  const sheet = book.addWorksheet('Activations');
  sheet.columns = columns.map(({ header, width, kind }) => ({
    header,
    width,
    style: kindStyle[kind],
  }));
  for (const [index, row] of rows.entries()) {
    const cells = columns.map((column) => {
      const [value, target] = [cellValue(column, row, clock), column.link?.(row) ?? null];
      return target !== null && 'url' in target ? { text: String(value), hyperlink: target.url } : value;
    });
    sheet.addRow(cells).commit();
    if (index % pause === 0) await new Promise(setImmediate);
  }
  sheet.commit();
  await book.commit();
}

/** Prints the milliseconds, those of the processor in all threads, the memory before and at the peak in MB, and the size of the file. */
async function main([way = '', rows = '', file = '']: readonly string[]): Promise<void> {
  const write = await ways[way]?.(Number(rows), file);
  if (write === undefined) throw new Error(`There is no way ${way}.`);
  const before = process.memoryUsage.rss();
  const used = process.cpuUsage();
  const begin = performance.now();
  await write();
  const time = performance.now() - begin;
  const { user, system } = process.cpuUsage(used);
  const peak = process.resourceUsage().maxRSS * 1024;
  const mega = (bytes: number): number => Math.round(bytes / 1024 / 1024);
  const size = statSync(way === 'floor' ? `${file}.floor` : file).size;
  process.stdout.write(
    `${Math.round(time)} ${Math.round((user + system) / 1000)} ${mega(before)} ${mega(peak)} ${size}\n`,
  );
}

void main(process.argv.slice(2));
