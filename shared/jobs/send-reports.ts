import type { CollectionDay } from '../domain/collection-day';
import { lastWholeWeek, periodLabel, type Period } from '../domain/period';
import type { UtcDay } from '../domain/utc-day';
import type { RenderedMail } from '../report/mail';
import type { Attached } from '../report/mail-content';
import type { FileFormat, ReportFile } from '../report/report-file';
import type { EventLog, ReportModel } from '../report/report-model';
import type { CollectionLedger, CollectResult } from './collect';
import { daysToClose } from './coverage';
import type { Addressees, Delivery, Parcel, ReportRuns } from './deliver';
import type { PreparedReport, ReportPlan } from './prepare-report';

/** One report to make: what it holds, who gets it, what the mail carries. */
export interface ReportOrder extends ReportPlan, Addressees {
  readonly formats: readonly FileFormat[];
}

/** How far a run is. */
export type ReportProgress = (step: string, report: string) => void;

/** Renders one file; without a log (null) a workbook leaves the raw events out. */
type RenderFile = (format: FileFormat, model: ReportModel, log: EventLog | null) => Promise<ReportFile>;

export interface ReportParts {
  readonly ledger: CollectionLedger;
  /** Reads days that are not complete. Null: reports are made of what there is. */
  readonly collectDays:
    ((days: readonly UtcDay[], now: Date, signal: AbortSignal) => Promise<CollectResult>) | null;
  readonly prepare: (
    plan: ReportPlan,
    period: Period,
    ledger: ReadonlyMap<UtcDay, CollectionDay>,
    now: Date,
    signal: AbortSignal,
  ) => Promise<PreparedReport>;
  readonly renderFile: RenderFile;
  readonly onProgress?: ReportProgress;
}

/** A finished report: the model and its files. */
export interface MadeReport {
  readonly order: ReportOrder;
  readonly model: ReportModel;
  readonly files: readonly ReportFile[];
}

/** What making reports came to. A failure is one sentence; a report that failed is not among the made ones. */
export interface MadeReports {
  readonly made: readonly MadeReport[];
  readonly failures: readonly string[];
}

/**
 * Makes reports: closes the gaps of their periods first, and lets one that fails not stop the others. `also` names
 * formats beside those that each order's mail carries.
 */
export function createMakeReports(parts: ReportParts) {
  const { ledger, collectDays, prepare, renderFile, onProgress } = parts;

  async function closeGaps(periods: readonly Period[], now: Date, signal: AbortSignal): Promise<string[]> {
    if (collectDays === null) return [];
    const rows = await ledger.read(signal);
    const days = [...new Set(periods.flatMap((period) => daysToClose(period, rows, now)))].sort();
    if (days.length === 0) return [];
    const { failures } = await collectDays(days, now, signal);
    return failures.map((failure) => `Not all days could be read: ${failure}`);
  }

  return async (
    orders: readonly { order: ReportOrder; period: Period }[],
    now: Date,
    signal: AbortSignal,
    also: readonly FileFormat[] = [],
  ): Promise<MadeReports> => {
    const periods = orders.map(({ period }) => period);
    const failures = await closeGaps(periods, now, signal);
    const rows = await ledger.read(signal);
    const made: MadeReport[] = [];
    for (const { order, period } of orders) {
      try {
        onProgress?.('reading the stored events', order.name);
        const { model, log } = await prepare(order, period, rows, now, signal);
        const files: ReportFile[] = [];
        for (const format of new Set([...order.formats, ...also])) {
          onProgress?.(`rendering ${format}`, order.name);
          files.push(await renderFile(format, model, log));
        }
        made.push({ order, model, files });
      } catch (error) {
        failures.push(`Report "${order.name}": ${messageOf(error)}`);
      }
    }
    return { made, failures };
  };
}

export interface SendParts {
  readonly deliver: (parcel: Parcel, now: Date, signal: AbortSignal) => Promise<Delivery>;
  readonly renderFile: RenderFile;
  readonly renderMail: (model: ReportModel, attached: Attached) => RenderedMail;
  readonly onProgress?: ReportProgress;
}

/** What became of the mails. */
export interface SentReports {
  readonly deliveries: readonly Delivery[];
  readonly failures: readonly string[];
}

/** Sends made reports, each with the formats that its order names; one that fails does not stop the others. */
export function createSendReports({ deliver, renderFile, renderMail, onProgress }: SendParts) {
  return async (made: readonly MadeReport[], now: Date, signal: AbortSignal): Promise<SentReports> => {
    const deliveries: Delivery[] = [];
    const failures: string[] = [];
    for (const { order, model, files } of made) {
      try {
        onProgress?.('sending', order.name);
        const chosen = files.filter(({ format }) => order.formats.includes(format));
        const { attached, attachments } = await fitting(chosen, model, renderFile);
        const parcel = { model, mail: renderMail(model, attached), files: attachments, to: order };
        deliveries.push(await deliver(parcel, now, signal));
      } catch (error) {
        failures.push(`Report "${order.name}": ${messageOf(error)}`);
      }
    }
    return { deliveries, failures };
  };
}

/** The mail service takes 10 MB a request, files in base64; half a megabyte is left for the mail's own text. */
const mostBase64 = 9_500_000;

const fits = (files: readonly ReportFile[]): boolean =>
  files.reduce((sum, { content }) => sum + Math.ceil(content.length / 3) * 4, 0) <= mostBase64;

/** What of the files a mail can carry: a week that is too large for it must not go without its mail. */
async function fitting(files: readonly ReportFile[], model: ReportModel, renderFile: RenderFile) {
  if (fits(files)) return { attached: 'whole', attachments: files } as const;
  const lighter = await Promise.all(
    files.map(async (file) => (file.format === 'xlsx' ? renderFile('xlsx', model, null) : file)),
  );
  if (fits(lighter)) return { attached: 'without-log', attachments: lighter } as const;
  return { attached: 'nothing', attachments: [] } as const;
}

export interface WeeklyParts {
  readonly runs: Pick<ReportRuns, 'get'>;
  readonly makeReports: ReturnType<typeof createMakeReports>;
  readonly sendReports: ReturnType<typeof createSendReports>;
}

/**
 * The report job: for each order the mail of the last whole week in its zone. A mail that was sent is neither made
 * nor sent again; one goes out also when nothing happened or days are missing, and says so.
 */
export function createWeeklyReports({ runs, makeReports, sendReports }: WeeklyParts) {
  return async (orders: readonly ReportOrder[], now: Date, signal: AbortSignal): Promise<SentReports> => {
    const deliveries: Delivery[] = [];
    const open: { order: ReportOrder; period: Period }[] = [];
    for (const order of orders) {
      const period = lastWholeWeek(now, order.timeZone);
      const run = await runs.get(order.name, periodLabel(period), signal);
      if (run?.state === 'sent') deliveries.push({ run, isNew: false });
      else open.push({ order, period });
    }
    if (open.length === 0) return { deliveries, failures: [] };
    const { made, failures } = await makeReports(open, now, signal);
    const sent = await sendReports(made, now, signal);
    return {
      deliveries: [...deliveries, ...sent.deliveries],
      failures: [...failures, ...sent.failures],
    };
  };
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
