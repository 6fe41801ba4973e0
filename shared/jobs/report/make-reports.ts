import type { CollectionDay } from '../../domain/collection-day';
import type { Period } from '../../domain/time/period';
import type { FailedReport } from '../../domain/reports/send-outcome';
import type { UtcDay } from '../../domain/time/utc-day';
import type { FileFormat, ReportFile } from '../../report/report-file';
import type { EventLog, ReportModel } from '../../report/report-model';
import type { CloseGaps } from '../collect/close-gaps';
import type { CollectionLedger } from '../collect/collection-ledger';
import { failedReport, failedReportSentence } from './failed-report';
import type { PreparedReport } from './prepare-report';
import type { ReportContent, ReportRequest } from './report-request';

/** Called at each step of a report. */
export type ReportProgress = (step: string, report: string) => void;

/**
 * Renders the files of one format: `renderReportFiles` of `shared/report/report-file.ts`. Without a log (null) a
 * workbook leaves the raw events out.
 */
export type RenderFiles = (
  format: FileFormat,
  model: ReportModel,
  log: EventLog | null,
) => Promise<readonly ReportFile[]>;

export interface MakeReportsParts {
  readonly ledger: Pick<CollectionLedger, 'read'>;
  /** Reads days that are not complete; null makes reports from what the store holds. */
  readonly closeGaps: CloseGaps | null;
  /** Makes the model of a report: the function that `createPrepareReport` returns. */
  readonly prepare: (
    content: ReportContent,
    period: Period,
    ledger: ReadonlyMap<UtcDay, CollectionDay>,
    now: Date,
    signal: AbortSignal,
  ) => Promise<PreparedReport>;
  readonly renderFiles: RenderFiles;
  readonly onProgress?: ReportProgress;
}

/** A finished report: the model and its files. */
export interface MadeReport extends Omit<ReportRequest, 'period'> {
  readonly model: ReportModel;
  readonly files: readonly ReportFile[];
}

/** The outcome of making reports. A report that failed is not among the made ones. */
export interface MadeReports {
  readonly made: readonly MadeReport[];
  /** The reports that could not be made. */
  readonly failed: readonly FailedReport[];
  /** Every failure, a sentence each. */
  readonly failures: readonly string[];
}

/**
 * Makes reports. With `closeGaps`, reads the missing days of their periods first. A report that fails does not stop the
 * others. `extraFormats` are made beside those that each report's mail carries.
 */
export type MakeReports = (
  requests: readonly ReportRequest[],
  now: Date,
  signal: AbortSignal,
  extraFormats?: readonly FileFormat[],
) => Promise<MadeReports>;

/** Creates the job that makes reports. */
export function createMakeReports(parts: MakeReportsParts): MakeReports {
  const { ledger, closeGaps, prepare, renderFiles, onProgress } = parts;
  return async (requests, now, signal, extraFormats = []) => {
    const periods = requests.map(({ period }) => period);
    const failures = closeGaps === null ? [] : await closeGaps(periods, now, signal);
    const rows = await ledger.read(signal);
    const made: MadeReport[] = [];
    const failed: FailedReport[] = [];
    for (const { period, ...request } of requests) {
      const { name, formats } = request.definition;
      try {
        onProgress?.('reading the stored events', name);
        const { model, log } = await prepare(request.definition, period, rows, now, signal);
        const files: ReportFile[] = [];
        for (const format of new Set([...formats, ...extraFormats])) {
          onProgress?.(`rendering ${format}`, name);
          files.push(...(await renderFiles(format, model, log)));
        }
        made.push({ ...request, model, files });
      } catch (error) {
        failed.push(failedReport(name, period, error));
      }
    }
    return { made, failed, failures: [...failures, ...failed.map(failedReportSentence)] };
  };
}
