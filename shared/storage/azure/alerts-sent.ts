import { odata, type TableClient } from '@azure/data-tables';
import type { AlertRow, AlertState, LastAlertRun, StoredAlert } from '../../domain/alerts/alert-row';
import { plainLine } from '../../text/plain-line';
import { joinRaw, splitRaw } from './service/raw-parts';
import { batchesOf, submitBatches } from './service/table-batches';
import { rowsOf, unless } from './service/reading';
import type { Alert } from '../../domain/alerts/alert';

/** The place of the last alert run, under the name that stores of all versions have. No channel can have this name. */
const lastRunKey = { partitionKey: '_look', rowKey: 'last' };

/** The table `AlertsSent`: one row a finding and channel, and one for the last alert run. */
export function createAlertsSent(table: TableClient) {
  return {
    /** Returns the last alert run; null before the first one. */
    lastRun: (signal: AbortSignal): Promise<LastAlertRun | null> =>
      unless([404], null, async () => {
        const { partitionKey, rowKey } = lastRunKey;
        const { to, seen } = await table.getEntity<LastRunEntity>(partitionKey, rowKey, {
          abortSignal: signal,
        });
        return { to, seen };
      }),

    async recordRun({ to, seen }: LastAlertRun, signal: AbortSignal): Promise<void> {
      await table.upsertEntity({ ...lastRunKey, to, seen }, 'Replace', { abortSignal: signal });
    },

    /** Rows of a channel whose first event happened at or after an instant, in order of that time. */
    list: (channel: string, since: Date, signal: AbortSignal): Promise<StoredAlert[]> =>
      read(odata`PartitionKey eq ${channel} and RowKey ge ${timeKey(since)}`, signal),

    /** Rows of all channels whose alerts have not been delivered, whatever may still become of them. */
    undelivered: async (signal: AbortSignal): Promise<AlertRow[]> => {
      const rows = await read(odata`PartitionKey ne ${lastRunKey.partitionKey} and state ne 'sent'`, signal);
      return rows.map(({ row }) => row);
    },

    /** Writes a new row and returns its version; null when there is one already, which then stays. */
    begin: (row: AlertRow, signal: AbortSignal): Promise<string | null> =>
      unless([409], null, async () => {
        const { etag } = await table.createEntity(toEntity(row), { abortSignal: signal });
        return etag ?? '';
      }),

    /** Writes over the version that was read and returns the new one; null when the row has changed since. */
    replace: (row: AlertRow, version: string, signal: AbortSignal): Promise<string | null> =>
      unless([404, 412], null, async () => {
        const conditions = { etag: version, abortSignal: signal };
        const { etag } = await table.updateEntity(toEntity(row), 'Replace', conditions);
        return etag ?? '';
      }),

    /** Deletes the rows whose first event happened before an instant. */
    deleteBefore: (before: Date, signal: AbortSignal): Promise<void> =>
      unless([404], undefined, async () => {
        const select = ['PartitionKey', 'RowKey'];
        const rows = await rowsOf<Entity>(
          table,
          { filter: odata`RowKey lt ${timeKey(before)}`, select },
          signal,
        );
        const keys = rows.map(({ partitionKey, rowKey }) => ({ partitionKey, rowKey }));
        await submitBatches(table, batchesOf(keys), (key) => ['delete', key], signal);
      }),
  };

  /** Rows in order of their keys. None before the table is there. */
  async function read(filter: string, signal: AbortSignal): Promise<StoredAlert[]> {
    const entities = await rowsOf<Entity>(table, { filter }, signal);
    return entities.map((entity) => ({ row: fromEntity(entity), version: entity.etag }));
  }
}

interface LastRunEntity extends Record<string, unknown> {
  to: Date;
  seen: string;
}

interface Entity extends Record<string, unknown> {
  partitionKey: string;
  rowKey: string;
  state: AlertState;
  firstEventAt: Date;
  attempt: number;
  failedLooks: number;
  messageId?: string;
  reason?: string;
  settledAt?: Date;
}

/** Sorts before every key of an alert whose first event happened at or after the instant. */
const timeKey = (at: Date): string => at.toISOString().replace(/[-:.]/g, '');

/** Converts an alert to an entity: the whole alert as JSON, plus columns for people who browse the table. */
function toEntity(row: AlertRow): Entity {
  const { channel, alert, firstEventAt, state, attempt, failedLooks, messageId, reason, settledAt } = row;
  return {
    partitionKey: channel,
    rowKey: `${timeKey(firstEventAt)}-${alert.key}`,
    ...{ state, firstEventAt, attempt, failedLooks },
    ...{ rule: alert.rule, severity: alert.severity, sentence: plainLine(alert.sentence), at: alert.at },
    ...(messageId === null ? {} : { messageId }),
    ...(reason === null ? {} : { reason: plainLine(reason) }),
    ...(settledAt === null ? {} : { settledAt }),
    ...splitRaw(JSON.stringify(alert)),
  };
}

function fromEntity(entity: Entity): AlertRow {
  const { partitionKey: channel, state, firstEventAt, attempt, failedLooks } = entity;
  return {
    ...{ channel, alert: alertFromJson(joinRaw(entity)), firstEventAt, state, attempt, failedLooks },
    messageId: entity.messageId ?? null,
    reason: entity.reason ?? null,
    settledAt: entity.settledAt ?? null,
  };
}

/** Reads an alert from its JSON, in which instants are ISO 8601. */
function alertFromJson(text: string): Alert {
  const alert = JSON.parse(text) as Alert & { readonly at: unknown; readonly seenAt: unknown };
  return { ...alert, at: new Date(String(alert.at)), seenAt: new Date(String(alert.seenAt)) };
}
