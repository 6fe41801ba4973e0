import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSampleTenant } from '../../../local/sample-tenant/sample-tenant';
import { startOfUtcDay, utcDayOf } from '../../../shared/domain/time/utc-day';
import { formatNumber } from '../../../shared/text/format-number';
import { takeTurns, type Way } from '../measure';
import { rowsOf, type Row } from '../row';

/** Bytes of the imported file; a smaller one for a quick look: BENCH_IMPORT_BYTES=50000000. */
const importBytes = Number(process.env.BENCH_IMPORT_BYTES ?? 1_000_000_000);
const reportEvents = 10_000;
/** The least rows a second that an import takes. */
const importedPerSecond = 20_000;
/** The most memory that an import may take, whatever the size of its file. */
const importPeak = 200 * 1024 * 1024;

/** Measures the terminal on stores in folders: the import of a large file, and a report on 10,000 events. */
export async function terminalRows(now: Date, rounds: number, folder: string): Promise<Row[]> {
  const home = await mkdtemp(join(tmpdir(), 'pim-report-bench-'));
  const cli = (name: string, args: readonly string[], store: string): Way => ({
    name,
    args: [join(folder, 'cli/main.js'), ...args, '--store', join(home, store), '--quiet'],
    // Never asked for anything.
    env: { GRAPH_ENDPOINT: 'http://127.0.0.1:9' },
  });
  try {
    const [large, small] = [join(home, 'large.ndjson'), join(home, 'small.ndjson')];
    const rows = await writeLog(large, now, { bytes: importBytes });
    await writeLog(small, now, { rows: reportEvents });
    const importing: Way = {
      ...cli('pim-report import', ['import', large], 'imported'),
      cleanUp: () => rm(join(home, 'imported'), { recursive: true, force: true }),
    };
    const bareFile = join(__dirname, 'children/bare-ndjson.js');
    const bareImport: Way = { name: 'readline and JSON.parse', args: [bareFile, large] };
    await takeTurns([cli('filling a store', ['import', small], 'store')], 1);
    const out = ['--no-collect', '--out', join(home, 'out')];
    const report = cli('pim-report report', ['report', ...out], 'store');
    const bareReport: Way = { name: 'readline and JSON.parse', args: [bareFile, small] };
    const samples = await takeTurns([importing, bareImport, report, bareReport], rounds);
    const importTime = (rows / importedPerSecond) * 1000;
    const size = `${formatNumber(rows)} rows, ${formatNumber(importBytes / 1e6)} MB`;
    return rowsOf(
      [
        { way: importing, baseline: bareImport, size },
        { what: 'pim-report import, elapsed', way: importing, figure: 'elapsed', goal: importTime, size },
        { what: 'pim-report import, memory', way: importing, figure: 'peak', goal: importPeak, size },
        { way: report, baseline: bareReport, size: `${formatNumber(reportEvents)} events stored` },
      ],
      samples,
    );
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

/**
 * Writes PIM events of the last 27 days, one a line, up to a size or a number. Returns how many it wrote. The events are
 * copies of a sample tenant's; each copy is a minute earlier than the previous one, so that no minute has more events than
 * in a large tenant.
 */
async function writeLog(
  path: string,
  now: Date,
  limit: { readonly bytes?: number; readonly rows?: number },
): Promise<number> {
  const { bytes: maxBytes = Infinity, rows: maxRows = Infinity } = limit;
  const { events } = createSampleTenant({ now: startOfUtcDay(utcDayOf(now)), days: 27 });
  const file = createWriteStream(path);
  let [bytes, rows] = [0, 0];
  for (let copy = 0; bytes < maxBytes && rows < maxRows; copy += 1) {
    const lines = events.slice(0, maxRows - rows).map((event) => {
      const at = new Date(Date.parse(event.activityDateTime) - copy * 60_000).toISOString();
      return `${JSON.stringify({ ...event, id: `${event.id}_${copy}`, activityDateTime: at })}\n`;
    });
    const text = lines.join('');
    bytes += Buffer.byteLength(text);
    rows += lines.length;
    if (!file.write(text)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'finish');
  return rows;
}
