import { odata, type TableClient } from '@azure/data-tables';
import type { ReportRun, RunState, StoredRun } from '../../domain/reports/report-run';
import { rowsOf, unless } from './service/reading';

/** Creates the delivery ledger over the table `ReportRuns`; a row's version is its ETag. */
export function createDeliveryLedger(table: TableClient) {
  return {
    get: (report: string, edition: string, signal: AbortSignal): Promise<StoredRun | null> =>
      unless([404], null, async () => {
        const row = await table.getEntity<Row>(report, edition, { abortSignal: signal });
        return { run: toRun(row), version: row.etag };
      }),

    /** Returns no rows before the first run, which creates the table. */
    async list(report: string, signal: AbortSignal): Promise<ReportRun[]> {
      return (await rowsOf<Row>(table, { filter: odata`PartitionKey eq ${report}` }, signal)).map(toRun);
    },

    async reports(signal: AbortSignal): Promise<string[]> {
      const rows = await rowsOf<Row>(table, { select: ['PartitionKey'] }, signal);
      return [...new Set(rows.map(({ partitionKey }) => partitionKey))];
    },

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

/** The service returns the ETag of every row that it writes. */
const versionOf = ({ etag }: { readonly etag?: string }): string => etag ?? '';

interface Row extends Record<string, unknown> {
  partitionKey: string;
  rowKey: string;
  timeZone: string;
  state: RunState;
  attempt: number;
  operationId: string;
  fileName: string;
  fileHash: string;
  recipients: string;
  events?: number;
  lookedThrough?: number;
  /** JSON. */
  openDays: string;
  /** JSON. */
  link?: string;
  enteredAt: Date;
  startedAt: Date;
  sentAt?: Date;
  error?: string;
}

/** Null properties are left out. */
function toRow({ report, edition, recipients, openDays, link, error, ...facts }: ReportRun): Row {
  const known = Object.entries(facts).filter(([, value]) => value !== null);
  return {
    partitionKey: report,
    rowKey: edition,
    ...Object.fromEntries(known),
    recipients: recipients.join('; '),
    openDays: JSON.stringify(openDays),
    ...(link === null ? {} : { link: JSON.stringify(link) }),
    ...(error === null ? {} : { error: error.slice(0, 4_000) }),
  } as Row;
}

function toRun(row: Row): ReportRun {
  const { state, attempt, operationId, fileName, fileHash, enteredAt, startedAt } = row;
  return {
    report: row.partitionKey,
    edition: row.rowKey,
    timeZone: row.timeZone,
    ...{ state, attempt, operationId, fileName, fileHash, enteredAt, startedAt },
    recipients: row.recipients.split('; ').filter((address) => address !== ''),
    events: row.events ?? null,
    lookedThrough: row.lookedThrough ?? null,
    openDays: JSON.parse(row.openDays) as ReportRun['openDays'],
    link: row.link === undefined ? null : (JSON.parse(row.link) as ReportRun['link']),
    sentAt: row.sentAt ?? null,
    error: row.error ?? null,
  };
}
