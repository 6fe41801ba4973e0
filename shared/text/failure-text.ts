import { joinLines, plainLine } from './plain-line';

/** What a secret is called, in a connection string, a URL (its signs encoded or not), a header or JSON. */
const names =
  /account_?key|access_?key|shared_?access_?(?:signature|key)|client_?secret|(?:access|refresh|id)_?token|password|pwd|sig(?:nature)?/;
/** Quoted, then to the quotation mark that ends it, escaped ones passed over; or a word. */
const value = /\\?"(?:[^"\\]|\\[^])*"?|\\?'(?:[^'\\]|\\[^])*'?|[^;&\s"'…]+/;

/**
 * A key, password or signature by its name, a token, a user in a URL, a key that stands alone: what an SDK or a person
 * may quote. From each place, an alternative reads at most 1,000 characters that another place reads again.
 */
const secrets = new RegExp(
  [
    `(?:\\b|(?<=%[0-9a-f]{2}))(?:${names.source})\\\\?["']?\\s*(?:[=:]|%3[ad])\\s*(?:${value.source})`,
    /\b(?:Bearer|SharedKey|SharedKeyLite)\s+[^\s"',;]+/.source,
    // The first part of a token tells how it is signed, and is short.
    /\beyJ[\w-]{1,1000}\.[\w-]+\.?[\w-]*/.source,
    /(?<=:\/\/)[^:/\s"']*:[^/\s"']*@/.source,
    /(?<![\w+/])[A-Za-z0-9+/]{40,}={1,2}/.source,
  ].join('|'),
  'gi',
);

/** Text without anything that looks like a secret; what stood there is marked. */
export const withoutSecrets = (text: string): string => text.replace(secrets, '[removed]');

/** Matches whole runs of characters, so that no part is scanned again from every position. */
const address = /(?<![^\s<>"'(),;:[\]=])[^\s<>"'(),;:@[\]=]{1,256}@[^\s<>"'(),;:@[\]=]+/g;

/** Text without e-mail addresses: what a service says of a mail can name its readers. */
export const withoutAddresses = (text: string): string => text.replace(address, '[address]');

/**
 * What went wrong as one line for a log, a ledger or a terminal: without line ends, characters that are no print, and
 * anything that looks like a secret; at most 2,000 UTF-16 units. The words of an SDK or a service are foreign text.
 */
export function failureText(error: unknown): string {
  return lineOf(joinLines(messageOf(error).trim()));
}

/** The first line of what went wrong, as {@link failureText} and with a full stop: SDKs put ids, times and traces below. */
export function failureSentence(error: unknown): string {
  return lineOf(
    (
      messageOf(error)
        .trim()
        .split(/[\r\n]/)[0] ?? ''
    ).trim(),
  ).replace(/\.?$/, '.');
}

/** Longer words than anybody reads are not even looked through. */
const messageOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).slice(0, 20_000);
const lineOf = (text: string): string => plainLine(withoutSecrets(text), 2_000);
