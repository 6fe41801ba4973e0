import type { z } from 'zod';
import { withoutSecrets } from '../text/failure-text';

const longest = 80;
/** A long run of letters and digits as only keys, signatures and tokens have it: all kinds of them mixed. */
const keyLike =
  /(?<![A-Za-z0-9+/%_-])(?=[a-z0-9+/%_-]*[A-Z])(?=[A-Z0-9+/%_-]*[a-z])(?=[A-Za-z+/%_-]*\d)[A-Za-z0-9+/%_-]{24,}/g;

/** Text in which what looks like a key, wherever it stands, is marked as removed: also where a name was meant to be. */
export const withoutKeys = (text: string): string => text.replace(keyLike, '[removed]');

/** By its name, or because it looks like nothing else. Only what may be shown is looked at, and a little more. */
function holdsSecret(text: string): boolean {
  const seen = text.slice(0, 10 * longest);
  return withoutKeys(withoutSecrets(seen)) !== seen;
}

/**
 * A value as an error message may show it: quoted, on one line, shortened; a URL without its user and its query.
 * What looks like a connection string is only counted.
 */
export function shown(value: unknown): string {
  if (typeof value !== 'string')
    return holdsSecret(JSON.stringify(value) ?? '')
      ? 'something that holds a secret'
      : shortened(JSON.stringify(value) ?? 'nothing');
  if (holdsSecret(value)) return `${value.length} characters that hold a secret`;
  const url = /^(https?:\/\/)(?:[^/?#]*@)?([^?#]*)(.?)/is.exec(value);
  const plain = url === null ? value : `${url[1] ?? ''}${url[2] ?? ''}${url[3] === '' ? '' : `${url[3]}…`}`;
  return JSON.stringify(shortened(plain));
}

const shortened = (text: string): string => (text.length > longest ? `${text.slice(0, longest)}…` : text);

/** One line a problem: which setting, where in it, what was found, what is wrong, what a good one looks like. */
export function settingProblems(issue: z.core.$ZodIssue, text: string, example: string): string[] {
  return leaves(issue).map(({ path, message }) => {
    const [name, ...inside] = path.map(String);
    const where = inside.length === 0 ? '' : ` at ${inside.join('.')}`;
    const found = inside.length === 0 ? shown(text) : shown(valueAt(text, inside));
    return `${name}${where}: found ${found}: ${message}. Example: ${example}`;
  });
}

/** Where several forms are allowed: what is wrong with the form that was meant, by its type. */
function leaves(issue: z.core.$ZodIssue): Pick<z.core.$ZodIssue, 'path' | 'message'>[] {
  if (issue.code !== 'invalid_union') return [issue];
  const meant = issue.errors.find((branch) => branch.length > 0 && !branch.some(isOtherType));
  if (meant === undefined) return [{ path: issue.path, message: 'is of a kind that cannot stand here' }];
  return meant.flatMap((inner) => leaves({ ...inner, path: [...issue.path, ...inner.path] }));
}

/** Whether an issue says that the value itself is of another type than this form of it. */
function isOtherType(issue: z.core.$ZodIssue): boolean {
  if (issue.path.length > 0) return false;
  if (issue.code === 'invalid_union') return issue.errors.every((branch) => branch.some(isOtherType));
  return issue.code === 'invalid_type';
}

/** The value at a path of a JSON text; undefined when there is none. */
function valueAt(text: string, path: readonly string[]): unknown {
  try {
    return path.reduce<unknown>(
      (value, key) => (value instanceof Object ? (value as Record<string, unknown>)[key] : undefined),
      JSON.parse(text),
    );
  } catch {
    return undefined;
  }
}
