import type { MailSender } from '../../shared/jobs/deliver';
import type { Posted } from './chaos-state';
import { Injected, type FaultPlan } from './fault-plan';

/** A mail service in memory: one mail an operation id, which it takes, refuses or gives up as the plan says. */
export function createMemoryMailer(plan: () => FaultPlan) {
  const mails = new Map<string, { readonly subject: string; isGivenUp: boolean }>();
  const mailer: MailSender = {
    async send({ subject }, id, _, signal) {
      signal.throwIfAborted();
      await plan().pause();
      const kind = plan().next('mail');
      if (kind === 'refused') throw new Injected('mail: refused.');
      const mail = mails.get(id) ?? { subject, isGivenUp: false };
      mails.set(id, mail);
      if (kind === 'given-up') mail.isGivenUp = true;
      // What is never answered may well have been taken.
      if (kind === 'hang') return plan().hang('mail');
      if (kind === 'lost') throw new Injected('mail: lost.');
      await plan().pause();
      return mail.isGivenUp ? { sent: false, reason: 'given up' } : { sent: true };
    },
  };
  const posted = (): Posted[] => [...mails].map(([id, mail]) => ({ operationId: id, ...mail }));
  return { mailer, posted };
}
