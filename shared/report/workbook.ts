import { Writable } from 'node:stream';
import { activationColumns } from './columns/activation-columns';
import { changeColumns } from './columns/change-columns';
import { coverageColumns } from './columns/coverage-columns';
import { eventColumns } from './columns/event-columns';
import { linkedFindingColumns } from './columns/finding-columns';
import { localClock } from './local-clock';
import { shortPeriod } from './period-words';
import type { EventLog, ReportModel } from './report-model';
import { oneLine } from '../text/text-safety';
import { aboutTable } from './workbook/about-sheet';
import { bookSkeleton } from './workbook/book-skeleton';
import { fitColumns } from './workbook/fit-columns';
import type { SheetFrame } from './workbook/table-sheet';
import { openTable } from './workbook/tables/open-table';
import { createRowPlaces } from './workbook/tables/row-places';
import type { SheetLimits } from './workbook/write-book';
import { excelLimits, writeBook } from './workbook/write-book';

/**
 * Writes the report as an Excel workbook that conforms to Open XML: the contract's sheets in its order, instants as
 * dates in the report's zone, text always as text. The same model and log give the same bytes. The log is read once and
 * never held; without one (null) the raw events are left out, and their sheet says so.
 * @throws what reading the log or writing the output throws; the output is destroyed then.
 */
export async function writeWorkbook(
  model: ReportModel,
  log: EventLog | null,
  output: Writable,
  limits: SheetLimits = excelLimits,
): Promise<void> {
  const frame: SheetFrame = {
    clock: localClock(model.period.timeZone),
    footer: { organization: oneLine(model.organization, 80), period: shortPeriod(model.period) },
  };
  const places = createRowPlaces(model.findings.flatMap(({ eventIds }) => eventIds));
  const findings = await openTable({
    name: 'Findings',
    columns: fitColumns(
      linkedFindingColumns(({ eventIds }) => places.find(eventIds)),
      model.findings,
    ),
    rows: model.findings,
    whenEmpty: 'Nothing was found in this period.',
  });
  const tables = [
    findings,
    await openTable({
      name: 'Activations',
      columns: fitColumns(activationColumns(model.columns), model.elevations),
      rows: model.elevations,
      whenEmpty: 'No role was activated in this period.',
      eventIds: (row) => row.eventIds,
    }),
    await openTable({
      name: 'Changes',
      columns: fitColumns(changeColumns, model.changes),
      rows: model.changes,
      whenEmpty: 'No assignment or setting was changed in this period.',
      eventIds: (row) => row.eventIds,
    }),
    await openTable({
      name: 'Coverage',
      columns: coverageColumns,
      rows: model.coverage,
      whenEmpty: 'No day of this period is recorded as read.',
    }),
    await openTable({
      name: 'Events',
      columns: eventColumns,
      rows: log === null ? [] : log(),
      whenEmpty: log === null ? logLeftOut : 'No audit event was recorded in this period.',
      eventIds: (row) => (row.id === null ? [] : [row.id]),
    }),
    await openTable(aboutTable(model, frame)),
  ];
  const skeleton = bookSkeleton(model, frame);
  try {
    await writeBook(
      {
        ...{ tables, skeleton, places, limits, clock: frame.clock },
        last: { table: findings, rows: model.findings.length },
      },
      output,
    );
  } finally {
    for (const table of tables) await table.close();
  }
}

/** {@link writeWorkbook} into memory, for a mail. */
export async function renderWorkbook(model: ReportModel, log: EventLog | null): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  const output = new Writable({
    write(chunk: Buffer, _, done) {
      chunks.push(chunk);
      done();
    },
  });
  await writeWorkbook(model, log, output);
  return Buffer.concat(chunks);
}

const logLeftOut =
  'The raw events are left out of this copy, which would be too large to mail with them. "pim-report report" writes the whole file.';
