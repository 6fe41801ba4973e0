import { odata, RestError, type TableClient } from '@azure/data-tables';
import type { ReportRun, RunState, StoredRun } from '../../domain/report-run';

/** Creates the delivery ledger over the table `ReportRuns`; a row's version is its ETag. */
export function createDeliveryLedger(table: TableClient) {
  return {
    get: (report: string, period: string, signal: AbortSignal): Promise<StoredRun | null> =>
      unless([404], null, async () => {
        const row = await table.getEntity<Row>(report, period, { abortSignal: signal });
        return { run: toRun(row), version: row.etag };
      }),

    /** Returns no rows before the first run, which creates the table. */
    list: (report: string, signal: AbortSignal): Promise<ReportRun[]> =>
      unless([404], [], async () => {
        const runs: ReportRun[] = [];
        const queryOptions = { filter: odata`PartitionKey eq ${report}` };
        for await (const row of table.listEntities<Row>({ queryOptions, abortSignal: signal }))
          runs.push(toRun(row));
        return runs;
      }),

    reports: (signal: AbortSignal): Promise<string[]> =>
      unless([404], [], async () => {
        const names = new Set<string>();
        const queryOptions = { select: ['PartitionKey'] };
        for await (const row of table.listEntities<Row>({ queryOptions, abortSignal: signal }))
          names.add(row.partitionKey);
        return [...names];
      }),

    begin: (run: ReportRun, signal: AbortSignal): Promise<string | null> =>
      unless([409], null, async () =>
        versionOf(await table.createEntity(toRow(run), { abortSignal: signal })),
      ),

    replace: (run: ReportRun, version: string, signal: AbortSignal): Promise<string | null> =>
      unless([404, 412], null, async () => {
        const conditions = { etag: version, abortSignal: signal };
        return versionOf(await table.updateEntity(toRow(run), 'Replace', conditions));
      }),
  };
}

/** Returns the table's answer, or `otherwise` when its status is one of these. */
async function unless<T, Else>(
  statuses: readonly number[],
  otherwise: Else,
  ask: () => Promise<T>,
): Promise<T | Else> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof RestError && statuses.includes(error.statusCode ?? 0)) return otherwise;
    throw error;
  }
}

/** The service returns the ETag of every row that it writes. */
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
