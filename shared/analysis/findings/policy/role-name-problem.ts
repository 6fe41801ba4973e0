import { renamedRole } from '../../../catalogue/former-role-names';
import { builtInRoleNames } from '../../../catalogue/role-names';
import { fold } from '../../../domain/fold';
import { editsBetween, nearest } from '../../../text/nearest';

/** So few edits from the name of a role are a slip; real roles are further from each other. */
const maxEdits = 2;
const shortName = 8;

const names = new Map(builtInRoleNames.map((name) => [fold(name), name]));

/**
 * Returns the problem of a role's name in a setting: it is almost the name of a built-in role, short for one, a former
 * one, or several names in one text, and would match nothing. Null when the name is right, or so different that it may
 * be a custom role or an id.
 * @param where who names the role: the start of the sentence
 */
export function roleNameProblem(where: string, name: string): string | null {
  if (names.has(fold(name))) return null;
  const current = renamedRole(name);
  if (current !== null)
    return `${where} names the role "${name}", a former name: write "${current}", the name of today.`;
  if (holdsSeveral(name))
    return `${where} names several roles in one text, "${name}": make an entry for each role.`;
  const meant = meantRole(name);
  return meant === null
    ? null
    : `${where} names the role "${name}", which is not known; did you mean "${meant}"? Give a custom role of that name by its id.`;
}

/** The problems of several names. */
export const roleNameProblems = (where: string, given: readonly string[]): string[] =>
  given.flatMap((name) => roleNameProblem(where, name) ?? []);

/** Returns whether a text lists roles of which one at least is meant for a built-in one. */
function holdsSeveral(text: string): boolean {
  const parts = text.split(/[,;|\n]/).filter((part) => part.trim() !== '');
  return parts.length > 1 && parts.some((part) => isBuiltIn(part) || meantRole(part) !== null);
}

const isBuiltIn = (name: string): boolean => names.has(fold(name)) || renamedRole(name) !== null;

/** The built-in role that a wrong name probably means; null when it may be a role of the tenant's own. */
function meantRole(name: string): string | null {
  const folded = fold(name);
  const closest = nearest(folded, [...names.keys()]);
  const edits = folded.length < shortName ? 1 : maxEdits;
  if (editsBetween(folded, closest) <= edits) return names.get(closest) ?? null;
  const matches = [...names].filter(([known]) => isShortFor(folded, known));
  return matches.length === 1 ? (matches[0]?.[1] ?? null) : null;
}

/** Returns whether each word begins the word of the other name at its place: `global admin`, `security admins.`. */
function isShortFor(name: string, known: string): boolean {
  const given = wordsOf(name);
  const words = wordsOf(known);
  return (
    given.length === words.length &&
    given.every((word, index) =>
      [word, word.replace(/s$/, '')].some((start) => words[index]?.startsWith(start)),
    )
  );
}

const wordsOf = (name: string): string[] => name.split(/[\s._-]+/).filter((word) => word !== '');
