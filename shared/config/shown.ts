import { withoutSecrets } from '../text/failure-text';

const maxShown = 80;

/** A long run of mixed letters and digits: keys, signatures and tokens look like that, and nothing else does. */
const keyLike =
  /(?<![A-Za-z0-9+/%_-])(?=[a-z0-9+/%_-]*[A-Z])(?=[A-Z0-9+/%_-]*[a-z])(?=[A-Za-z+/%_-]*\d)[A-Za-z0-9+/%_-]{24,}/g;

/** Removes what looks like a key, wherever it is, also where a name was expected. */
export const withoutKeys = (text: string): string => text.replace(keyLike, '[removed]');

/** Returns whether a text holds a secret. Looks only at what may be shown, and some more. */
function holdsSecret(text: string): boolean {
  const seen = text.slice(0, 10 * maxShown);
  return withoutKeys(withoutSecrets(seen)) !== seen;
}

/**
 * Formats a value for an error message: quoted, on one line, shortened; a URL without its user and query.
 * Of a text that holds a secret only the length is given.
 */
export function shown(value: unknown): string {
  if (typeof value !== 'string') {
    const json = JSON.stringify(value) ?? 'nothing';
    return holdsSecret(json) ? 'something that holds a secret' : shorten(json);
  }
  if (holdsSecret(value)) return `${value.length} characters that hold a secret`;
  // Backslashes count as slashes in a URL, and none are needed.
  const url = /^(\s*https?:[/\\]*)(?:[^/\\?#]*@)?([^?#]*)(.?)/is.exec(value);
  const plain = url === null ? value : `${url[1] ?? ''}${url[2] ?? ''}${url[3] === '' ? '' : `${url[3]}…`}`;
  return JSON.stringify(shorten(plain));
}

const shorten = (text: string): string => (text.length > maxShown ? `${text.slice(0, maxShown)}…` : text);
