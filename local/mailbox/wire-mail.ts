/** An address in the Email API. */
export interface WireAddress {
  readonly address: string;
  readonly displayName?: string;
}

/** The body of `POST /emails:send`. */
export interface WireMail {
  readonly senderAddress: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly content: { readonly subject: string; readonly plainText?: string; readonly html?: string };
  readonly recipients: {
    readonly to?: readonly WireAddress[];
    readonly cc?: readonly WireAddress[];
    readonly bcc?: readonly WireAddress[];
  };
  readonly replyTo?: readonly WireAddress[];
  readonly attachments?: readonly {
    readonly name: string;
    readonly contentType: string;
    readonly contentInBase64: string;
    readonly contentId?: string;
  }[];
}

const mailAddress = /^[^\s@<>",;]+@[^\s@<>",;.]+\.[^\s@<>",;]+$/;
const notBase64 = /[^A-Za-z0-9+/]/;
const recipientsMax = 50;

/** Returns why the service refuses a mail, in one sentence; null when it accepts it. */
export function problemOf(mail: WireMail): string | null {
  const { to = [], cc = [], bcc = [] } = mail.recipients;
  const recipients = [...to, ...cc, ...bcc];
  const wrong = [...recipients, ...(mail.replyTo ?? [])].find(({ address }) => !mailAddress.test(address));
  if (!mailAddress.test(mail.senderAddress))
    return `Invalid format for senderAddress "${mail.senderAddress}".`;
  if (recipients.length === 0) return 'At least one recipient is required.';
  if (recipients.length > recipientsMax) return `There are more than ${recipientsMax} recipients.`;
  if (wrong !== undefined) return `Invalid format for email address "${wrong.address}".`;
  if (mail.content.subject.trim() === '') return 'The subject is required.';
  if (!mail.content.html && !mail.content.plainText) return 'Either html or plainText is required.';
  for (const { name, contentType, contentInBase64 } of mail.attachments ?? []) {
    if (name.trim() === '' || contentType.trim() === '')
      return 'An attachment lacks its name or contentType.';
    if (!isBase64(contentInBase64)) return `The attachment "${name}" is not valid Base64.`;
  }
  return null;
}

/** Searches for forbidden characters: a pattern for the whole text would overflow the stack on large files. */
function isBase64(text: string): boolean {
  const body = text.replace(/={1,2}$/, '');
  return text.length % 4 === 0 && body.length % 4 !== 1 && !notBase64.test(body);
}

/** Parses a request body. Null when it is not JSON or lacks what every mail has. */
export function readWireMail(body: Buffer): WireMail | null {
  try {
    const mail = JSON.parse(body.toString()) as Partial<WireMail> | null;
    const whole =
      typeof mail?.senderAddress === 'string' &&
      typeof mail.content?.subject === 'string' &&
      typeof mail.recipients === 'object' &&
      (mail.recipients as unknown) !== null;
    return whole ? (mail as WireMail) : null;
  } catch {
    return null;
  }
}
