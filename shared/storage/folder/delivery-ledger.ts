import { join } from 'node:path';
import type { ReportRun, StoredRun } from '../../domain/reports/report-run';
import { runsShape } from './files/file-shapes';
import { readJsonFile, writeJsonFile } from './files/json-file';
import { rowVersion } from './files/row-version';
import type { StoreFolder } from './files/store-folder';

const instants = ['enteredAt', 'startedAt', 'sentAt'];

/** A row of the file, which calls the edition `period`. */
type Row = Omit<ReportRun, 'edition'> & { readonly period: string };

const toRow = ({ report, edition, ...facts }: ReportRun): Row => ({ report, period: edition, ...facts });
const toRun = ({ report, period, ...facts }: Row): ReportRun => ({ report, edition: period, ...facts });

/** Creates the delivery ledger of a folder: `runs.json`, a list in the order of report and edition. */
export function createFolderDeliveryLedger(folder: StoreFolder) {
  const path = join(folder.path, 'runs.json');
  const readRows = (signal: AbortSignal): Promise<readonly ReportRun[]> =>
    folder.read(async () => {
      signal.throwIfAborted();
      return (((await readJsonFile(path, instants, runsShape)) ?? []) as readonly Row[]).map(toRun);
    });
  const isRow =
    (report: string, edition: string) =>
    (row: ReportRun): boolean =>
      row.report === report && row.edition === edition;

  /** Replaces the row of the same report and edition if it has the given version; null if there must be no such row yet. */
  const put = (run: ReportRun, version: string | null, signal: AbortSignal): Promise<string | null> =>
    folder.write(async () => {
      const rows = await readRows(signal);
      const stored = rows.find(isRow(run.report, run.edition));
      if ((stored === undefined ? null : rowVersion(stored)) !== version) return null;
      const others = rows.filter((row) => row !== stored);
      await writeJsonFile(path, [...others, run].sort(byReportAndEdition).map(toRow));
      return rowVersion(run);
    }, signal);

  return {
    async get(report: string, edition: string, signal: AbortSignal): Promise<StoredRun | null> {
      const run = (await readRows(signal)).find(isRow(report, edition));
      return run === undefined ? null : { run, version: rowVersion(run) };
    },
    list: async (report: string, signal: AbortSignal): Promise<ReportRun[]> =>
      (await readRows(signal)).filter((row) => row.report === report),
    reports: async (signal: AbortSignal): Promise<string[]> => [
      ...new Set((await readRows(signal)).map(({ report }) => report)),
    ],
    begin: (run: ReportRun, signal: AbortSignal) => put(run, null, signal),
    replace: (run: ReportRun, version: string, signal: AbortSignal) => put(run, version, signal),
  };
}

const byReportAndEdition = (a: ReportRun, b: ReportRun): number =>
  a.report === b.report ? (a.edition < b.edition ? -1 : 1) : a.report < b.report ? -1 : 1;
