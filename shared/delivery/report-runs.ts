import { odata, RestError, type TableClient } from '@azure/data-tables';
import type { ReportRun, RunState } from '../domain/report-run';

/** A row, and the version of it that was read: a later one is not written over. */
export interface StoredRun {
  readonly run: ReportRun;
  readonly version: string;
}

/** The table `ReportRuns`. No row is written over that somebody else has changed since it was read. */
export function createReportRuns(table: TableClient) {
  return {
    /** The row of a report and period, or null. */
    async get(report: string, period: string, signal: AbortSignal): Promise<StoredRun | null> {
      try {
        const row = await table.getEntity<Row>(report, period, { abortSignal: signal });
        return { run: toRun(row), version: row.etag };
      } catch (error) {
        if (error instanceof RestError && error.statusCode === 404) return null;
        throw error;
      }
    },

    /** Every row of a report, in the order of their periods. */
    async list(report: string, signal: AbortSignal): Promise<ReportRun[]> {
      const runs: ReportRun[] = [];
      const queryOptions = { filter: odata`PartitionKey eq ${report}` };
      try {
        for await (const row of table.listEntities<Row>({ queryOptions, abortSignal: signal }))
          runs.push(toRun(row));
        return runs;
      } catch (error) {
        // Nothing has run yet: the table is made by the first run.
        if (error instanceof RestError && error.statusCode === 404) return [];
        throw error;
      }
    },

    /** Names of the reports that have rows. */
    async reports(signal: AbortSignal): Promise<string[]> {
      const names = new Set<string>();
      const queryOptions = { select: ['PartitionKey'] };
      try {
        for await (const { partitionKey } of table.listEntities({ queryOptions, abortSignal: signal }))
          if (partitionKey !== undefined) names.add(partitionKey);
        return [...names];
      } catch (error) {
        if (error instanceof RestError && error.statusCode === 404) return [];
        throw error;
      }
    },

    /** Writes a new row and says its version. Null when another run was faster: its row stands. */
    async begin(run: ReportRun, signal: AbortSignal): Promise<string | null> {
      try {
        return versionOf(await table.createEntity(toRow(run), { abortSignal: signal }));
      } catch (error) {
        if (error instanceof RestError && error.statusCode === 409) return null;
        throw error;
      }
    },

    /** Writes a row over the version that was read and says its new one. Null when it is no longer that. */
    async replace(run: ReportRun, version: string, signal: AbortSignal): Promise<string | null> {
      try {
        const conditions = { etag: version, abortSignal: signal };
        return versionOf(await table.updateEntity(toRow(run), 'Replace', conditions));
      } catch (error) {
        if (error instanceof RestError && (error.statusCode === 412 || error.statusCode === 404)) return null;
        throw error;
      }
    },
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
