import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { odata, type TableClient } from '@azure/data-tables';
import type { UtcDay } from '../../domain/time/utc-day';
import { bytesIn, splitBytes } from './service/raw-parts';
import { batchesOf, submitBatches } from './service/table-batches';
import { rowsOf, unless } from './service/reading';

/** Eight properties of 64 KiB: an entity holds 1 MiB in all, and the emulator counts it as Base64. */
const maxPartBytes = 8 * 65_536;

/**
 * A part of a compressed summary. All parts of one writing have the same hash: a reader that finds parts of two knows
 * it.
 */
interface Part extends Record<string, unknown> {
  /** The kind. */
  partitionKey: string;
  /** `2026-11-16_000`: the day and the number of the part. */
  rowKey: string;
  sha256: string;
}

const rowKeyOf = (day: UtcDay, part: number): string => `${day}_${String(part).padStart(3, '0')}`;
const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/**
 * Creates the summaries of past weeks, and the days of parsed events, over the table `HistorySummaries`. The first one that
 * is saved creates the table.
 */
export function createHistorySummaries(table: TableClient) {
  return {
    /** A summary that is not whole, because two runs wrote it at once or one died, counts as not stored. */
    async read(kind: string, from: UtcDay, to: UtcDay, signal: AbortSignal): Promise<Map<UtcDay, string>> {
      const filter = odata`PartitionKey eq ${kind} and RowKey ge ${from} and RowKey lt ${to}`;
      const parts = new Map<UtcDay, Part[]>();
      for (const part of await rowsOf<Part>(table, { filter }, signal)) {
        const day = part.rowKey.slice(0, 10);
        parts.set(day, [...(parts.get(day) ?? []), part]);
      }
      const texts = new Map<UtcDay, string>();
      for (const [day, own] of parts) {
        const { sha256 } = own[0] ?? {};
        const whole = own.filter((part) => part.sha256 === sha256);
        const bytes = Buffer.concat(whole.flatMap((part) => bytesIn(part)));
        if (hashOf(bytes) === sha256) texts.set(day, gunzipSync(bytes).toString('utf8'));
      }
      return texts;
    },

    async save(kind: string, day: UtcDay, text: string, signal: AbortSignal): Promise<void> {
      const bytes = gzipSync(text);
      const common = { partitionKey: kind, sha256: hashOf(bytes) };
      const parts: Part[] = [];
      for (let from = 0; from < bytes.length; from += maxPartBytes) {
        const properties = splitBytes(bytes.subarray(from, from + maxPartBytes));
        parts.push({ ...common, rowKey: rowKeyOf(day, parts.length), ...properties });
      }
      const write = async () => {
        for (const part of parts) await table.upsertEntity(part, 'Replace', { abortSignal: signal });
        return true;
      };
      if (await unless([404], false, write)) return;
      await table.createTable({ abortSignal: signal });
      await write();
    },

    async deleteDays(from: UtcDay, to: UtcDay, signal: AbortSignal): Promise<void> {
      const filter = odata`RowKey ge ${from} and RowKey lt ${to}`;
      const queryOptions = { filter, select: ['PartitionKey', 'RowKey'] };
      for (let tries = 1; ; tries += 1) {
        const found: { partitionKey: string; rowKey: string }[] = [];
        const remove = async () => {
          for await (const row of table.listEntities<Part>({ queryOptions, abortSignal: signal }))
            found.push({ partitionKey: row.partitionKey, rowKey: row.rowKey });
          await submitBatches(table, batchesOf(found), (row) => ['delete', row], signal);
          return true;
        };
        // A batch fails as a whole when another run has deleted one of its rows: list again what is left.
        if ((await unless([404], false, remove)) || tries === 5) return;
      }
    },
  };
}
