import { Writable } from 'node:stream';
import { strFromU8, unzipSync } from 'fflate';
import type { Worksheet } from 'exceljs';
import type { ReportModel } from '../../shared/report/report-model';
import { writeReportWorkbook } from '../../shared/report/workbook';
import { excelLimits } from '../../shared/spreadsheet/write-workbook';
import { aFullReport } from '../support/builders/full-report';
import { openXmlErrors, readWorkbook } from '../support/outputs/open-xml';
import { aLog, aLoggedEvent, aReportModel } from '../support/builders/report';

/** An output that keeps everything written to it. */
function keeping(): { readonly output: Writable; readonly file: () => Buffer } {
  const chunks: Buffer[] = [];
  const output = new Writable({
    write(chunk: Buffer, _, done) {
      chunks.push(chunk);
      done();
    },
  });
  return { output, file: () => Buffer.concat(chunks) };
}

async function written(
  model: ReportModel,
  events: readonly ReturnType<typeof aLoggedEvent>[],
  limits = excelLimits,
): Promise<Buffer> {
  const { output, file } = keeping();
  await writeReportWorkbook(model, aLog(...events), output, limits);
  return file();
}

/** Returns the values of a column, without its header. */
function column(sheet: Worksheet | undefined, header: string): unknown[] {
  const index = (sheet?.getRow(1).values as string[]).indexOf(header);
  return (sheet?.getColumn(index).values ?? [])
    .slice(2)
    .filter((value) => value !== null && value !== undefined);
}

describe('more rows than a sheet can hold', () => {
  const { model, events } = aFullReport(23);
  const rowsPerSheet = 12;
  let file: Buffer;
  let book: Awaited<ReturnType<typeof readWorkbook>>;
  beforeAll(async () => {
    file = await written(model, events, { rows: rowsPerSheet, links: 7 });
    book = await readWorkbook(file);
  });

  test('continue on further sheets, in a workbook that conforms to Open XML', async () => {
    expect(await openXmlErrors(file)).toEqual([]);
    const names = book.worksheets.map(({ name }) => name);
    expect(names.slice(0, 12)).toEqual([
      ...['Summary', 'Findings', 'Findings 2', 'Findings 3', 'Activations', 'Activations 2', 'Activations 3'],
      ...['Changes', 'Changes 2', 'Changes 3', 'Coverage', 'Events'],
    ]);
    for (const sheet of book.worksheets.slice(1)) expect(sheet.rowCount).toBeLessThanOrEqual(rowsPerSheet);
  });

  test('are complete and in order, and each sheet has its own correct totals', () => {
    const sheets = ['Activations', 'Activations 2', 'Activations 3'].map((name) => book.getWorksheet(name));
    expect(sheets.flatMap((sheet) => column(sheet, 'Request id'))).toEqual(
      model.elevations.map(({ id }) => id),
    );
    const totals = sheets.map(
      (sheet) => column(sheet, 'Minutes').at(-1) as { formula: string; result: number },
    );
    expect(totals.map(({ formula }) => formula)).toEqual([
      'SUBTOTAL(109,Activations[Minutes])',
      'SUBTOTAL(109,Activations_2[Minutes])',
      'SUBTOTAL(109,Activations_3[Minutes])',
    ]);
    const minutes = sheets.flatMap((sheet) => column(sheet, 'Minutes').slice(0, -1) as number[]);
    const sum = (values: readonly number[]) =>
      Math.round(values.reduce((all, value) => all + value, 0) * 10) / 10;
    expect(sum(totals.map(({ result }) => result))).toBe(sum(minutes));
  });

  test('print their head on every page, and nothing outside their own table', () => {
    for (const name of ['Activations 2', 'Events 2', 'Findings 3', 'About 2']) {
      const sheet = book.getWorksheet(name)!;
      expect(sheet.pageSetup).toMatchObject({
        printTitlesRow: '1:1',
        orientation: 'landscape',
        fitToWidth: 1,
      });
      expect(sheet.pageSetup.printArea).toMatch(new RegExp(`^A1:[A-Z]+${sheet.rowCount}$`));
      expect(sheet.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 });
      expect(sheet.headerFooter.oddFooter).toContain('&A&R&8Page &P of &N');
      const [table] = sheet.getTables() as unknown as { table: { name: string } }[];
      expect(table?.table.name).toBe(name.replace(' ', '_'));
    }
  });

  test('are the targets of links from findings, and no sheet has more links than allowed', () => {
    const xml = Object.entries(unzipSync(file)).flatMap(([path, bytes]) =>
      /worksheets\/sheet\d+\.xml$/.test(path) ? [strFromU8(bytes)] : [],
    );
    const link =
      /HYPERLINK\(&quot;#'([^']+)'!A&quot;&amp;MATCH\(&quot;([^&]+)&quot;,(\w+)\[([\w ]+)\],0\)\+1,/g;
    const targets = xml.flatMap((sheet) => [...sheet.matchAll(link)]);
    expect(targets.map(([, sheet]) => sheet)).toContain('Activations 2');
    for (const [, name = '', key, table, header = ''] of targets) {
      expect(table).toBe(name.replace(' ', '_'));
      expect(column(book.getWorksheet(name), header)).toContain(key);
    }
    // The Summary has six links at most, to the Findings.
    for (const sheet of xml) expect(sheet.split('<hyperlink ').length - 1).toBeLessThanOrEqual(7);
  });
});

test('start a new sheet only beyond the limit', async () => {
  const events = (count: number) =>
    Array.from({ length: count }, (_, index) => aLoggedEvent({ id: `PIM_${index}` }));
  const names = async (count: number) =>
    (await readWorkbook(await written(aReportModel(), events(count), { rows: 9, links: 9 }))).worksheets
      .map(({ name }) => name)
      .filter((name) => name.startsWith('Events'));
  expect(await names(8)).toEqual(['Events']);
  expect(await names(9)).toEqual(['Events', 'Events 2']);
  expect(excelLimits).toEqual({ rows: 1_048_576, links: 65_530 });
});

test('the log is read only as fast as the output accepts it', async () => {
  let taken = 0;
  async function* log() {
    for (; taken < 200_000; taken += 1) {
      if (taken % 100 === 0) await Promise.resolve();
      yield aLoggedEvent({ id: `PIM_${taken}`, raw: 'x'.repeat(400) });
    }
  }
  const stuck = new Writable({ write: () => undefined });
  const writing = writeReportWorkbook(aReportModel(), log, stuck);
  for (let before = -1, same = 0; same < 20;) {
    before = taken;
    await new Promise((resolve) => setTimeout(resolve, 20));
    same = taken > 0 && taken === before ? same + 1 : 0;
  }
  expect(taken).toBeLessThan(20_000);
  stuck.destroy(new Error('The disk is gone.'));
  await expect(writing).rejects.toThrow('The disk is gone.');
});

test('a log that fails makes the workbook fail and destroys the output', async () => {
  async function* log() {
    yield aLoggedEvent();
    await Promise.resolve();
    throw new Error('The store is gone.');
  }
  const { output } = keeping();
  await expect(writeReportWorkbook(aReportModel(), log, output)).rejects.toThrow('The store is gone.');
  expect(output.destroyed).toBe(true);
});
