import { odata, type TableClient } from '@azure/data-tables';
import type { ReportRun, RunState } from '../../domain/report-run';
import { unless } from './unless';

/** A row, and the version of it that was read: a later one is not written over. */
export interface StoredRun {
  readonly run: ReportRun;
  readonly version: string;
}

/** The table `ReportRuns`. No row is written over that somebody else has changed since it was read. */
export function createReportRuns(table: TableClient) {
  return {
    /** The row of a report and period, or null. */
    get: (report: string, period: string, signal: AbortSignal): Promise<StoredRun | null> =>
      unless([404], null, async () => {
        const row = await table.getEntity<Row>(report, period, { abortSignal: signal });
        return { run: toRun(row), version: row.etag };
      }),

    /** Every row of a report, in the order of their periods. None before the first run, which makes the table. */
    list: (report: string, signal: AbortSignal): Promise<ReportRun[]> =>
      unless([404], [], async () => {
        const runs: ReportRun[] = [];
        const queryOptions = { filter: odata`PartitionKey eq ${report}` };
        for await (const row of table.listEntities<Row>({ queryOptions, abortSignal: signal }))
          runs.push(toRun(row));
        return runs;
      }),

    /** Names of the reports that have rows. */
    reports: (signal: AbortSignal): Promise<string[]> =>
      unless([404], [], async () => {
        const names = new Set<string>();
        const queryOptions = { select: ['PartitionKey'] };
        for await (const row of table.listEntities<Row>({ queryOptions, abortSignal: signal }))
          names.add(row.partitionKey);
        return [...names];
      }),

    /** Writes a new row and says its version. Null when another run was faster: its row stands. */
    begin: (run: ReportRun, signal: AbortSignal): Promise<string | null> =>
      unless([409], null, async () =>
        versionOf(await table.createEntity(toRow(run), { abortSignal: signal })),
      ),

    /** Writes a row over the version that was read and says its new one. Null when it is no longer that. */
    replace: (run: ReportRun, version: string, signal: AbortSignal): Promise<string | null> =>
      unless([404, 412], null, async () => {
        const conditions = { etag: version, abortSignal: signal };
        return versionOf(await table.updateEntity(toRow(run), 'Replace', conditions));
      }),
  };
}

/** The service tells the version of every row that it wrote; without one, the row would have to be read again. */
const versionOf = ({ etag }: { readonly etag?: string }): string => etag ?? '';

interface Row extends Record<string, unknown> {
  partitionKey: string;
  rowKey: string;
  /** Absent in rows of earlier versions. */
  timeZone?: string;
  state: RunState;
  attempt: number;
  operationId: string;
  fileName: string;
  fileHash: string;
  recipients: string;
  /** Absent in rows of earlier versions, and where nothing has been made yet. */
  events?: number;
  /** JSON; absent in rows of earlier versions. */
  openDays?: string;
  /** JSON; absent in rows of earlier versions. */
  archive?: string;
  startedAt: Date;
  sentAt?: Date;
  error?: string;
}

function toRow(run: ReportRun): Row {
  const { report, period, timeZone, recipients, events, openDays, archive, sentAt, error, ...facts } = run;
  return {
    partitionKey: report,
    rowKey: period,
    ...facts,
    recipients: recipients.join('; '),
    openDays: JSON.stringify(openDays),
    archive: JSON.stringify(archive),
    ...(timeZone === null ? {} : { timeZone }),
    ...(events === null ? {} : { events }),
    ...(sentAt === null ? {} : { sentAt }),
    ...(error === null ? {} : { error: error.slice(0, 4_000) }),
  };
}

function toRun(row: Row): ReportRun {
  const {
    partitionKey: report,
    rowKey: period,
    state,
    attempt,
    operationId,
    fileName,
    fileHash,
    startedAt,
  } = row;
  const recipients = row.recipients.split('; ').filter((address) => address !== '');
  const [timeZone, events] = [row.timeZone ?? null, row.events ?? null];
  const [sentAt, error] = [row.sentAt ?? null, row.error ?? null];
  const openDays = JSON.parse(row.openDays ?? '[]') as ReportRun['openDays'];
  const archive = JSON.parse(row.archive ?? '[]') as ReportRun['archive'];
  return {
    report,
    period,
    timeZone,
    state,
    attempt,
    operationId,
    fileName,
    fileHash,
    recipients,
    events,
    openDays,
    archive,
    startedAt,
    sentAt,
    error,
  };
}
