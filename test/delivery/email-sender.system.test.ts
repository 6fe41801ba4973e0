import { randomBytes, randomUUID } from 'node:crypto';
import { EmailClient } from '@azure/communication-email';
import type { Answer, FaultScript } from '../../local/loopback-server';
import { startMailbox, type Mailbox, type MailboxOptions } from '../../local/mailbox';
import { createEmailSender } from '../../shared/delivery/email-sender';
import type { OutgoingMail } from '../../shared/domain/reports/outgoing-mail';
import { createResumePolicy } from '../../shared/delivery/resume-policy';
import { MailRefusalError } from '../../shared/domain/refusal-error';

const signal = AbortSignal.timeout(900_000);
const content = randomBytes(100_000);
const mail: OutgoingMail = {
  sender: 'pim@x.example',
  to: ['a@x.example'],
  cc: ['b@x.example'],
  bcc: ['c@x.example'],
  replyTo: ['iam@x.example'],
  subject: 'Woche 47 – 3 Aktivierungen',
  html: '<p>Überblick 😀</p>',
  text: 'Überblick 😀',
  attachments: [{ name: 'weekly-2026-W47.xlsx', contentType: 'application/x-test', content }],
};

let mailbox: Mailbox | null = null;
afterEach(async () => {
  await mailbox?.close();
  mailbox = null;
});

/** A mailbox that answers immediately, and its sender with very short waits. */
async function open(options: Partial<MailboxOptions> = {}, timeout = 20_000) {
  mailbox = await startMailbox({ folder: null, retryAfterSeconds: 0, ...options });
  const resumed = new Set<string>();
  const client = new EmailClient(mailbox.connectionString, {
    allowInsecureConnection: true,
    retryOptions: { maxRetries: 2, retryDelayInMs: 10, maxRetryDelayInMs: 20 },
    additionalPolicies: [{ policy: createResumePolicy(resumed), position: 'perCall' }],
  });
  const sender = createEmailSender(client, resumed, { interval: 20, timeout });
  const id = randomUUID();
  const send = (of: AbortSignal = signal) => sender.send(mail, id, of);
  const lookUp = () => sender.lookUp(id, signal);
  return { mailbox, send, lookUp, id, resumed };
}

/** Answers the first posts with the given faults. */
function faultyPosts(...faults: Exclude<Awaited<ReturnType<FaultScript>>, undefined>[]): FaultScript {
  const left = [...faults];
  return ({ method }) => (method === 'POST' ? left.shift() : undefined);
}
const answer = (status: number, headers: Record<string, string> = {}) => ({
  status,
  headers,
  body: { error: { code: 'Denied', message: 'The service says no.' } },
});
const posts = ({ requests }: Mailbox) => requests.filter(({ method }) => method === 'POST');

