import { createAlertMailSender, type Mailer } from '../../../shared/alerts/channels/mail-sender';
import type { MailOutcome, OutgoingMail } from '../../../shared/domain/reports/outgoing-mail';
import { anAlertMessage } from '../../support/builders/alerts';

/** A signal that fires only long after the test. */
const patience = () => AbortSignal.timeout(900_000);

/** A mail service in memory, with its answer to a mail and the outcomes of earlier mails. */
function createFakeMailer(answer: () => MailOutcome, known = new Map<string, MailOutcome>()) {
  const sent: { readonly mail: OutgoingMail; readonly operationId: string }[] = [];
  const mailer: Mailer = {
    send(mail, operationId) {
      sent.push({ mail, operationId });
      return Promise.resolve().then(answer);
    },
    lookUp: (operationId) => Promise.resolve(known.get(operationId) ?? null),
  };
  const sender = createAlertMailSender({
    mailer,
    sender: 'pim@contoso.example',
    recipients: ['soc@contoso.example'],
    replyTo: ['iam@contoso.example'],
    operationId: (messageId, number) => `${messageId}-${number}`,
    timeZone: 'UTC',
  });
  return { sender, sent };
}
const accepted = (): MailOutcome => ({ sent: true });
const first = { number: 1, isRepeat: false };
const repeat = { number: 1, isRepeat: true };

test('sends the alert to the recipients of the channel, without attachments', async () => {
  const { sender, sent } = createFakeMailer(accepted);
  const message = anAlertMessage({ key: 'abc' });
  expect(await sender.send(message, first, patience())).toEqual({ state: 'sent' });
  expect(sent).toMatchObject([
    {
      operationId: 'abc-1',
      mail: {
        sender: 'pim@contoso.example',
        to: ['soc@contoso.example'],
        cc: [],
        bcc: [],
        replyTo: ['iam@contoso.example'],
        subject: expect.stringContaining('Assigned outside PIM') as string,
        attachments: [],
      },
    },
  ]);
});

test('does not send a mail again if an earlier run sent it', async () => {
  const { sender, sent } = createFakeMailer(accepted, new Map([['abc-1', { sent: true }]]));
  expect(await sender.send(anAlertMessage({ key: 'abc' }), repeat, patience())).toEqual({ state: 'sent' });
  expect(sent).toEqual([]);
});

test('sends a repeated mail that the service does not know', async () => {
  const { sender, sent } = createFakeMailer(accepted);
  expect(await sender.send(anAlertMessage({ key: 'abc' }), repeat, patience())).toEqual({ state: 'sent' });
  expect(sent).toHaveLength(1);
});

test('sends a mail that the service dropped as a new mail in the next attempt', async () => {
  const { sender, sent } = createFakeMailer(() => ({ sent: false, reason: 'EmailDropped' }));
  const message = anAlertMessage({ key: 'abc' });
  expect(await sender.send(message, first, patience())).toMatchObject({
    state: 'failed',
    isOver: true,
    reason: 'The mail service dropped the mail: EmailDropped',
  });
  await sender.send(message, { number: 2, isRepeat: false }, patience());
  expect(sent.map(({ operationId }) => operationId)).toEqual(['abc-1', 'abc-2']);
});

test('pauses the channel after a failure, and gives the reason without secrets', async () => {
  const { sender } = createFakeMailer(() => {
    throw new Error('endpoint=https://x.example/;accesskey=c2VjcmV0 is down');
  });
  const outcome = await sender.send(anAlertMessage(), first, patience());
  expect(outcome).toMatchObject({ state: 'failed', isResting: true });
  expect(JSON.stringify(outcome)).not.toContain('c2VjcmV0');
});
