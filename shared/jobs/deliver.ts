import { createHash } from 'node:crypto';
import { periodLabel } from '../domain/period';
import type { ReportRun } from '../domain/report-run';
import type { RenderedMail } from '../report/mail';
import type { ReportFile } from '../report/report-file';
import type { ReportModel } from '../report/report-model';

/** Who gets a report. */
export interface Addressees {
  readonly recipients: readonly string[];
  readonly cc: readonly string[];
  readonly bcc: readonly string[];
}

/** The delivery ledger. */
export interface ReportRuns {
  get(report: string, period: string, signal: AbortSignal): Promise<ReportRun | null>;
  /** Writes a new row; false when there is one already, which then stands. */
  begin(run: ReportRun, signal: AbortSignal): Promise<boolean>;
  put(run: ReportRun, signal: AbortSignal): Promise<void>;
}

/** Whatever sends mail. */
export interface MailSender {
  /**
   * Says whether the mail was accepted for good or given up by the service. The same operation id is the same mail
   * to the service; `resume` says that an earlier run may have sent it already.
   * @throws Error when it cannot be told: then the same operation is to be tried again.
   */
  send(
    mail: {
      sender: string;
      to: readonly string[];
      cc: readonly string[];
      bcc: readonly string[];
      replyTo: readonly string[];
      subject: string;
      html: string;
      text: string;
      attachments: readonly ReportFile[];
    },
    operationId: string,
    resume: boolean,
    signal: AbortSignal,
  ): Promise<{ sent: true } | { sent: false; reason: string }>;
}

export interface DeliverParts {
  readonly runs: ReportRuns;
  readonly mailer: MailSender;
  readonly sender: string;
  readonly replyTo: readonly string[];
  /** The id of a mail, the same whenever it is asked for. */
  readonly operationId: (report: string, period: string, attempt: number) => string;
}

/** What became of a report's mail. */
export interface Delivery {
  readonly run: ReportRun;
  /** False when the mail had been sent before, by whatever run. */
  readonly isNew: boolean;
}

/** A report that is ready to go. */
export interface Parcel {
  readonly model: ReportModel;
  readonly mail: RenderedMail;
  readonly files: readonly ReportFile[];
  readonly to: Addressees;
}

/**
 * Sends one report, once: the ledger's row is written before the mail leaves and is closed when the service has
 * accepted it. A run that finds the row open goes on under the same operation id, so that dying at any line, or
 * running twice at once, makes no second mail.
 */
export function createDeliver({ runs, mailer, sender, replyTo, operationId }: DeliverParts) {
  return async function deliver(parcel: Parcel, now: Date, signal: AbortSignal): Promise<Delivery> {
    const { model, mail, files, to } = parcel;
    const period = periodLabel(model.period);
    const found = await runs.get(model.report, period, signal);
    if (found?.state === 'sent') return { run: found, isNew: false };
    const attempt = (found?.attempt ?? 1) + (found?.state === 'failed' ? 1 : 0);
    const file = files[0];
    const run: ReportRun = {
      report: model.report,
      period,
      state: 'sending',
      attempt,
      operationId:
        found?.state === 'sending' ? found.operationId : operationId(model.report, period, attempt),
      fileName: file?.name ?? '',
      fileHash: createHash('sha256')
        .update(file?.content ?? '')
        .digest('hex'),
      recipients: [...to.recipients, ...to.cc, ...to.bcc],
      eventsByDay: Object.fromEntries(model.coverage.map(({ day, events }) => [day, events])),
      startedAt: now,
      sentAt: null,
      error: null,
    };
    if (found !== null) await runs.put(run, signal);
    // Another run was faster by a moment: look again at what it wrote.
    else if (!(await runs.begin(run, signal))) return deliver(parcel, now, signal);
    const message = {
      sender,
      to: to.recipients,
      cc: to.cc,
      bcc: to.bcc,
      replyTo,
      ...mail,
      attachments: files,
    };
    try {
      const outcome = await mailer.send(message, run.operationId, found?.state === 'sending', signal);
      if (!outcome.sent) throw new GivenUp(outcome.reason);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      await runs.put(
        { ...run, state: error instanceof GivenUp ? 'failed' : 'sending', error: reason },
        AbortSignal.timeout(lastWords),
      );
      throw error;
    }
    const sent: ReportRun = { ...run, state: 'sent', sentAt: now };
    await runs.put(sent, signal);
    return { run: sent, isNew: true };
  };
}

/** Milliseconds that the ledger may still take when the run's own time is up. */
const lastWords = 60_000;

/** The service took the mail and gave it up: another run makes a new one. */
class GivenUp extends Error {
  constructor(reason: string) {
    super(`The mail service gave the report's mail up (${reason}); the next run sends it anew.`);
  }
}
