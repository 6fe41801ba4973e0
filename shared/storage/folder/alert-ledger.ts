import { join } from 'node:path';
import type { AlertRow, LastAlertRun, StoredAlert } from '../../domain/alerts/alert-row';
import { alertsShape } from './files/file-shapes';
import { readJsonFile, writeJsonFile } from './files/json-file';
import { rowVersion } from './files/row-version';
import type { StoreFolder } from './files/store-folder';

interface AlertsFile {
  /** The last alert run, under the name that stores of all versions have. */
  readonly lastLook: LastAlertRun | null;
  /** In the order of first event and key. */
  readonly alerts: readonly AlertRow[];
}

const instants = ['to', 'at', 'seenAt', 'firstEventAt', 'settledAt'];

/** Creates the alert ledger of a folder: `alerts.json`. */
export function createFolderAlertLedger(folder: StoreFolder) {
  const path = join(folder.path, 'alerts.json');

  const read = (signal: AbortSignal): Promise<AlertsFile> =>
    folder.read(async () => {
      signal.throwIfAborted();
      return ((await readJsonFile(path, instants, alertsShape)) ?? {
        lastLook: null,
        alerts: [],
      }) as AlertsFile;
    });

  /** Replaces the row of the same channel and alert if it has the given version; null if there must be no such row yet. */
  const put = (row: AlertRow, version: string | null, signal: AbortSignal): Promise<string | null> =>
    folder.write(async () => {
      const { lastLook, alerts } = await read(signal);
      const stored = alerts.find((each) => keyOf(each) === keyOf(row));
      if ((stored === undefined ? null : rowVersion(stored)) !== version) return null;
      const others = alerts.filter((each) => each !== stored);
      await writeJsonFile(path, { lastLook, alerts: [...others, row].sort(byKey) });
      return rowVersion(row);
    }, signal);

  return {
    lastRun: async (signal: AbortSignal): Promise<LastAlertRun | null> => (await read(signal)).lastLook,

    recordRun: (lastLook: LastAlertRun, signal: AbortSignal): Promise<void> =>
      folder.write(async () => {
        const { alerts } = await read(signal);
        await writeJsonFile(path, { lastLook, alerts });
      }, signal),

    list: async (channel: string, since: Date, signal: AbortSignal): Promise<StoredAlert[]> =>
      (await read(signal)).alerts
        .filter((row) => row.channel === channel && row.firstEventAt >= since)
        .map((row) => ({ row, version: rowVersion(row) })),

    undelivered: async (signal: AbortSignal): Promise<AlertRow[]> =>
      (await read(signal)).alerts.filter(({ state }) => state !== 'sent'),

    begin: (row: AlertRow, signal: AbortSignal) => put(row, null, signal),
    replace: (row: AlertRow, version: string, signal: AbortSignal) => put(row, version, signal),

    deleteBefore: (before: Date, signal: AbortSignal): Promise<void> =>
      folder.write(async () => {
        const { lastLook, alerts } = await read(signal);
        const kept = alerts.filter(({ firstEventAt }) => firstEventAt >= before);
        if (kept.length < alerts.length) await writeJsonFile(path, { lastLook, alerts: kept });
      }, signal),
  };
}

const keyOf = ({ firstEventAt, alert, channel }: AlertRow): string =>
  `${firstEventAt.toISOString()} ${alert.key} ${channel}`;

const byKey = (a: AlertRow, b: AlertRow): number => (keyOf(a) < keyOf(b) ? -1 : 1);
