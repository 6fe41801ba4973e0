import * as z from 'zod';

const objectId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const idParts = /^([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})$/i;

/** What no UPN contains, wildcards among it. An apostrophe is allowed before the `@`. */
const upn = /^[^\s"(),:;<>[\]{}|\\/*?]+@[^\s"'(),:;<>[\]{}|\\/*?@]+$/;

/**
 * An object id, UPN or name of one person, app or group: the one form of every list of the settings that names people. A
 * text that can match nobody is refused: an entry with `@` is compared with UPNs, one that looks like an object id with
 * ids, and no name contains several of these.
 */
export const personName = z
  .string()
  .trim()
  .min(1)
  .superRefine((text, context) => {
    const problem = problemOf(text);
    if (problem !== null) context.addIssue(problem);
  });

function problemOf(text: string): string | null {
  const plain = plainForm(text);
  if (objectId.test(plain) || upn.test(plain))
    return plain === text ? null : `can match nobody: write it as ${plain}`;
  if (namesSeveral(text)) return 'is not one object id, UPN or name; make an entry for each person';
  return text.includes('@')
    ? 'can match nobody: an entry with @ is one UPN, such as anna@contoso.com, without wildcards'
    : null;
}

function namesSeveral(text: string): boolean {
  const parts = text.split(/[\s,;|<>]+/);
  return parts.length > 1 && parts.some((part) => part.includes('@') || objectId.test(part));
}

/** Returns a text without what people and tools put around an id or a UPN: `mailto:`, quotes, brackets; an id with hyphens. */
function plainForm(text: string): string {
  const inner = text
    .replace(/^[a-z]+:/i, '')
    .replace(/^[\s{(["'<]+/, '')
    .replace(/(?<![\s})\]"'>])[\s})\]"'>]+$/, '');
  const [, ...parts] = idParts.exec(inner) ?? [];
  return parts.length === 0 ? inner : parts.join('-');
}
