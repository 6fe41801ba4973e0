import type { DeliveryRow } from '../../../shared/domain/reports/delivery-row';
import type { CollectionDay } from '../../../shared/domain/collection-day';
import { openSchedule } from '../../../shared/config/schedules/ncrontab';
import { standardSchedules } from '../../../shared/config/schedules/standard-schedules';
import { isoWeek, periodLabel } from '../../../shared/domain/time/period';
import type { UtcDay } from '../../../shared/domain/time/utc-day';
import type { Finding } from '../../../shared/domain/finding';
import type { PreparedReport } from '../../../shared/jobs/report/prepare-report';
import { createSendReports } from '../../../shared/jobs/deliver/send-reports';
import { createCorrections } from '../../../shared/jobs/deliver/corrections/corrections';
import { createCloseGaps } from '../../../shared/jobs/collect/close-gaps';
import { createWeeklyReports } from '../../../shared/jobs/deliver/weekly-reports';
import type { RenderedMail } from '../../../shared/report/mail';
import { aLedgerDay, aRun, createFakeLedger, createFakeRuns } from '../../support/fakes/ports';
import { aReportModel, aLog } from '../../support/builders/report';
import { mergeOutcomes, type Delivery } from '../../../shared/domain/reports/send-outcome';
import type { ReportMail } from '../../../shared/jobs/deliver/report-mail';
import { createMakeReports } from '../../../shared/jobs/report/make-reports';
import type { ReportDefinition } from '../../../shared/jobs/report/report-request';

export const now = new Date('2026-11-23T07:00:00.000Z');
export const signal = AbortSignal.timeout(900_000);
export const week = isoWeek('2026-W47', 'UTC');

export const aDefinition = (name: string, overrides: Partial<ReportDefinition> = {}): ReportDefinition => ({
  name,
  timeZone: 'UTC',
  columns: null,
  include: null,
  formats: ['xlsx'],
  recipients: [`${name}@x.example`],
  cc: [],
  bcc: [],
  ...overrides,
});

export interface WorldOptions {
  /** Failures that closing the gaps returns. */
  readonly gaps?: readonly string[];
  readonly offline?: boolean;
  /** Reports that cannot be prepared. */
  readonly broken?: readonly string[];
  /** Reports for whose mail the collection ledger cannot be read. */
  readonly unreadable?: readonly string[];
  /** Findings that came after a mail. */
  readonly late?: readonly Finding[];
  /** Called before a report is made for a mail. Its error ends the run like the end of the process: nothing catches it. */
  readonly prepare?: (name: string, period: string) => void;
  /** Bytes of a workbook, with and without the raw events. */
  readonly bytes?: { readonly whole: number; readonly withoutLog: number };
  /** Days that were incomplete when the sent mail was made. */
  readonly openDays?: readonly UtcDay[];
  /** Why the archive cannot be opened. */
  readonly archive?: string;
  /** Why the weekly job cannot read the collection ledger for its corrections; without it, it sends none. */
  readonly corrections?: string;
  /** Reports that cannot be sent. */
  readonly undeliverable?: readonly string[];
}

