import { createWriteStream, readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createDeflateRaw } from 'node:zlib';
import { unzipSync } from 'fflate';
import { parseEvent } from '../../../shared/audit-source/parse-event';
import { createLoggedEvent } from '../../../shared/jobs/report/event-log';
import type { LoggedEvent } from '../../../shared/report/report-model';
import { writeReportWorkbook } from '../../../shared/report/workbook';
import { createSampleTenant } from '../../../local/sample-tenant/sample-tenant';
import { aReportModel } from '../../../test/support/builders/report';
import { elevationOf } from '../large-week';
import { startMeter } from '../meter';

/** Number of different events in the log; further events repeat these under new ids. */
const differentEvents = 5_000;

/** Writes a workbook with the given numbers of activations and log rows. The time to build the model is not counted. */
async function ours(activations: number, logRows: number, file: string): Promise<void> {
  const elevations = Array.from({ length: activations }, (_, index) => elevationOf(index, activations));
  const model = aReportModel({ elevations, changes: [], findings: [] });
  const events = sampleLog(Math.min(logRows, differentEvents));
  startMeter('now');
  await writeReportWorkbook(model, () => repeated(events, logRows), createWriteStream(file));
}

/** Compresses and writes the XML that is in such a workbook. Unpacking it does not count. */
async function floor(workbook: string, file: string): Promise<void> {
  const parts = Object.values(unzipSync(readFileSync(workbook)));
  startMeter('now');
  for (const part of parts) {
    const chunks = function* () {
      for (let at = 0; at < part.length; at += 65_536) yield part.subarray(at, at + 65_536);
    };
    const deflate = createDeflateRaw({ level: 6 });
    await pipeline(Readable.from(chunks()), deflate, createWriteStream(file, { flags: 'a' }));
  }
}

function sampleLog(rows: number): LoggedEvent[] {
  const now = new Date('2026-11-23T07:00:00Z');
  const tenant = createSampleTenant({ now, scale: Math.ceil(rows / 700) });
  const loggedEvent = createLoggedEvent(parseEvent, []);
  return tenant.events.slice(0, rows).map((event) => {
    const raw = JSON.stringify(event);
    const stored = { id: event.id, at: null, activity: null, source: 'graph' as const, problem: null, raw };
    return loggedEvent(stored);
  });
}

async function* repeated(events: readonly LoggedEvent[], rows: number): AsyncGenerator<LoggedEvent> {
  for (let row = 0; row < rows; row += 1) {
    const event = events[row % events.length];
    // A store answers page by page: most events are there when they are asked for.
    if (row % 1_000 === 0) await Promise.resolve();
    if (event !== undefined) yield row < events.length ? event : { ...event, id: `${event.id}-${row}` };
  }
}

const [way, first = '', second = '', third = ''] = process.argv.slice(2);
if (way === 'floor') void floor(first, second);
else void ours(Number(first), Number(second), third);
