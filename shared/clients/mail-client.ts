import type { TokenCredential } from '@azure/identity';
import { emailRoot, type EmailService } from '../config/settings/email-setting';
import type { Settings } from '../config/settings';
import { createEmailSender } from '../delivery/email-sender';
import { createResumePolicy } from '../delivery/resume-policy';
import { isLocal, needed } from './credential';
import { createGuardedHttp } from './guarded-http';
import { retryOptions, type ServiceWaits } from './service-waits';
import { withUsableConnection } from './usable-connection';

type EmailSender = ReturnType<typeof createEmailSender>;

/** A sender that knows where its mails go. */
interface Mailer extends EmailSender {
  /** The service's host name without a port; empty without a mail service. */
  readonly host: string;
}

/**
 * Creates the sender of mails; without a mail service, one that refuses to send. The SDK is loaded by the first mail: a
 * night's collection sends none.
 */
export function createMailer(
  { email }: Settings,
  credential: TokenCredential | null,
  waits: ServiceWaits,
): Mailer {
  if (email === null) return noMailer;
  let opened: Promise<EmailSender> | null = null;
  const mailer = () => (opened ??= openMailer(email, credential, waits));
  return {
    host: new URL(emailRoot(email)).hostname,
    send: async (...mail) => (await mailer()).send(...mail),
    lookUp: async (...mail) => (await mailer()).lookUp(...mail),
    probe: async (signal) => (await mailer()).probe(signal),
  };
}

async function openMailer(
  email: EmailService,
  credential: TokenCredential | null,
  waits: ServiceWaits,
): Promise<EmailSender> {
  const { EmailClient } = await import('@azure/communication-email');
  const root = emailRoot(email);
  const resumed = new Set<string>();
  const options = {
    retryOptions: retryOptions(waits),
    httpClient: createGuardedHttp(() => root, waits),
    allowInsecureConnection: isLocal(root),
    additionalPolicies: [{ policy: createResumePolicy(resumed), position: 'perCall' as const }],
  };
  // A mailbox on this machine needs no identity, but the SDK needs some key to sign with.
  const localKey = isLocal(root) ? `endpoint=${root}/;accesskey=bG9jYWw=` : null;
  const connectionString = 'connectionString' in email ? email.connectionString : localKey;
  const client =
    connectionString === null
      ? new EmailClient(root, needed(credential), options)
      : withUsableConnection('COMMUNICATION_SERVICES', () => new EmailClient(connectionString, options));
  return createEmailSender(client, resumed, waits.mail);
}

const refusesToSend = () =>
  Promise.reject(new Error('COMMUNICATION_SERVICES is not set: no mail can be sent.'));
const noMailer = { host: '', send: refusesToSend, lookUp: refusesToSend, probe: refusesToSend };
