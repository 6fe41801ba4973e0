import { closest } from 'fastest-levenshtein';

/** Returns the candidate that takes the fewest edits to become the text, for "did you mean"; the first of equals. */
export function nearest(text: string, candidates: readonly string[]): string {
  return closest(text, [...candidates]);
}
