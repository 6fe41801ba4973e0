import { RestError, type TableClient } from '@azure/data-tables';

/** How a delivery stands. `sending` is written before the mail leaves: what a crash leaves behind. */
export type RunState = 'sending' | 'sent' | 'failed';

/** A row of the delivery ledger: one report and period. Instants are UTC. */
export interface ReportRun {
  readonly report: string;
  /** The period's label, `2026-W47`. */
  readonly period: string;
  readonly state: RunState;
  /** 1 for the first mail of this report and period; more after the service gave one up. */
  readonly attempt: number;
  readonly operationId: string;
  readonly fileName: string;
  /** SHA-256 of the first attachment, hexadecimal. */
  readonly fileHash: string;
  readonly recipients: readonly string[];
  readonly startedAt: Date;
  readonly sentAt: Date | null;
  readonly error: string | null;
}

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
  startedAt: Date;
  sentAt?: Date;
  error?: string;
}

function toRow({ report, period, recipients, sentAt, error, ...facts }: ReportRun): Row {
  return {
    partitionKey: report,
    rowKey: period,
    ...facts,
    recipients: recipients.join('; '),
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
  return {
    report,
    period,
    state,
    attempt,
    operationId,
    fileName,
    fileHash,
    recipients,
    startedAt,
    sentAt,
    error,
  };
}
