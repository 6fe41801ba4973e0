import { join } from 'node:path';
import type { DeliveryRow, StoredDeliveryRow } from '../../domain/reports/delivery-row';
import { runsShape } from './files/file-shapes';
import { readJsonFile, writeJsonFile } from './files/json-file';
import { rowVersion } from './files/row-version';
import type { StoreFolder } from './files/store-folder';

const instants = ['enteredAt', 'startedAt', 'sentAt'];

/** A row of the file, which calls the edition `period`. */
type FileRow = Omit<DeliveryRow, 'edition' | 'mailHost'> & {
  readonly period: string;
  /** Absent in rows of builds that did not know it yet. */
  readonly mailHost?: string | null;
};

const toFileRow = ({ report, edition, ...facts }: DeliveryRow): FileRow => ({
  report,
  period: edition,
  ...facts,
});
const fromFileRow = ({ report, period, mailHost = null, ...facts }: FileRow): DeliveryRow => ({
  report,
  edition: period,
  ...facts,
  mailHost,
});

/** Creates the delivery ledger of a folder: `runs.json`, a list in the order of report and edition. */
export function createFolderDeliveryLedger(folder: StoreFolder) {
  const path = join(folder.path, 'runs.json');
  const readRows = (signal: AbortSignal): Promise<readonly DeliveryRow[]> =>
    folder.read(async () => {
      signal.throwIfAborted();
      return (((await readJsonFile(path, instants, runsShape)) ?? []) as readonly FileRow[]).map(fromFileRow);
    });
  const isRow =
    (report: string, edition: string) =>
    (row: DeliveryRow): boolean =>
      row.report === report && row.edition === edition;

  /** Replaces the row of the same report and edition if it has the given version; null if there must be no such row yet. */
  const put = (row: DeliveryRow, version: string | null, signal: AbortSignal): Promise<string | null> =>
    folder.write(async () => {
      const rows = await readRows(signal);
      const stored = rows.find(isRow(row.report, row.edition));
      if ((stored === undefined ? null : rowVersion(stored)) !== version) return null;
      const others = rows.filter((other) => other !== stored);
      await writeJsonFile(path, [...others, row].sort(byReportAndEdition).map(toFileRow));
      return rowVersion(row);
    }, signal);

  return {
    async get(report: string, edition: string, signal: AbortSignal): Promise<StoredDeliveryRow | null> {
      const row = (await readRows(signal)).find(isRow(report, edition));
      return row === undefined ? null : { row, version: rowVersion(row) };
    },
    list: async (report: string, signal: AbortSignal): Promise<DeliveryRow[]> =>
      (await readRows(signal)).filter((row) => row.report === report),
    reports: async (signal: AbortSignal): Promise<string[]> => [
      ...new Set((await readRows(signal)).map(({ report }) => report)),
    ],
    begin: (row: DeliveryRow, signal: AbortSignal) => put(row, null, signal),
    replace: (row: DeliveryRow, version: string, signal: AbortSignal) => put(row, version, signal),
  };
}

const byReportAndEdition = (a: DeliveryRow, b: DeliveryRow): number =>
  a.report === b.report ? (a.edition < b.edition ? -1 : 1) : a.report < b.report ? -1 : 1;
