import type { MailOutcome } from '../../domain/reports/outgoing-mail';
import { MailRefusalError } from '../../domain/refusal-error';
import type { DeliveryRow, StoredDeliveryRow } from '../../domain/reports/delivery-row';
import type { Delivery } from '../../domain/reports/send-outcome';
import { failureText } from '../../text/failure-text';
import { ledgerGrace } from '../collect/collection-ledger';
import type { DeliveryLedger } from '../report/delivery-ledger';
import { createArchiveMail, type ArchivedMail } from './archive-mail';
import type { OperationIdOf } from './operation-id-of';
import type { MailSender } from './mail-sender';
import type { ReportArchive } from './report-archive';
import { mainFileOf, openDaysOf } from './mail-record';
import type { ReportMail } from './report-mail';

export interface DeliverReportParts {
  readonly deliveryLedger: Pick<DeliveryLedger, 'get' | 'list' | 'begin' | 'replace'>;
  readonly archive: Pick<ReportArchive, 'read' | 'add' | 'list'>;
  readonly mailer: MailSender;
  readonly sender: string;
  readonly replyTo: readonly string[];
  readonly operationId: OperationIdOf;
}

/**
 * Creates the job that sends one report once. Its mail and files are archived, the ledger's row is written before the
 * mail leaves, and it is closed when the service has accepted the mail. A run that finds the row open first asks what
 * became of that mail, and sends it, under the same operation id, only if the service never received it: dying at any
 * line, or running twice at once, makes no second mail. If another service than the configured one may have the mail,
 * nothing is sent until a person has decided. A row in state `sent` is never opened again.
 */
export function createDeliverReport(parts: DeliverReportParts) {
  const { deliveryLedger, archive, mailer, sender, replyTo, operationId } = parts;
  const archiveMail = createArchiveMail({ archive, deliveryLedger });

  return async function deliver(mail: ReportMail, now: Date, signal: AbortSignal): Promise<Delivery> {
    const { edition, to } = mail;
    const { report, period } = mail.model;
    let known = await deliveryLedger.get(report, edition, signal);
    if (known?.row.state === 'sent') return { row: known.row, isNew: false };
    if (known?.row.state === 'sending') {
      known = await claim({ ...known.row, startedAt: now, error: null }, known.version, signal);
      if (known === null) return deliver(mail, now, signal);
      const { mailHost } = known.row;
      if (mailHost !== null && mailHost !== mailer.host)
        return settle(known, failing(new OtherMailServiceError(known.row, mailHost, mailer.host)), now);
      const earlier = await mailer.lookUp(known.row.operationId, signal).catch(failing);
      if (earlier !== null) return settle(known, earlier, now);
    }
    const archived = await archiveMail(mail, known?.row.link ?? null, now, signal);
    const attempt = (known?.row.attempt ?? 1) + (known?.row.state === 'failed' ? 1 : 0);
    const row: DeliveryRow = {
      report,
      edition,
      timeZone: period.timeZone,
      state: 'sending',
      attempt,
      operationId: operationId(report, edition, attempt),
      mailHost: mailer.host,
      ...factsOf(archived),
      lookedThrough: null,
      recipients: [...to.recipients, ...to.cc, ...to.bcc],
      enteredAt: known?.row.enteredAt ?? now,
      startedAt: now,
      sentAt: null,
      error: null,
    };
    const open = await claim(row, known?.version ?? null, signal);
    if (open === null) return deliver(mail, now, signal);
    const { subject, html, text } = archived;
    const { recipients, cc, bcc } = to;
    const { attachments } = archived;
    const message = { sender, to: recipients, cc, bcc, replyTo, subject, html, text, attachments };
    const outcome = await mailer.send(message, row.operationId, signal).catch(failing);
    const isRefused = 'error' in outcome && outcome.error instanceof MailRefusalError;
    return settle(isRefused ? { ...open, row: { ...row, mailHost: null } } : open, outcome, now);
  };

  /** Writes a row over the version that was read, or a new one; null when another run was faster. */
  async function claim(
    row: DeliveryRow,
    version: string | null,
    signal: AbortSignal,
  ): Promise<StoredDeliveryRow | null> {
    const written =
      version === null
        ? await deliveryLedger.begin(row, signal)
        : await deliveryLedger.replace(row, version, signal);
    return written === null ? null : { row, version: written };
  }

  /** Writes a mail's outcome into the ledger, even when the run's own time is up. @throws Error unless it is sent. */
  async function settle(
    { row, version }: StoredDeliveryRow,
    outcome: MailOutcome | Failure,
    now: Date,
  ): Promise<Delivery> {
    const signal = AbortSignal.timeout(ledgerGrace);
    if (!('error' in outcome) && outcome.sent)
      return close({ ...row, state: 'sent', sentAt: now }, version, signal);
    const [state, error] =
      'error' in outcome
        ? (['sending', outcome.error] as const)
        : (['failed', new MailGivenUpError(outcome.reason)] as const);
    const noted = await deliveryLedger.replace({ ...row, state, error: failureText(error) }, version, signal);
    // Another run has gone on with the same mail: its outcome counts.
    const other = noted === null ? await deliveryLedger.get(row.report, row.edition, signal) : null;
    if (other?.row.state === 'sent') return { row: other.row, isNew: false };
    throw error;
  }

  /** Writes a sent row over any row that is not. */
  async function close(sent: DeliveryRow, version: string, signal: AbortSignal): Promise<Delivery> {
    if ((await deliveryLedger.replace(sent, version, signal)) !== null) return { row: sent, isNew: true };
    const other = await deliveryLedger.get(sent.report, sent.edition, signal);
    // It can be our own row: the ledger had written it, the answer was lost, and the client tried again.
    if (other?.row.state === 'sent') return { row: other.row, isNew: isOfSameRun(other.row, sent) };
    if (other !== null) return close(sent, other.version, signal);
    // Somebody has deleted the row. Write it anew, unless another run has just done so.
    const isMade = (await deliveryLedger.begin(sent, signal)) !== null;
    return isMade ? { row: sent, isNew: true } : close(sent, version, signal);
  }
}

/** The outcome of a mail is not known. */
interface Failure {
  readonly error: unknown;
}

const failing = (error: unknown): Failure => ({ error });

/** A later run takes a mail up under the same id and attempt, but never at the same moment. */
const isOfSameRun = (one: DeliveryRow, other: DeliveryRow): boolean =>
  one.operationId === other.operationId && one.startedAt.getTime() === other.startedAt.getTime();

/** Returns what the ledger keeps of an archived mail. */
function factsOf({ record, link }: ArchivedMail) {
  const { fileName, fileHash } = mainFileOf(record);
  return { fileName, fileHash, events: record.events, openDays: openDaysOf(record), link };
}

/** Another mail service than the configured one may have sent the mail: only a person can find out. */
class OtherMailServiceError extends MailRefusalError {
  override readonly name = 'OtherMailServiceError';

  constructor({ edition, operationId }: DeliveryRow, taker: string, configured: string) {
    super(
      `The mail of ${edition} was posted to ${taker} (operation ${operationId}), which may have sent it. ` +
        `COMMUNICATION_SERVICES now leads to ${configured}, which cannot know: the mail is not posted again. ` +
        'Find out whether it arrived, and do what docs/operate.md says under "Another mail service".',
    );
  }
}

/** The service took the mail and gave it up: another run makes a new one. */
class MailGivenUpError extends MailRefusalError {
  override readonly name = 'MailGivenUpError';

  constructor(reason: string) {
    super(`The mail service dropped the report's mail (${reason}); the next run sends it again.`);
  }
}