export function mailingWorld(options: WorldOptions = {}) {
  const { gaps = [], offline = false, broken = [], undeliverable = [], bytes } = options;
  const renderFiles: Parameters<typeof createSendReports>[0]['renderFiles'] = (format, { report }, log) => {
    const size = log === null ? bytes?.withoutLog : bytes?.whole;
    const content = size === undefined ? Buffer.from(report) : Buffer.alloc(size);
    const file = { format, name: `${report}.${format}`, mark: '', contentType: 'application/x', content };
    return Promise.resolve([file]);
  };
  const asked: UtcDay[][] = [];
  const prepared: { name: string; period: string; states: CollectionDay['state'][] }[] = [];
  const mails: SentMail[] = [];
  const steps: string[] = [];
  const ledger = createFakeLedger();
  const deliveryLedger = createFakeRuns();
  const closeGaps = createCloseGaps({
    ...{ ledger, overlapDays: null, timeout: null },
    readDays: (days) => {
      asked.push([...days]);
      const rows = days.map((day) => aLedgerDay(day, gaps.length > 0 ? { state: 'missing' } : {}));
      for (const row of rows) ledger.rows.set(row.day, row);
      return Promise.resolve({ days: rows, unread: [], failures: gaps, serviceTime: null });
    },
  });
  const making: Omit<Parameters<typeof createMakeReports>[0], 'closeGaps'> = {
    ledger,
    prepare: ({ name }, period, rows): Promise<PreparedReport> => {
      if (broken.includes(name)) return Promise.reject(new Error('it cannot be computed'));
      const states = [...rows.values()].map(({ state }) => state);
      prepared.push({ name, period: periodLabel(period), states });
      return Promise.resolve({ ...nothingLate, model: aReportModel({ report: name, period }), log: aLog() });
    },
    renderFiles,
    onProgress: (step, report) => steps.push(`${report}: ${step}`),
  };
  const makeReports = createMakeReports({ ...making, closeGaps: offline ? null : closeGaps });
  let die: (error: unknown) => void = () => undefined;
  const makeMailed: typeof makeReports = (requests, ...rest) => {
    try {
      for (const { definition, period } of requests) options.prepare?.(definition.name, periodLabel(period));
    } catch (error) {
      die(error);
      return new Promise(() => undefined);
    }
    const isUnreadable = requests.some(({ definition }) => options.unreadable?.includes(definition.name));
    const days = isUnreadable ? { read: () => Promise.reject(new Error('HTTP 503')) } : ledger;
    return createMakeReports({ ...making, ledger: days, closeGaps: null })(requests, ...rest);
  };
  const sendReports = createSendReports({
    deliver: (mail): Promise<Delivery> => {
      if (undeliverable.includes(mail.model.report)) return Promise.reject(new Error('the mail was refused'));
      mails.push({ ...mail, mail: mail.renderMail([]) });
      const row = sentRun(mail.model.report, { edition: mail.edition, openDays: options.openDays ?? [] });
      deliveryLedger.set(row);
      return Promise.resolve({ row, isNew: true });
    },
    renderFiles,
    renderMail: ({ report }, attached, { correction }) => ({
      subject: report,
      html: attached,
      text: correction ?? report,
    }),
    onProgress: (step, report) => steps.push(`${report}: ${step}`),
  });
  const mailing = { deliveryLedger, makeReportsOffline: makeMailed, sendReports };
  const openArchive = () =>
    options.archive === undefined ? Promise.resolve() : Promise.reject(new Error(options.archive));
  const correcting = {
    ...{ ...mailing, collectionLedger: ledger, openArchive, isEnabled: true },
    findLate: () => Promise.resolve({ late: options.late ?? [], withdrawn: 0 }),
  };
  const correct = createCorrections(correcting);
  const unreadable = { read: () => Promise.reject(new Error(options.corrections)) };
  const sendCorrections =
    options.corrections === undefined
      ? () => Promise.resolve(mergeOutcomes([]))
      : createCorrections({ ...correcting, collectionLedger: unreadable });
  const timer = openSchedule(standardSchedules.REPORT_SCHEDULE);
  const sendWeekly = createWeeklyReports({
    ...mailing,
    collectionLedger: ledger,
    closeMailedGaps: closeGaps,
    openArchive,
    sendCorrections,
    nextReportRun: (after) => timer.nextRun(after),
  });
  const weekly: typeof sendWeekly = (...of) =>
    new Promise((resolve, reject) => {
      die = reject;
      sendWeekly(...of).then(resolve, reject);
    });
  return { asked, prepared, mails, steps, ledger, deliveryLedger, makeReports, sendReports, weekly, correct };
}

const nothingLate = { ownFindings: [], eventIdsOn: () => new Set<string>() };

export type SentMail = ReportMail & { readonly mail: RenderedMail };

export const sentRun = (report: string, overrides: Partial<DeliveryRow> = {}): DeliveryRow =>
  aRun({ report, operationId: report, ...overrides });
export const subjects = (mails: readonly SentMail[]) => mails.map(({ mail }) => mail.subject);
