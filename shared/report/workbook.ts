import { Writable } from 'node:stream';
import { fitColumns } from '../spreadsheet/fit-columns';
import { openTable, type OpenTable } from '../spreadsheet/tables/open-table';
import { createRowPlaces } from '../spreadsheet/tables/row-places';
import { excelLimits, writeWorkbook, type SheetLimits } from '../spreadsheet/write-workbook';
import type { Finding } from '../domain/finding';
import { oneLine } from '../text/text-safety';
import { accessLine, emptyAccess, settingsLine } from './words/access-words';
import { accessColumns, accessKeyHeader } from './columns/access-columns';
import { activationKeyHeader, linkedActivationColumns } from './columns/activation-columns';
import { changeColumns, changeKey, changeKeyHeader } from './columns/change-columns';
import { coverageColumns } from './columns/coverage-columns';
import { eventColumns, eventKeyHeader } from './columns/event-columns';
import { findingColumns, type Evidence } from './columns/finding-columns';
import { emptyWords } from './words/claim-limit';
import { shortPeriod } from './words/period-words';
import { roleSettingColumns, settingKeyHeader } from './columns/role-setting-columns';
import { reportContext, type ReportContext } from './report-context';
import { accessRowKeys, holderRowKey, roleRowKey } from './columns/row-findings';
import type { EventLog, ReportModel } from './report-model';
import { aboutTable } from './workbook/about-sheet';
import { summaryPage } from './workbook/summary/summary-sheet';

/**
 * Writes the report as an Excel workbook that conforms to Open XML: instants as dates in the report's zone, text always
 * as text. The same model and log give the same bytes. The log is read once and never held in memory; without one (null)
 * the raw events are left out, and their sheet says so.
 * @throws the error of reading the log or writing the output; once something was written, the output is destroyed then.
 */
export async function writeReportWorkbook(
  model: ReportModel,
  log: EventLog | null,
  output: Writable,
  limits: SheetLimits = excelLimits,
): Promise<void> {
  const context = reportContext(model);
  const places = createRowPlaces(model.findings.flatMap(proofsOf));
  // Called for each row while Findings is written. `writeWorkbook` writes that table last, so the rows of all others have
  // been noted in `places` by then.
  const evidence: Evidence = (finding) => {
    const row = places.find(proofsOf(finding));
    return row === null ? null : { words: row.sheet, target: row };
  };
  const findings = await openTable({
    name: 'Findings',
    columns: fitColumns(findingColumns(model.findings, evidence), model.findings),
    rows: model.findings,
    whenEmpty: emptyWords(context, 'Nothing was found'),
    frozen: 2,
  });
  const tables = [
    findings,
    await openTable({
      name: 'Activations',
      columns: fitColumns(linkedActivationColumns(model.columns, context.findings), model.elevations),
      rows: model.elevations,
      whenEmpty: emptyWords(context, 'No role was activated'),
      frozen: 1,
      linked: { keys: (row) => row.eventIds, column: activationKeyHeader, key: (row) => row.id },
    }),
    await openTable({
      name: 'Changes',
      columns: fitColumns(changeColumns(context.findings), model.changes),
      rows: model.changes,
      whenEmpty: emptyWords(context, 'No assignment or setting was changed'),
      frozen: 1,
      linked: { keys: (row) => row.eventIds, column: changeKeyHeader, key: changeKey },
    }),
    ...(await openAccessTables(context)),
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
      whenEmpty: log === null ? logLeftOut : emptyWords(context, 'No audit event was recorded'),
      linked: {
        keys: (row) => (row.id === null ? [] : [row.id]),
        column: eventKeyHeader,
        key: (row) => row.id,
      },
    }),
    await openTable(aboutTable(context)),
  ];
  const [organization, period] = [oneLine(model.organization, 80), shortPeriod(model.period)];
  try {
    await writeWorkbook(
      {
        title: `${organization} – PIM ${period}`,
        subject: 'Privileged Identity Management: who activated which role, when, for how long and why',
        creator: 'PIM Report',
        created: model.generatedAt,
        footer: [organization, period],
        cover: summaryPage(context),
        last: { table: findings, rows: model.findings.length },
        clock: context.clock,
        ...{ tables, places, limits },
      },
      output,
    );
  } finally {
    for (const table of tables) await table.close();
  }
}

/** The keys of the rows that prove a finding: its events, and the rows of standing access that it is about. */
function proofsOf(finding: Finding): readonly string[] {
  return [...finding.eventIds, ...accessRowKeys(finding)];
}

/** The sheets on standing access; none when `STANDING_ACCESS` is off. */
async function openAccessTables({ model, clock, findings }: ReportContext): Promise<OpenTable[]> {
  if (model.access === null) return [];
  const { standing } = model.access;
  const rows = standing?.assignments ?? [];
  const settings = standing?.roleSettings ?? [];
  const columns = accessColumns({ rows, findings, knownDays: standing?.knownDays ?? 0 });
  const numbers = new Map(rows.map((row, index) => [row, index + 1]));
  return [
    await openTable({
      name: 'Access',
      preface: accessLine(model, clock),
      columns: fitColumns(columns, rows),
      rows,
      whenEmpty: emptyAccess(model),
      linked: {
        keys: (row) => [holderRowKey(row)],
        column: accessKeyHeader,
        key: (row) => numbers.get(row) ?? null,
      },
    }),
    await openTable({
      name: 'Role settings',
      preface: settingsLine(model, clock),
      columns: fitColumns(roleSettingColumns(findings), settings),
      rows: settings,
      whenEmpty: 'No settings of a role were read.',
      linked: {
        keys: ({ role }) => [roleRowKey(role)],
        column: settingKeyHeader,
        key: ({ role }) => role.id,
      },
    }),
  ];
}

/** {@link writeReportWorkbook} into memory, for a mail. */
export async function renderWorkbook(model: ReportModel, log: EventLog | null): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  const output = new Writable({
    write(chunk: Buffer, _, done) {
      chunks.push(chunk);
      done();
    },
  });
  await writeReportWorkbook(model, log, output);
  return Buffer.concat(chunks);
}

const logLeftOut =
  'The raw events are left out of this copy, which would be too large to mail with them. "pim-report report" writes the whole file.';
