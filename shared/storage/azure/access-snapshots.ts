import { createHash } from 'node:crypto';
import { odata, type TableClient } from '@azure/data-tables';
import type { ContainerClient } from '@azure/storage-blob';
import type { AccessEndpoint } from '../../domain/access/access-endpoint';
import {
  endpointOf,
  takesPlaceOf,
  type EndpointRecord,
  type KeptSnapshot,
  type SnapshotRecord,
  type TakenSnapshot,
} from '../../domain/access/access-snapshot';
import type { UtcDay } from '../../domain/time/utc-day';
import { ensureContainer } from './service/ensure-container';
import { readBlob, rowsOf, unless } from './service/reading';
import { withTimeLimit } from '../../domain/time/time-limit';

const partitionKey = 'snapshots';

/** A run that has claimed a day for longer than this has died. Milliseconds. */
const longestClaim = 300_000;

/**
 * The blob container `pim-access` and the table `AccessSnapshots`. The client of the blobs is made when it is first
 * needed. A day's row is claimed before its blobs are written and settled after, so that of two runs at the same
 * moment one stores its snapshot whole, and a blob is known to be the one that the row names by its hash.
 * @param timeout milliseconds that one file may take
 */
export function createAccessSnapshots(
  table: TableClient,
  container: () => Promise<ContainerClient>,
  timeout = 60_000,
) {
  const within = (signal: AbortSignal) => withTimeLimit(signal, timeout);
  const pathOf = (day: UtcDay, endpoint: AccessEndpoint) => `${day}/${endpoint}.json.gz`;

  async function rowOf(day: UtcDay, abortSignal: AbortSignal): Promise<StoredRow | null> {
    return unless([404], null, () => table.getEntity<Row>(partitionKey, day, { abortSignal }));
  }

  /** Inserts the row, or replaces the version that was read; null if another run wrote it first. */
  async function write(row: Row, etag: string | null, abortSignal: AbortSignal): Promise<string | null> {
    const answer = await unless([404, 409, 412], null, () =>
      etag === null
        ? table.createEntity(row, { abortSignal })
        : table.updateEntity(row, 'Replace', { etag, abortSignal }),
    );
    return answer === null ? null : (answer.etag ?? '');
  }

  return {
    async list(from: UtcDay, to: UtcDay, abortSignal: AbortSignal): Promise<SnapshotRecord[]> {
      const filter = odata`PartitionKey eq ${partitionKey} and RowKey ge ${from} and RowKey le ${to}`;
      const rows = await rowsOf<Row>(table, { filter }, abortSignal);
      return rows.filter(({ endpoints }) => endpoints !== undefined).map(toRecord);
    },

    async keep({ record, files }: TakenSnapshot, signal: AbortSignal): Promise<KeptSnapshot> {
      const before = await rowOf(record.day, signal);
      const older = before?.endpoints === undefined ? null : toRecord(before);
      const claimedAt = lastMomentOf(record);
      if (before?.claimedAt !== undefined) {
        if (Math.abs(claimedAt.getTime() - before.claimedAt.getTime()) < longestClaim) return 'busy';
      } else if (older !== null && !takesPlaceOf(record, older)) {
        return 'superseded';
      }
      const claim = { ...(older === null ? keysOf(record.day) : toRow(older)), claimedAt };
      const claimed = await write(claim, before?.etag ?? null, signal);
      if (claimed === null) return 'busy';
      const blobs = await container();
      await ensureContainer(blobs, within(signal));
      for (const { endpoint } of record.endpoints) {
        const blob = blobs.getBlockBlobClient(pathOf(record.day, endpoint));
        const content = files.get(endpoint);
        const abortSignal = within(signal);
        if (content !== undefined) {
          await blob.uploadData(content, {
            abortSignal,
            blobHTTPHeaders: { blobContentType: 'application/gzip' },
          });
        } else if (older !== null && endpointOf(older, endpoint).sha256 !== null) {
          await blob.deleteIfExists({ abortSignal });
        }
      }
      return (await write(toRow(record), claimed, signal)) === null ? 'busy' : 'stored';
    },

    async file(
      record: SnapshotRecord,
      endpoint: AccessEndpoint,
      signal: AbortSignal,
    ): Promise<Uint8Array | null> {
      const { sha256 } = endpointOf(record, endpoint);
      if (sha256 === null) return null;
      const blob = (await container()).getBlobClient(pathOf(record.day, endpoint));
      const content = await readBlob(blob, within(signal));
      const isSame = content !== null && createHash('sha256').update(content).digest('hex') === sha256;
      return isSame ? content : null;
    },

    async daysBefore(day: UtcDay, abortSignal: AbortSignal): Promise<UtcDay[]> {
      const filter = odata`PartitionKey eq ${partitionKey} and RowKey lt ${day}`;
      const rows = await rowsOf<Row>(table, { filter, select: ['RowKey'] }, abortSignal);
      return rows.map(({ rowKey }) => rowKey);
    },

    async deleteDay(day: UtcDay, signal: AbortSignal): Promise<void> {
      const blobs = await container();
      await unless([404], undefined, async () => {
        for await (const { name } of blobs.listBlobsFlat({ prefix: `${day}/`, abortSignal: signal }))
          await blobs.getBlobClient(name).deleteIfExists({ abortSignal: within(signal) });
      });
      await unless([404], undefined, async () => {
        await table.deleteEntity(partitionKey, day, { abortSignal: signal });
      });
    },
  };
}

interface Row extends Record<string, unknown> {
  partitionKey: string;
  rowKey: UtcDay;
  /** Absent while the first snapshot of a day is being stored. */
  takenAt?: Date;
  /** JSON, because a property's name cannot hold the hyphens of the lists' names. */
  endpoints?: string;
  /** Set while a run stores a snapshot. */
  claimedAt?: Date;
}
type StoredRow = Row & { readonly etag: string };

const keysOf = (day: UtcDay): Row => ({ partitionKey, rowKey: day });

function toRow({ day, takenAt, endpoints }: SnapshotRecord): Row {
  return { ...keysOf(day), takenAt, endpoints: JSON.stringify(endpoints) };
}

/** @throws Error when the row is not one that this version can read. */
function toRecord({ rowKey, takenAt, endpoints }: Row): SnapshotRecord {
  const stored = JSON.parse(endpoints ?? '[]') as (Omit<EndpointRecord, 'firstRequestAt' | 'lastRequestAt'> &
    Readonly<Record<'firstRequestAt' | 'lastRequestAt', string | null>>)[];
  const instant = (text: string | null) => (text === null ? null : new Date(text));
  return {
    day: rowKey,
    takenAt: takenAt ?? new Date(`${rowKey}T00:00:00Z`),
    endpoints: stored.map((record) => ({
      ...record,
      firstRequestAt: instant(record.firstRequestAt),
      lastRequestAt: instant(record.lastRequestAt),
    })),
  };
}

/** When the last answer of a snapshot came. */
function lastMomentOf({ takenAt, endpoints }: SnapshotRecord): Date {
  const times = endpoints.flatMap(({ lastRequestAt }) => lastRequestAt ?? []);
  return times.reduce((last, at) => (at > last ? at : last), takenAt);
}
