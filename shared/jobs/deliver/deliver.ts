import { failureText } from '../../text/failure-text';
import type { MailOutcome, OutgoingMail } from '../../domain/outgoing-mail';
import { MailRefusalError } from '../../domain/refusal-error';
import type { ReportRun } from '../../domain/report-run';
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

/** Whatever sends mail. The same operation id is the same mail to the service. */
export interface MailSender {
  /** @throws Error when it cannot be told what became of it: then it is to be asked for under the same id. */
  send(mail: OutgoingMail, operationId: string, signal: AbortSignal): Promise<MailOutcome>;
  /**
   * Says what became of a mail that an earlier run may have sent, without sending it; null when it never came there.
   * @throws Error when it cannot be told.
   */
  takeUp(operationId: string, signal: AbortSignal): Promise<MailOutcome | null>;
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
 * is closed when the service has accepted it. A run that finds the row open first asks what became of that mail, and
 * sends only what never came there, under the same operation id: dying at any line, or running twice at once, makes
 * no second mail. A row that says `sent` is never opened again.
 */
export function createDeliver({ runs, archive, mailer, sender, replyTo, operationId }: DeliverParts) {
  const seal = createSeal(archive);

  return async function deliver(parcel: Parcel, now: Date, signal: AbortSignal): Promise<Delivery> {
    const { edition, to } = parcel;
    const { report, period } = parcel.model;
    let known = await runs.get(report, edition, signal);
    if (known?.run.state === 'sent') return { run: known.run, isNew: false };
    if (known?.run.state === 'sending') {
      known = await claim({ ...known.run, startedAt: now, error: null }, known.version, signal);
      if (known === null) return deliver(parcel, now, signal);
      const { run } = known;
      const earlier = await mailer.takeUp(run.operationId, signal).catch(failing);
      if (earlier !== null) return settle(known, earlier, now);
    }
    const sealed = await seal(parcel, known?.run.archive ?? [], signal);
    const attempt = (known?.run.attempt ?? 1) + (known?.run.state === 'failed' ? 1 : 0);
    const run: ReportRun = {
      report,
      period: edition,
      timeZone: period.timeZone,
      state: 'sending',
      attempt,
      operationId: operationId(report, edition, attempt),
      ...factsOf(sealed),
      recipients: [...to.recipients, ...to.cc, ...to.bcc],
      startedAt: now,
      sentAt: null,
      error: null,
    };
    const open = await claim(run, known?.version ?? null, signal);
    if (open === null) return deliver(parcel, now, signal);
    const { subject, html, text } = sealed.letter;
    const { recipients, cc, bcc } = to;
    const { attachments } = sealed;
    const message = { sender, to: recipients, cc, bcc, replyTo, subject, html, text, attachments };
    return settle(open, await mailer.send(message, run.operationId, signal).catch(failing), now);
  };

  /** Writes a row over the version that was read, or a new one. Null when another run was faster: look again. */
  async function claim(run: ReportRun, version: string | null, signal: AbortSignal): Promise<OpenRow | null> {
    const written =
      version === null ? await runs.begin(run, signal) : await runs.replace(run, version, signal);
    return written === null ? null : { run, version: written };
  }

  /** Writes into the ledger what the service said of a mail. @throws Error when it was not accepted. */
  async function settle(
    { run, version }: OpenRow,
    outcome: MailOutcome | Failure,
    now: Date,
  ): Promise<Delivery> {
    // Whatever became of the mail goes into the ledger even when the run's own time is up.
    const overtime = AbortSignal.timeout(lastWords);
    if (!('error' in outcome) && outcome.sent)
      return close({ ...run, state: 'sent', sentAt: now }, version, overtime);
    const [state, error] =
      'error' in outcome
        ? (['sending', outcome.error] as const)
        : (['failed', new GivenUpError(outcome.reason)] as const);
    const noted = await runs.replace({ ...run, state, error: failureText(error) }, version, overtime);
    // Another run has gone on with the same mail: what it came to stands.
    const other = noted === null ? await runs.get(run.report, run.period, overtime) : null;
    if (other?.run.state === 'sent') return { run: other.run, isNew: false };
    throw error;
  }

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

/** A row that is ours to close. */
interface OpenRow {
  readonly run: ReportRun;
  readonly version: string;
}

/** What kept a mail from being told of. */
interface Failure {
  readonly error: unknown;
}

const failing = (error: unknown): Failure => ({ error });

/** A sending is taken up under the same id and attempt by a later run, but not at the same moment. */
const isOfOneRun = (one: ReportRun, other: ReportRun): boolean =>
  one.operationId === other.operationId && one.startedAt.getTime() === other.startedAt.getTime();

/** What the ledger keeps of a sealed mail. */
function factsOf({ letter, archive }: Sealed) {
  const file = letter.files.find(({ attached }) => attached) ?? letter.files[0];
  const { events, openDays } = letter;
  return { fileName: file?.name ?? '', fileHash: file?.sha256 ?? '', events, openDays, archive };
}

/** Milliseconds that the ledger may still take when the run's own time is up. */
const lastWords = 60_000;

/** The service took the mail and gave it up: another run makes a new one. */
class GivenUpError extends MailRefusalError {
  override readonly name: string = 'GivenUpError';

  constructor(reason: string) {
    super(`The mail service gave the report's mail up (${reason}); the next run sends it anew.`);
  }
}
