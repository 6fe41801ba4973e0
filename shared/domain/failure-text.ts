import { plainLine } from './plain-line';

/**
 * A key, password or signature by its name, a token, a user in a URL, a key that stands alone: what an SDK or a person
 * may quote.
 */
const secrets = new RegExp(
  [
    /\b(?:account_?key|access_?key|shared_?access_?(?:signature|key)|client_?secret|password|pwd|sig(?:nature)?)\s*=\s*[^;&\s"'…]+/,
    /\b(?:Bearer|SharedKey|SharedKeyLite)\s+[^\s"',;]+/,
    /\beyJ[\w-]+\.[\w-]+\.?[\w-]*/,
    /(?<=:\/\/)[^/?#\s@"']*:[^/?#\s@"']*@/,
    /(?<![\w+/])[A-Za-z0-9+/]{40,}={1,2}/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'gi',
);

/** Text without anything that looks like a secret; what stood there is marked. */
export const withoutSecrets = (text: string): string => text.replace(secrets, '[removed]');

/**
 * What went wrong as one line for a log, a ledger or a terminal: without line ends, characters that are no print, and
 * anything that looks like a secret; at most 2,000 UTF-16 units. The words of an SDK or a service are foreign text.
 */
export function failureText(error: unknown): string {
  return lineOf(
    messageOf(error)
      .trim()
      .replace(/\s*[\r\n]+\s*/g, ' '),
  );
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
