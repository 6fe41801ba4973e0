import { createWriteStream, readFileSync, statSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createDeflateRaw } from 'node:zlib';
import exceljs from 'exceljs';
import { unzipSync } from 'fflate';
import { activationColumns } from '../../../shared/report/columns/activation-columns';
import { localClock } from '../../../shared/report/local-clock';
import { writeWorkbook } from '../../../shared/report/workbook';
import { cellValue } from '../../../shared/report/workbook/tables/cell-xml';
import { elevationOf, eventsOf } from './elevations';
import { modelOf } from './model';

/** Rows between two pauses, without which exceljs's streaming writer holds all that it has written. */
const pause = 200;

/** One way of writing so many activations into a file. */
type Way = (rows: number, file: string) => Promise<() => Promise<void>>;

const ways: Readonly<Record<string, Way>> = {
  ours: (rows, file) => {
    const model = modelOf(Array.from({ length: rows }, (_, index) => elevationOf(index, rows)));
    return Promise.resolve(() => writeWorkbook(model, null, createWriteStream(file)));
  },
  'ours-with-log': (rows, file) => {
    const model = modelOf(Array.from({ length: rows }, (_, index) => elevationOf(index, rows)));
    return Promise.resolve(() => writeWorkbook(model, () => eventsOf(rows), createWriteStream(file)));
  },
  'exceljs-streaming': (rows, file) => Promise.resolve(() => exceljsStreaming(rows, file)),
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

/** The same values in the same formats by exceljs alone: no table, no links, no other sheet. */
async function exceljsStreaming(rows: number, file: string): Promise<void> {
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
    style: {
      numFmt: kind === 'instant' ? 'yyyy-mm-dd hh:mm:ss' : kind === 'minutes' ? '#,##0.0' : 'General',
    },
  }));
  for (let index = 0; index < rows; index += 1) {
    const row = elevationOf(index, rows);
    sheet.addRow(columns.map((column) => cellValue(column, row, clock))).commit();
    if (index % pause === 0) await new Promise(setImmediate);
  }
  sheet.commit();
  await book.commit();
}

/** Prints the milliseconds, the memory before and at the peak in MB, and the size of the file. */
async function main([way = '', rows = '', file = '']: readonly string[]): Promise<void> {
  const write = await ways[way]?.(Number(rows), file);
  if (write === undefined) throw new Error(`There is no way ${way}.`);
  const before = process.memoryUsage.rss();
  const begin = performance.now();
  await write();
  const time = performance.now() - begin;
  const peak = process.resourceUsage().maxRSS * 1024;
  const mega = (bytes: number): number => Math.round(bytes / 1024 / 1024);
  const size = statSync(way === 'floor' ? `${file}.floor` : file).size;
  process.stdout.write(`${Math.round(time)} ${mega(before)} ${mega(peak)} ${size}\n`);
}

void main(process.argv.slice(2));
