import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmailClient, type EmailMessage } from '@azure/communication-email';
import { type AddressObject, simpleParser } from 'mailparser';
import { type Mailbox, type MailboxOptions, startMailbox } from '../../local/mailbox';

const workbook = Buffer.from(Array.from({ length: 5000 }, (_, index) => (index * 31) % 256));
const message: EmailMessage = {
  senderAddress: 'pim-report@northgate-shipping.example',
  content: {
    subject: 'PIM week 47: Ünïcode — 48 activations',
    plainText: 'Plain words.\n.\nA line of its own dot.',
    html: '<p>Words &amp; <b>ümlauts</b></p>',
  },
  recipients: {
    to: [{ address: 'security@northgate-shipping.example', displayName: 'Security, the team' }],
    bcc: [{ address: 'audit@northgate-shipping.example' }],
  },
  replyTo: [{ address: 'soc@northgate-shipping.example' }],
  attachments: [
    {
      name: 'weekly-2026-W47.xlsx',
      contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      contentInBase64: workbook.toString('base64'),
    },
  ],
};
const operationId = '0f9f5f39-3ec3-4c51-9d9c-6b0f4e1f2a11';
const withoutRetries = { retryOptions: { maxRetries: 0 }, allowInsecureConnection: true };

let folder: string;
let mailbox: Mailbox;
async function start(options: Partial<MailboxOptions> = {}): Promise<void> {
  mailbox = await startMailbox({ folder, retryAfterSeconds: 0, ...options });
}
async function send(mail: EmailMessage = message, id: string | null = operationId, options = {}) {
  const client = new EmailClient(mailbox.connectionString, { ...withoutRetries, ...options });
  const poller = await client.beginSend(mail, {
    updateIntervalInMs: 20,
    ...(id !== null && { operationId: id }),
  });
  return poller.pollUntilDone();
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pim-mailbox-'));
});
afterEach(async () => {
  await mailbox.close();
  await rm(folder, { recursive: true, force: true });
});

describe('the mailbox', () => {
  test('writes a mail of the real client so that a mail program can read it', async () => {
    await start({ clock: () => new Date('2026-11-23T07:00:00Z') });
    expect(await send()).toMatchObject({ id: operationId, status: 'Succeeded' });
    expect((await readdir(folder)).sort()).toEqual(['weekly-2026-W47.eml', 'weekly-2026-W47.html']);
    expect(await readFile(join(folder, 'weekly-2026-W47.html'), 'utf8')).toBe(message.content.html);

    const mail = await simpleParser(await readFile(join(folder, 'weekly-2026-W47.eml')));
    expect(mail.subject).toBe(message.content.subject);
    expect(mail.date).toEqual(new Date('2026-11-23T07:00:00Z'));
    expect(mail.text?.trim()).toBe(message.content.plainText);
    expect((mail.html as string).trim()).toBe(message.content.html);
    expect((mail.to as AddressObject).value[0]).toMatchObject({ name: 'Security, the team' });
    expect((mail.bcc as AddressObject).text).toBe('audit@northgate-shipping.example');
    expect(mail.replyTo?.text).toBe('soc@northgate-shipping.example');
    expect(mail.attachments.map(({ filename }) => filename)).toEqual(['weekly-2026-W47.xlsx']);
    expect(mail.attachments[0]!.content.equals(workbook)).toBe(true);
  });

  test('reports NotStarted and Running before Succeeded, also at an address with a double slash', async () => {
    await start({ runningPolls: 2 });
    const seen: unknown[] = [];
    const client = new EmailClient(mailbox.connectionString, withoutRetries);
    const onResponse = ({ parsedBody }: { parsedBody?: unknown }) =>
      seen.push((parsedBody as { status: string }).status);
    const sendWith = async (id: string) => {
      const options = { operationId: id, updateIntervalInMs: 20, onResponse };
      return (await client.beginSend(message, options)).pollUntilDone();
    };
    expect(await sendWith(operationId)).toMatchObject({ status: 'Succeeded' });
    expect(seen[0]).toBe('NotStarted');
    await sendWith(operationId.replace('0f', '1f'));
    const polled = mailbox.requests.filter(({ method }) => method === 'GET').map(({ url }) => url);
    expect(polled).toHaveLength(6);
    expect(polled.map((url) => url.startsWith('//emails/'))).toEqual([true, true, true, false, false, false]);
  });

  test('keeps one mail for one operation id, and separate files for mails of one name', async () => {
    await start();
    await Promise.all([send(), send()]);
    await send(message, null);
    expect(mailbox.messages).toHaveLength(2);
    expect((await readdir(folder)).filter((name) => name.endsWith('.eml')).sort()).toEqual([
      'weekly-2026-W47-2.eml',
      'weekly-2026-W47.eml',
    ]);
  });

  test('keeps one mail although the answer to the first attempt is lost', async () => {
    await start({ faults: ({ method }, n) => (method === 'POST' && n === 1 ? 'truncate' : undefined) });
    const retrying = { retryOptions: { maxRetries: 3, retryDelayInMs: 10 } };
    await send(message, operationId, retrying).catch(() => send());
    expect(mailbox.requests.filter(({ method }) => method === 'POST').length).toBeGreaterThan(1);
    expect(mailbox.messages).toHaveLength(1);
  });

  test('reports a mail that was dropped', async () => {
    await start({ outcome: () => 'Failed' });
    await expect(send()).rejects.toThrow(/dropped/i);
  });

  test('rejects a wrong access key and an unsigned request', async () => {
    await start();
    const wrong = `endpoint=${mailbox.url}/;accesskey=${Buffer.from('another key').toString('base64')}`;
    const client = new EmailClient(wrong, withoutRetries);
    await expect(client.beginSend(message)).rejects.toMatchObject({ statusCode: 401 });
    expect((await fetch(`${mailbox.url}/emails/operations/1?api-version=1`)).status).toBe(401);
    expect(mailbox.messages).toHaveLength(0);
  });

  test.each<[string, Partial<EmailMessage>, number]>([
    ['no recipient', { recipients: { to: [] } }, 400],
    ['a wrong recipient', { recipients: { to: [{ address: 'not an address' }] } }, 400],
    ['a wrong sender', { senderAddress: 'nobody' }, 400],
    ['an unknown sender', { senderAddress: 'somebody@elsewhere.example' }, 404],
    ['no content', { content: { subject: 'Empty', plainText: '' } }, 400],
    [
      'more than 50 recipients',
      { recipients: { to: Array.from({ length: 51 }, (_, n) => ({ address: `a${n}@b.example` })) } },
      400,
    ],
    [
      'more than 10 MB',
      { attachments: [{ name: 'a.bin', contentType: 'a/b', contentInBase64: 'A'.repeat(10 * 1024 * 1024) }] },
      413,
    ],
    [
      'broken Base64',
      { attachments: [{ name: 'a.bin', contentType: 'a/b', contentInBase64: 'no base64!' }] },
      400,
    ],
  ])('rejects %s', async (_, change, statusCode) => {
    await start({ sender: message.senderAddress });
    await expect(send({ ...message, ...change })).rejects.toMatchObject({ statusCode });
    expect(mailbox.messages).toHaveLength(0);
    expect(await readdir(folder)).toEqual([]);
  });

  test('answers 404 for an unknown operation', async () => {
    await start({ accessKey: null });
    expect((await fetch(`${mailbox.url}/emails/operations/${operationId}?api-version=1`)).status).toBe(404);
  });
});
