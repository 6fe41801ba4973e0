import type { MailOutcome } from '../../shared/domain/reports/outgoing-mail';
import type { Posted } from './chaos-state';
import { InjectedError, type FaultPlan } from './fault-plan';
import type { MailSender } from '../../shared/jobs/deliver/mail-sender';

interface Mail {
  readonly subject: string;
  isGivenUp: boolean;
}

/** Faults of a mail that was not accepted, and of one that was accepted and then given up. */
const refusals: readonly (string | null)[] = ['refused', 'too-large', 'throttled', 'busy'];
const ends: readonly (string | null)[] = ['given-up', 'canceled'];

/** Mail service in memory: one mail per operation id, accepted, refused or given up according to the plan. */
export function createMemoryMailer(plan: () => FaultPlan) {
  const mails = new Map<string, Mail>();
  const mailer: MailSender = {
    host: 'mail.communication.azure.com',
    async lookUp(id, signal) {
      signal.throwIfAborted();
      await plan().pause();
      const kind = plan().next('mail');
      if (kind === 'hang') return plan().hang('mail');
      const mail = mails.get(id);
      if (ends.includes(kind) && mail !== undefined) mail.isGivenUp = true;
      else if (kind !== null) throw new InjectedError(`mail: ${kind}.`);
      return mail === undefined ? null : endOf(mail);
    },
    async send({ subject }, id, signal) {
      signal.throwIfAborted();
      await plan().pause();
      const kind = plan().next('mail');
      if (refusals.includes(kind)) throw new InjectedError(`mail: ${kind}.`);
      const mail = mails.get(id) ?? { subject, isGivenUp: false };
      mails.set(id, mail);
      if (ends.includes(kind)) mail.isGivenUp = true;
      // A request without an answer may have been accepted.
      if (kind === 'hang') return plan().hang('mail');
      if (kind === 'lost') throw new InjectedError('mail: lost.');
      await plan().pause();
      return endOf(mail);
    },
  };
  const endOf = ({ isGivenUp }: Mail): MailOutcome =>
    isGivenUp ? { sent: false, reason: 'given up' } : { sent: true };
  const posted = (): Posted[] => [...mails].map(([id, mail]) => ({ operationId: id, ...mail }));
  return { mailer, posted };
}
