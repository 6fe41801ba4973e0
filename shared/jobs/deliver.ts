import { failureText } from '../domain/failure-text';
import { MailRefusal } from '../domain/refusal';
import type { ReportRun } from '../domain/report-run';
import { createSeal, type Archive, type Contents, type Sealed } from './seal';

/** Who gets a report. */
export interface Addressees {
  readonly recipients: readonly string[];
  readonly cc: readonly string[];
  readonly bcc: readonly string[];
}

/** The delivery ledger. A version is that of one row at one moment: what has changed since is not written over. */
export interface ReportRuns {
  get(
    report: string,
    period: string,
    signal: AbortSignal,
  ): Promise<{ readonly run: ReportRun; readonly version: string } | null>;
  /** Writes a new row and says its version; null when there is one already, which then stands. */
  begin(run: ReportRun, signal: AbortSignal): Promise<string | null>;
  /** Writes over that version and says the new one; null when the row is no longer that, and it then stands. */
  replace(run: ReportRun, version: string, signal: AbortSignal): Promise<string | null>;
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
      attachments: readonly { name: string; contentType: string; content: Uint8Array }[];
    },
    operationId: string,
    resume: boolean,
    signal: AbortSignal,
  ): Promise<{ sent: true } | { sent: false; reason: string }>;
}

export interface DeliverParts {
  readonly runs: ReportRuns;
  readonly archive: Archive;
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
export interface Parcel extends Contents {
  readonly to: Addressees;
}

/**
 * Sends one report, once: its files and its mail are archived, the ledger's row is written before the mail leaves and
 * is closed when the service has accepted it. A run that finds the row open goes on with what is archived under the
 * same operation id, so that dying at any line, or running twice at once, makes no second mail. A row that says
 * `sent` is never opened again.
 */
export function createDeliver({ runs, archive, mailer, sender, replyTo, operationId }: DeliverParts) {
  const seal = createSeal(archive);

  return async function deliver(parcel: Parcel, now: Date, signal: AbortSignal): Promise<Delivery> {
    const { report } = parcel.model;
    const { edition, to } = parcel;
    const found = await runs.get(report, edition, signal);
    if (found?.run.state === 'sent') return { run: found.run, isNew: false };
    const sealed = await seal(parcel, found?.run.archive ?? [], signal);
    const attempt = (found?.run.attempt ?? 1) + (found?.run.state === 'failed' ? 1 : 0);
    const resume = found?.run.state === 'sending';
    const run: ReportRun = {
      report,
      period: edition,
      state: 'sending',
      attempt,
      operationId: resume ? found.run.operationId : operationId(report, edition, attempt),
      ...factsOf(sealed),
      recipients: [...to.recipients, ...to.cc, ...to.bcc],
      startedAt: now,
      sentAt: null,
      error: null,
    };
    const version =
      found === null ? await runs.begin(run, signal) : await runs.replace(run, found.version, signal);
    // Another run was faster by a moment: look again at what it wrote.
    if (version === null) return deliver(parcel, now, signal);
    const { subject, html, text } = sealed.letter;
    const { recipients, cc, bcc } = to;
    const { attachments } = sealed;
    const message = { sender, to: recipients, cc, bcc, replyTo, subject, html, text, attachments };
    try {
      const outcome = await mailer.send(message, run.operationId, resume, signal);
      if (!outcome.sent) throw new GivenUp(outcome.reason);
    } catch (error) {
      const reason = failureText(error);
      const state = error instanceof GivenUp ? 'failed' : 'sending';
      const overtime = AbortSignal.timeout(lastWords);
      const noted = await runs.replace({ ...run, state, error: reason }, version, overtime);
      // Another run has gone on with the same mail: what it came to stands.
      const other = noted === null ? await runs.get(report, edition, overtime) : null;
      if (other?.run.state === 'sent') return { run: other.run, isNew: false };
      throw error;
    }
    const sent: ReportRun = { ...run, state: 'sent', sentAt: now };
    // The mail is out: that goes into the ledger even when the run's own time is up.
    return close(sent, version, AbortSignal.timeout(lastWords));
  };

  /** Writes what is final over whatever is not. */
  async function close(sent: ReportRun, version: string, signal: AbortSignal): Promise<Delivery> {
    if ((await runs.replace(sent, version, signal)) !== null) return { run: sent, isNew: true };
    const other = await runs.get(sent.report, sent.period, signal);
    // Our own row: the ledger had written it, the answer was lost, and the client tried again.
    if (other?.run.state === 'sent') return { run: other.run, isNew: isOfOneRun(other.run, sent) };
    if (other !== null) return close(sent, other.version, signal);
    // Somebody has deleted the row. It is written anew, unless another run has just done that.
    const isMade = (await runs.begin(sent, signal)) !== null;
    return isMade ? { run: sent, isNew: true } : close(sent, version, signal);
  }
}

/** A sending is taken up under the same id and attempt by a later run, but not at the same moment. */
const isOfOneRun = (one: ReportRun, other: ReportRun): boolean =>
  one.operationId === other.operationId && one.startedAt.getTime() === other.startedAt.getTime();

/** What the ledger keeps of a sealed mail. */
function factsOf({ letter, archive }: Sealed) {
  const file = letter.files.find(({ attached }) => attached) ?? letter.files[0];
  const { eventsByDay, openDays } = letter;
  return { fileName: file?.name ?? '', fileHash: file?.sha256 ?? '', eventsByDay, openDays, archive };
}

/** Milliseconds that the ledger may still take when the run's own time is up. */
const lastWords = 60_000;

/** The service took the mail and gave it up: another run makes a new one. */
class GivenUp extends MailRefusal {
  constructor(reason: string) {
    super(`The mail service gave the report's mail up (${reason}); the next run sends it anew.`);
  }
}
