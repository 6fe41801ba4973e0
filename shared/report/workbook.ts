import { activationColumns } from './columns/activation-columns';
import type { Column } from './columns/column';
import { changeColumns } from './columns/change-columns';
import { coverageColumns } from './columns/coverage-columns';
import { eventColumns } from './columns/event-columns';
import { findingColumns } from './columns/finding-columns';
import { localClock } from './local-clock';
import { shortPeriod } from './period-words';
import type { EventLog, LoggedEvent, ReportModel } from './report-model';
import { cellText, oneLine } from './text-safety';
import { addAboutSheet } from './workbook/about-sheet';
import { mendPackage } from './workbook/mend-package';
import { addSummarySheet } from './workbook/summary-sheet';
import { addTableSheet } from './workbook/table-sheet';

/**
 * The report as an Excel workbook that conforms to Open XML: the contract's sheets in its order, instants as dates in
 * the report's zone, text always as text. The same model and log give the same bytes. Without a log (null) the raw
 * events are left out, and their sheet says so.
 */
export async function renderWorkbook(model: ReportModel, log: EventLog | null): Promise<Uint8Array> {
  // exceljs takes a quarter of a second to load: only who renders a report pays for it.
  const { default: exceljs } = await import('exceljs');
  const workbook = new exceljs.Workbook();
  const organization = oneLine(model.organization, 80);
  const period = shortPeriod(model.period);
  const frame = { clock: localClock(model.period.timeZone), footer: { organization, period } };
  workbook.creator = 'PIM Report';
  workbook.lastModifiedBy = 'PIM Report';
  workbook.created = model.generatedAt;
  workbook.modified = model.generatedAt;
  workbook.title = cellText(`${organization} – PIM ${period}`);

  addSummarySheet(workbook, model, frame);
  const table = <Row>(
    name: string,
    columns: readonly Column<Row>[],
    rows: readonly Row[],
    whenEmpty: string,
  ) => {
    addTableSheet(workbook, { name, columns, rows, whenEmpty }, frame);
  };
  table('Findings', findingColumns, model.findings, 'Nothing was found in this period.');
  table(
    'Activations',
    activationColumns(model.columns),
    model.elevations,
    'No role was activated in this period.',
  );
  table('Changes', changeColumns, model.changes, 'No assignment or setting was changed in this period.');
  table('Coverage', coverageColumns, model.coverage, 'No day of this period is recorded as read.');
  const events = log === null ? [] : await readAll(log);
  table(
    'Events',
    eventColumns,
    events,
    log === null ? logLeftOut : 'No audit event was recorded in this period.',
  );
  addAboutSheet(workbook, model, frame);
  // It is opened again at once, so compressing it here would only take time.
  const written = await workbook.xlsx.writeBuffer({ zip: { compression: 'STORE' } });
  return mendPackage(new Uint8Array(written));
}

const logLeftOut =
  'The raw events are left out of this copy, which would be too large to mail with them. "pim-report report" writes the whole file.';

async function readAll(log: EventLog): Promise<LoggedEvent[]> {
  const events: LoggedEvent[] = [];
  for await (const event of log()) events.push(event);
  return events;
}
