import { randomUUID } from 'node:crypto';
import { rename, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { makeFolder } from '../../shared/files/make-folder';
import type { WireAddress, WireMail } from './wire-mail';

/** The files of a mail. */
export interface MailFiles {
  /** The whole mail, for a mail program. */
  readonly eml: string;
  /** Its HTML only; null for a mail of plain text. */
  readonly html: string | null;
}

/** Writes mails into a folder. */
export type MailWriter = (mail: WireMail, at: Date) => Promise<MailFiles>;

/**
 * Creates a writer of mails into a folder. Each becomes `<name>.eml` and `<name>.html`, named after its first
 * attachment, else its subject. Mails of one writer never overwrite each other; those of an earlier run are replaced.
 * Each file appears whole or not at all.
 */
export function createMailWriter(folder: string): MailWriter {
  const taken = new Set<string>();
  return async (mail, at) => {
    const base = baseName(mail);
    let name = base;
    for (let n = 2; taken.has(name); n += 1) name = `${base}-${n}`;
    taken.add(name);

    await makeFolder(folder);
    const path = join(folder, name);
    await writeWhole(`${path}.eml`, await composeMail(mail, at));
    const { html } = mail.content;
    if (html) await writeWhole(`${path}.html`, html);
    return { eml: `${path}.eml`, html: html ? `${path}.html` : null };
  };
}

/** Composes the mail as MIME text (RFC 5322) with attachments. Keeps Bcc, so that a reader sees all recipients. */
export async function composeMail(mail: WireMail, at: Date): Promise<Buffer> {
  // A development dependency that nothing else needs.
  const { default: MailComposer } = await import('nodemailer/lib/mail-composer');
  const addresses = (list: readonly WireAddress[] = []): { name: string; address: string }[] =>
    list.map(({ address, displayName }) => ({ name: displayName ?? '', address }));
  const message = new MailComposer({
    date: at,
    from: mail.senderAddress,
    to: addresses(mail.recipients.to),
    cc: addresses(mail.recipients.cc),
    bcc: addresses(mail.recipients.bcc),
    replyTo: addresses(mail.replyTo),
    subject: mail.content.subject,
    ...(mail.content.plainText !== undefined && { text: mail.content.plainText }),
    ...(mail.content.html !== undefined && { html: mail.content.html }),
    headers: { ...mail.headers },
    attachments: (mail.attachments ?? []).map(({ name, contentType, contentInBase64, contentId }) => ({
      filename: name,
      contentType,
      content: Buffer.from(contentInBase64, 'base64'),
      ...(contentId !== undefined && { cid: contentId }),
    })),
  }).compile();
  message.keepBcc = true;
  return message.build();
}

function baseName(mail: WireMail): string {
  const attachment = mail.attachments?.[0]?.name;
  const name = attachment?.slice(0, attachment.length - extname(attachment).length) ?? mail.content.subject;
  const safe = name
    .normalize('NFKD')
    .replaceAll(/[^\w.-]+/g, '-')
    .replaceAll(/^[-.]+|(?<![-.])[-.]+$/g, '');
  return safe.slice(0, 80) || 'mail';
}

async function writeWhole(path: string, content: string | Buffer): Promise<void> {
  const draft = `${path}.${randomUUID()}.tmp`;
  await writeFile(draft, content);
  await rename(draft, path);
}
