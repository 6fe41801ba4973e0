import type { z } from 'zod';
import type { Setting } from './setting';
import { shown } from './shown';

/** A setting that cannot be used, as one sentence: name, what was found, what is wrong, a good value. */
export function settingProblem({ name, example }: Setting<unknown>, where: string, wrong: string): string {
  return `${name}${where}: ${wrong}. Example: ${example}`;
}

/** One sentence for each thing that is wrong with a setting's text. */
export function settingProblems(
  setting: Setting<unknown>,
  text: string,
  issues: readonly z.core.$ZodIssue[],
): string[] {
  return withoutFollowers(issues)
    .flatMap(innermostIssues)
    .map(({ path, message }) => {
      const where = path.length === 0 ? '' : ` at ${path.map(String).join('.')}`;
      const found =
        path.length === 0 ? foundText(setting, text) : foundInside(setting, text, path.map(String));
      return settingProblem(setting, where, `found ${found}: ${message}`);
    });
}

/** Formats the value at a path of a JSON text for an error message. */
function foundInside({ secretKeys }: Setting<unknown>, text: string, path: readonly string[]): string {
  const value = valueAt(text, path);
  if (secretKeys === undefined || value === undefined) return shown(value);
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'a list' : 'an object';
  if (!path.some((key) => secretKeys.includes(key))) return shown(value);
  const written = typeof value === 'string' ? value : JSON.stringify(value);
  return URL.canParse(written) && new URL(written).host !== ''
    ? `a URL of ${new URL(written).host}`
    : `${written.length} characters`;
}

const foundText = ({ isSecret }: Setting<unknown>, text: string): string =>
  isSecret === true ? `${text.length} characters` : shown(text);

/** Issues without those that only follow from a wrong type: an empty text is no list, so it is not an empty list too. */
function withoutFollowers(issues: readonly z.core.$ZodIssue[]): z.core.$ZodIssue[] {
  const placeOf = ({ path }: z.core.$ZodIssue): string => JSON.stringify(path);
  const mistyped = issues.filter(({ code }) => code === 'invalid_type');
  return issues.filter(
    (issue) => mistyped.includes(issue) || !mistyped.some((other) => placeOf(other) === placeOf(issue)),
  );
}

/** Where a schema allows several forms, the issues of the form that the value's type matches. */
function innermostIssues(issue: z.core.$ZodIssue): Pick<z.core.$ZodIssue, 'path' | 'message'>[] {
  if (issue.code !== 'invalid_union') return [issue];
  const meant = issue.errors.find((branch) => branch.length > 0 && !branch.some(isOtherType));
  if (meant === undefined) return [{ path: issue.path, message: 'is of a type that is not allowed here' }];
  return withoutFollowers(meant).flatMap((inner) =>
    innermostIssues({ ...inner, path: [...issue.path, ...inner.path] }),
  );
}

/** Returns whether an issue says that the value itself has the wrong type for this form. */
function isOtherType(issue: z.core.$ZodIssue): boolean {
  if (issue.path.length > 0) return false;
  if (issue.code === 'invalid_union') return issue.errors.every((branch) => branch.some(isOtherType));
  return issue.code === 'invalid_type';
}

/** Returns the value at a path of a JSON text, or undefined if the text has no such path. */
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