describe('sending a mail', () => {
  test('reports it as sent when the service has finally accepted it', async () => {
    const { mailbox, send, id } = await open();
    expect(await send()).toEqual({ sent: true });
    expect(mailbox.messages).toHaveLength(1);
    expect(mailbox.messages[0]?.operationId).toBe(id);
  });

  test('transmits every address, both texts and the attachment byte for byte', async () => {
    const { mailbox, send } = await open();
    await send();
    const { mail: sent } = mailbox.messages[0]!;
    expect(sent).toMatchObject({
      senderAddress: mail.sender,
      recipients: {
        to: [{ address: 'a@x.example' }],
        cc: [{ address: 'b@x.example' }],
        bcc: [{ address: 'c@x.example' }],
      },
      replyTo: [{ address: 'iam@x.example' }],
      content: { subject: mail.subject, html: mail.html, plainText: mail.text },
      userEngagementTrackingDisabled: true,
    });
    expect(sent.attachments).toHaveLength(1);
    expect(sent.attachments?.[0]).toMatchObject({
      name: 'weekly-2026-W47.xlsx',
      contentType: 'application/x-test',
    });
    expect(Buffer.from(sent.attachments![0]!.contentInBase64, 'base64').equals(content)).toBe(true);
  });

  test('waits while the service is still sending', async () => {
    const { mailbox, send } = await open({ runningPolls: 4 });
    expect(await send()).toEqual({ sent: true });
    expect(mailbox.requests.filter(({ method }) => method === 'GET').length).toBeGreaterThanOrEqual(5);
    expect(posts(mailbox)).toHaveLength(1);
  });

  test.each(['Failed', 'Canceled'] as const)(
    'reports that the service gave up when it ends as %s',
    async (end) => {
      const { send } = await open({ outcome: () => end });
      expect(await send()).toEqual({ sent: false, reason: expect.stringMatching(/\S/) as string });
    },
  );

  test('fails when the service does not finish in time, and names the operation', async () => {
    const { send, id } = await open({ runningPolls: 10_000 }, 300);
    await expect(send()).rejects.toThrow(new RegExp(`did not finish.*${id}.*not send it twice`));
  });

  test('stops when the run is aborted', async () => {
    const { send } = await open({ runningPolls: 10_000 });
    const run = new AbortController();
    setTimeout(() => {
      run.abort(new Error('the run is over'));
    }, 100);
    await expect(send(run.signal)).rejects.toThrow('the run is over');
  });

  test.each([
    [400, /HTTP 400.*REPORT_SENDER \(pim@x\.example\) is verified/],
    [401, /HTTP 401.*Communication and Email Service Owner/],
    [403, /HTTP 403.*Communication and Email Service Owner/],
    [404, /HTTP 404.*REPORT_SENDER/],
    [413, /HTTP 413.*larger than the 10 MB/],
  ])('fails with HTTP %i as a refusal, and says what to do', async (status, words) => {
    const { mailbox, send } = await open({ faults: faultyPosts(answer(status)) });
    const refused = await send().catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(MailRefusalError);
    expect((refused as Error).message).toMatch(words);
    expect(posts(mailbox)).toHaveLength(1);
  });

  test.each([401, 403, 404])(
    'fails if its status is refused with HTTP %i, but not as a refusal',
    async (status) => {
      const { mailbox, send, lookUp } = await open({
        faults: ({ method }) => (method === 'GET' ? answer(status) : undefined),
      });
      const failed = await send().catch((error: unknown) => error);
      expect(failed).toBeInstanceOf(Error);
      expect(failed).not.toBeInstanceOf(MailRefusalError);
      expect((failed as Error).message).toMatch(new RegExp(`HTTP ${status}`));
      expect(mailbox.messages).toHaveLength(1);
      if (status !== 404) await expect(lookUp()).rejects.toBeInstanceOf(MailRefusalError);
    },
  );

  test.each([
    ['429', answer(429, { 'retry-after': '0' })],
    ['500', answer(500)],
    ['503', answer(503)],
    ['a reset connection', 'reset' as const],
  ])('is repeated after %s, and gives one mail', async (_, fault) => {
    const { mailbox, send } = await open({ faults: faultyPosts(fault) });
    expect(await send()).toEqual({ sent: true });
    expect(posts(mailbox)).toHaveLength(2);
    expect(mailbox.messages).toHaveLength(1);
  });

  test('fails after all attempts, but not as a refusal', async () => {
    const { mailbox, send } = await open({
      faults: ({ method }) => (method === 'POST' ? answer(503) : undefined),
    });
    const failed = await send().catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(Error);
    expect(failed).not.toBeInstanceOf(MailRefusalError);
    expect((failed as Error).message).toMatch(/could not be sent/);
    expect(mailbox.messages).toHaveLength(0);
  });

  test('gives one mail when the answer to an accepted post is lost', async () => {
    const { mailbox, send, lookUp } = await open({ faults: faultyPosts('truncate') });
    await expect(send()).rejects.toThrow(/could not be sent/);
    expect(await lookUp()).toEqual({ sent: true });
    expect(posts(mailbox)).toHaveLength(1);
    expect(mailbox.messages).toHaveLength(1);
  });

  test('is resumed by a later run without a second post', async () => {
    const { mailbox, send, lookUp, resumed } = await open({ runningPolls: 12 }, 150);
    await expect(send()).rejects.toThrow(/did not (answer|finish)/);
    let end = await lookUp().catch(() => null);
    for (let tries = 0; end === null && tries < 10; tries += 1) end = await lookUp().catch(() => null);
    expect(end).toEqual({ sent: true });
    expect(posts(mailbox)).toHaveLength(1);
    expect(mailbox.messages).toHaveLength(1);
    expect(resumed.size).toBe(0);
  });

  test('is unknown to a later run when the service never received it, and is not posted', async () => {
    const { mailbox, lookUp, resumed } = await open();
    expect(await lookUp()).toBeNull();
    expect(mailbox.requests.map(({ method }) => method)).toEqual(['GET']);
    expect(resumed.size).toBe(0);
  });

  test('is not repeated while the service cannot answer whether it has the mail', async () => {
    const { mailbox, lookUp } = await open({
      faults: ({ method }) => (method === 'GET' ? answer(503) : undefined),
    });
    await expect(lookUp()).rejects.toThrow(/could not be sent/);
    expect(posts(mailbox)).toHaveLength(0);
  });

  const without = ({ status, body }: Answer): Answer => ({ status, body });
  test.each<[string, 'POST' | 'GET', Exclude<Awaited<ReturnType<FaultScript>>, undefined>]>([
    ['takes it without saying where to ask', 'POST', without],
    ['answers with an empty object', 'GET', { status: 200, body: {} }],
    [
      'answers with an error that says no end',
      'GET',
      { status: 200, body: { error: { code: 'x', message: 'y' } } },
    ],
    ['answers in other words', 'GET', { status: 200, body: { status: 'succeeded' } }],
    ['answers with nothing', 'GET', { status: 204, body: '' }],
  ])('is asked for again by a later run when the service %s', async (_, on, fault) => {
    const left = [fault];
    const { mailbox, send, lookUp } = await open({
      faults: ({ method }) => (method === on ? left.shift() : undefined),
    });
    await expect(send()).rejects.toThrow(/the next run asks again and does not send it twice/);
    expect(await lookUp()).toEqual({ sent: true });
    expect(mailbox.messages).toHaveLength(1);
    expect(posts(mailbox)).toHaveLength(1);
  });

  test('reports to a later run that the service gave up the first attempt', async () => {
    const { mailbox, send, lookUp } = await open({ outcome: () => 'Failed' });
    expect(await send()).toMatchObject({ sent: false });
    expect(await lookUp()).toMatchObject({ sent: false });
    expect(posts(mailbox)).toHaveLength(1);
  });

  test('signs every request, also when it resumes', async () => {
    const { mailbox, send, lookUp } = await open();
    await send();
    await lookUp();
    for (const { headers } of mailbox.requests) expect(headers.authorization).toMatch(/^HMAC-SHA256/);
  });
});
