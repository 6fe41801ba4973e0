import type { CollectionDay } from '../../domain/collection-day';
import { failureText } from '../../text/failure-text';
import { periodLabel, type Period } from '../../domain/period';
import { MailRefusalError } from '../../domain/refusal-error';
import type { RenderedMail } from '../../report/mail';
import type { Attached, MailProof } from '../../report/mail/mail-content';
import type { FileFormat, ReportFile } from '../../report/report-file';
import type { EventLog, ReportModel } from '../../report/report-model';
import type { CloseGaps } from '../collect/close-gaps';
import type { CollectionLedger } from '../collect/collect';
import type { Addressees, Delivery, Parcel } from './deliver';
import { fitMail } from './fit-mail';
import type { PreparedReport, ReportPlan } from '../report/prepare-report';
import type { ParcelFile } from './seal';

/** One report to make: what it holds, who gets it, what the mail carries. */
export interface ReportOrder extends ReportPlan, Addressees {
  readonly formats: readonly FileFormat[];
}

/** How far a run is. */
export type ReportProgress = (step: string, report: string) => void;

/** Renders one file; without a log (null) a workbook leaves the raw events out. */
export type RenderFile = (
  format: FileFormat,
  model: ReportModel,
  log: EventLog | null,
) => Promise<ReportFile>;

export interface ReportParts {
  readonly ledger: CollectionLedger;
  /** Reads days that are not complete. Null: reports are made of what there is. */
  readonly closeGaps: CloseGaps | null;
  readonly prepare: (
    plan: ReportPlan,
    period: Period,
    ledger: ReadonlyMap<string, CollectionDay>,
    now: Date,
    signal: AbortSignal,
  ) => Promise<PreparedReport>;
  readonly renderFile: RenderFile;
  readonly onProgress?: ReportProgress;
}

/** Which report to make of which period. */
export interface Wanted {
  readonly order: ReportOrder;
  readonly period: Period;
  /** Set when the period has been reported before: what this edition is called and what it corrects. */
  readonly correction?: { readonly edition: string; readonly sentence: string };
}

/** A finished report: the model and its files. */
export interface MadeReport extends Pick<Wanted, 'order' | 'correction'> {
  readonly model: ReportModel;
  readonly files: readonly ReportFile[];
}

/** What making reports came to. A failure is one sentence; a report that failed is not among the made ones. */
export interface MadeReports {
  readonly made: readonly MadeReport[];
  /** The reports among the failures. */
  readonly failed: readonly FailedReport[];
  readonly failures: readonly string[];
}

/** A report that did not go out. */
export interface FailedReport {
  readonly report: string;
  /** The period's label, `2026-W47`. */
  readonly period: string;
  /** Whether it was made, and the mail service said no. */
  readonly isRefused: boolean;
  readonly reason: string;
}

const failedReport = (report: string, period: Period, error: unknown): FailedReport => ({
  report,
  period: periodLabel(period),
  isRefused: error instanceof MailRefusalError,
  reason: failureText(error),
});

const sentenceOf = ({ report, reason }: FailedReport): string => `Report "${report}": ${reason}`;

/**
 * Makes reports: closes the gaps of their periods first, and lets one that fails not stop the others. `also` names
 * formats beside those that each order's mail carries.
 */
export function createMakeReports(parts: ReportParts) {
  const { ledger, closeGaps, prepare, renderFile, onProgress } = parts;
  return async (
    orders: readonly Wanted[],
    now: Date,
    signal: AbortSignal,
    also: readonly FileFormat[] = [],
  ): Promise<MadeReports> => {
    const periods = orders.map(({ period }) => period);
    const failures = [...((await closeGaps?.(periods, now, signal)) ?? [])];
    const rows = await ledger.read(signal);
    const made: MadeReport[] = [];
    const failed: FailedReport[] = [];
    for (const { order, period, correction } of orders) {
      try {
        onProgress?.('reading the stored events', order.name);
        const { model, log } = await prepare(order, period, rows, now, signal);
        const files: ReportFile[] = [];
        for (const format of new Set([...order.formats, ...also])) {
          onProgress?.(`rendering ${format}`, order.name);
          files.push(await renderFile(format, model, log));
        }
        made.push({ order, model, files, ...(correction ? { correction } : {}) });
      } catch (error) {
        failed.push(failedReport(order.name, period, error));
      }
    }
    return { made, failed, failures: [...failures, ...failed.map(sentenceOf)] };
  };
}

export interface SendParts {
  readonly deliver: (parcel: Parcel, now: Date, signal: AbortSignal) => Promise<Delivery>;
  readonly renderFile: RenderFile;
  readonly renderMail: (model: ReportModel, attached: Attached, proof: MailProof) => RenderedMail;
  readonly onProgress?: ReportProgress;
}

/** A delivery, and whether its report covers its period in full; null when an earlier run made it. */
export interface ReportDelivery extends Delivery {
  readonly complete: boolean | null;
}

/** What became of the mails. */
export interface SentReports {
  readonly deliveries: readonly ReportDelivery[];
  /** The reports among the failures. */
  readonly failed: readonly FailedReport[];
  readonly failures: readonly string[];
}

/** Sends made reports, each with the formats that its order names; one that fails does not stop the others. */
export function createSendReports({ deliver, renderFile, renderMail, onProgress }: SendParts) {
  return async (made: readonly MadeReport[], now: Date, signal: AbortSignal): Promise<SentReports> => {
    const deliveries: ReportDelivery[] = [];
    const failed: FailedReport[] = [];
    for (const { order, model, files, correction } of made) {
      try {
        onProgress?.('sending', order.name);
        const edition = correction?.edition ?? periodLabel(model.period);
        const chosen = files.filter(({ format }) => order.formats.includes(format));
        const fit = await fitMail(chosen, () => renderFile('xlsx', model, null));
        const named = fit.files.map((file) => ({ ...file, name: fileName(model.report, edition, file) }));
        const write: Parcel['write'] = (archived) =>
          renderMail(model, fit.attached, { files: archived, correction: correction?.sentence ?? null });
        const parcel = { model, edition, files: named, write, to: order };
        const delivery = await deliver(parcel, now, signal);
        // Of the mail that went out, which an earlier run may have made: not of what is known by now.
        const complete = delivery.run.openDays.length === 0;
        deliveries.push({ ...delivery, complete: delivery.isNew ? complete : null });
      } catch (error) {
        failed.push(failedReport(order.name, model.period, error));
      }
    }
    return { deliveries, failed, failures: failed.map(sentenceOf) };
  };
}

/** What a mailed file is called: the report's name tells files of several reports apart on a reader's disk. */
const fileName = (report: string, edition: string, { mark, format }: ParcelFile): string =>
  `${report}-${edition}${mark}.${format}`;
