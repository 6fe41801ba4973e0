import { closest, distance } from 'fastest-levenshtein';

/** Returns the candidate that takes the fewest edits to become the text, for "did you mean"; the first of equals. */
export function nearest(text: string, candidates: readonly string[]): string {
  return closest(text, [...candidates]);
}

/** Returns how many characters must be added, removed or changed to make one text of the other. */
export const editsBetween = (one: string, other: string): number => distance(one, other);
