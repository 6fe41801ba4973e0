import { RestError, type TableClient } from '@azure/data-tables';
import type { ReportRun, RunState } from '../domain/report-run';

/** The table `ReportRuns`. */
export function createReportRuns(table: TableClient) {
  return {
    /** The row of a report and period, or null. */
    async get(report: string, period: string, signal: AbortSignal): Promise<ReportRun | null> {
      try {
        return toRun(await table.getEntity<Row>(report, period, { abortSignal: signal }));
      } catch (error) {
        if (error instanceof RestError && error.statusCode === 404) return null;
        throw error;
      }
    },

    /** Writes a new row. False when another run was faster: its row stands. */
    async begin(run: ReportRun, signal: AbortSignal): Promise<boolean> {
      try {
        await table.createEntity(toRow(run), { abortSignal: signal });
        return true;
      } catch (error) {
        if (error instanceof RestError && error.statusCode === 409) return false;
        throw error;
      }
    },

    /** Writes a row over what was there. */
    async put(run: ReportRun, signal: AbortSignal): Promise<void> {
      await table.upsertEntity(toRow(run), 'Replace', { abortSignal: signal });
    },
  };
}

interface Row extends Record<string, unknown> {
  partitionKey: string;
  rowKey: string;
  state: RunState;
  attempt: number;
  operationId: string;
  fileName: string;
  fileHash: string;
  recipients: string;
  /** JSON; absent in rows of earlier versions. */
  eventsByDay?: string;
  startedAt: Date;
  sentAt?: Date;
  error?: string;
}

function toRow({ report, period, recipients, eventsByDay, sentAt, error, ...facts }: ReportRun): Row {
  return {
    partitionKey: report,
    rowKey: period,
    ...facts,
    recipients: recipients.join('; '),
    eventsByDay: JSON.stringify(eventsByDay),
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
  const [sentAt, error] = [row.sentAt ?? null, row.error ?? null];
  const eventsByDay = JSON.parse(row.eventsByDay ?? '{}') as ReportRun['eventsByDay'];
  return {
    report,
    period,
    state,
    attempt,
    operationId,
    fileName,
    fileHash,
    recipients,
    eventsByDay,
    startedAt,
    sentAt,
    error,
  };
}
