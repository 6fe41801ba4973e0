import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSheet } from 'read-excel-file/node';
import { activationColumns } from '../../../shared/report/columns/activation-columns';
import { changeColumns } from '../../../shared/report/columns/change-columns';
import { eventColumns } from '../../../shared/report/columns/event-columns';
import { findingColumns } from '../../../shared/report/columns/finding-columns';
import { rowFindings } from '../../../shared/report/columns/row-findings';
import { lastWholeWeek, periodLabel } from '../../../shared/domain/time/period';
import { sampleTimeZone } from '../../../local/sample-tenant/sample-tenant';
import { run, takeTurns, type Way } from '../measure';
import { rowsOf, type Row } from '../row';
import { eventsOf, startFilledStore } from '../stores';
import type { PlainTable } from '../children/exceljs-rows';

const [weeks, manyWeeks] = [3, 26];
const eventsPerWeek = 35_000 / weeks;

/** The sheets of a workbook that are tables of rows, with their columns. */
const tables: Readonly<Record<string, PlainTable['columns']>> = {
  Findings: findingColumns([], () => null),
  Activations: activationColumns(null, rowFindings([])),
  Changes: changeColumns(rowFindings([])),
  Events: eventColumns,
};

/** Measures a report of the last week, with three weeks of events in the store and with half a year of them. */
export async function reportRows(now: Date, rounds: number, folder: string): Promise<Row[]> {
  // Up to the end of the reported week: what comes after it would count as a part of the three weeks.
  const { to } = lastWholeWeek(now, sampleTimeZone);
  const events = eventsOf(to, 7 * manyWeeks, eventsPerWeek);
  const recent = events.filter(({ at }) => (at?.getTime() ?? 0) >= to.getTime() - weeks * 7 * 86_400_000);
  const few = await startFilledStore(recent);
  const many = await startFilledStore(events);
  const out = await mkdtemp(join(tmpdir(), 'pim-report-bench-'));
  try {
    const week = periodLabel(lastWholeWeek(now, sampleTimeZone));
    const settings = (connectionString: string) => ({
      AUDIT_STORAGE: connectionString,
      GRAPH_ENDPOINT: 'http://127.0.0.1:9',
      REPORT_TIME_ZONE: sampleTimeZone,
      STANDING_ACCESS: 'off',
    });
    const report = (name: string, format: string, store: typeof few): Way => ({
      name,
      args: [
        join(folder, 'cli/main.js'),
        'report',
        '--no-collect',
        '--format',
        format,
        '--out',
        join(out, name),
      ],
      env: settings(store.emulator.connectionString),
      writes: join(out, name, `weekly-${week}.${format}`),
    });
    const bareRead: Way = {
      name: 'bare read',
      args: [join(__dirname, 'children/bare-read.js')],
      env: settings(few.emulator.connectionString),
    };
    const json = report('report as JSON', 'json', few);
    const xlsx = report('report with workbook', 'xlsx', few);
    const manyJson = report(`report as JSON, ${manyWeeks} weeks stored`, 'json', many);
    // On a normal Monday, earlier reports have summarized the weeks before, and each night has kept its days parsed.
    for (const way of [xlsx, manyJson]) await run(way);
    const cells = join(out, 'cells.json');
    await writeFile(cells, JSON.stringify(await readTables(xlsx.writes ?? '')));
    const exceljs: Way = {
      name: 'exceljs streaming, same cells',
      args: [join(__dirname, 'children/exceljs-rows.js'), cells, join(out, 'exceljs.xlsx')],
      writes: join(out, 'exceljs.xlsx'),
    };
    const samples = await takeTurns([bareRead, json, xlsx, exceljs, manyJson], rounds);
    const size = `${few.events} events stored`;
    return rowsOf(
      [
        { way: json, baseline: bareRead, goal: 2.5, size },
        { way: json, what: 'its peak memory', figure: 'peak', goal: 300 * 2 ** 20, size },
        { way: xlsx, baseline: bareRead, goal: 4, size },
        { way: xlsx, what: 'its peak memory', figure: 'peak', goal: 350 * 2 ** 20, size },
        { way: xlsx, baseline: exceljs, goal: 1, size },
        { way: manyJson, baseline: json, goal: 1.25, size: `${many.events} events stored` },
      ],
      samples,
    );
  } finally {
    await few.emulator.stop();
    await many.emulator.stop();
    await rm(out, { recursive: true, force: true });
  }
}

/** Reads the cells of a workbook's tables, so that another writer can write the same. */
async function readTables(file: string): Promise<PlainTable[]> {
  const content = await readFile(file);
  return Promise.all(
    Object.entries(tables).map(async ([name, columns]) => {
      const rows = await readSheet(content, name);
      return {
        name,
        columns: columns.map(({ width, kind }) => ({ width, kind })),
        rows: rows.map((row) => row.map(plainCell)),
      };
    }),
  );
}

function plainCell(cell: unknown): PlainTable['rows'][number][number] {
  if (cell instanceof Date) return { at: cell.getTime() };
  return typeof cell === 'number' || typeof cell === 'string' ? cell : null;
}
