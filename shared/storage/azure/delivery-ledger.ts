import { odata, type TableClient } from '@azure/data-tables';
import type { DeliveryRow, DeliveryState, StoredDeliveryRow } from '../../domain/reports/delivery-row';
import { rowsOf, unless } from './service/reading';

/** Creates the delivery ledger over the table `ReportRuns`; a row's version is its ETag. */
export function createDeliveryLedger(table: TableClient) {
  return {
    get: (report: string, edition: string, signal: AbortSignal): Promise<StoredDeliveryRow | null> =>
      unless([404], null, async () => {
        const entity = await table.getEntity<Entity>(report, edition, { abortSignal: signal });
        return { row: fromEntity(entity), version: entity.etag };
      }),

    /** Returns no rows before the first run, which creates the table. */
    async list(report: string, signal: AbortSignal): Promise<DeliveryRow[]> {
      return (await rowsOf<Entity>(table, { filter: odata`PartitionKey eq ${report}` }, signal)).map(
        fromEntity,
      );
    },

    async reports(signal: AbortSignal): Promise<string[]> {
      const rows = await rowsOf<Entity>(table, { select: ['PartitionKey'] }, signal);
      return [...new Set(rows.map(({ partitionKey }) => partitionKey))];
    },

    begin: (row: DeliveryRow, signal: AbortSignal): Promise<string | null> =>
      unless([409], null, async () =>
        versionOf(await table.createEntity(toEntity(row), { abortSignal: signal })),
      ),

    replace: (row: DeliveryRow, version: string, signal: AbortSignal): Promise<string | null> =>
      unless([404, 412], null, async () => {
        const conditions = { etag: version, abortSignal: signal };
        return versionOf(await table.updateEntity(toEntity(row), 'Replace', conditions));
      }),
  };
}

/** The service returns the ETag of every row that it writes. */
const versionOf = ({ etag }: { readonly etag?: string }): string => etag ?? '';

interface Entity extends Record<string, unknown> {
  partitionKey: string;
  rowKey: string;
  timeZone: string;
  state: DeliveryState;
  attempt: number;
  operationId: string;
  mailHost?: string;
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
function toEntity({ report, edition, recipients, openDays, link, error, ...facts }: DeliveryRow): Entity {
  const known = Object.entries(facts).filter(([, value]) => value !== null);
  return {
    partitionKey: report,
    rowKey: edition,
    ...Object.fromEntries(known),
    recipients: recipients.join('; '),
    openDays: JSON.stringify(openDays),
    ...(link === null ? {} : { link: JSON.stringify(link) }),
    ...(error === null ? {} : { error: error.slice(0, 4_000) }),
  } as Entity;
}

function fromEntity(entity: Entity): DeliveryRow {
  const { state, attempt, operationId, fileName, fileHash, enteredAt, startedAt } = entity;
  return {
    report: entity.partitionKey,
    edition: entity.rowKey,
    timeZone: entity.timeZone,
    ...{ state, attempt, operationId, fileName, fileHash, enteredAt, startedAt },
    recipients: entity.recipients.split('; ').filter((address) => address !== ''),
    mailHost: entity.mailHost ?? null,
    events: entity.events ?? null,
    lookedThrough: entity.lookedThrough ?? null,
    openDays: JSON.parse(entity.openDays) as DeliveryRow['openDays'],
    link: entity.link === undefined ? null : (JSON.parse(entity.link) as DeliveryRow['link']),
    sentAt: entity.sentAt ?? null,
    error: entity.error ?? null,
  };
}
