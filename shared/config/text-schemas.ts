import * as z from 'zod';
import { shown } from './shown';

/** A whole number from `min` to `max`, both included. */
export function wholeNumber(min: number, max: number) {
  return z
    .string()
    .trim()
    .regex(/^\d+$/, 'is not a whole number')
    .transform(Number)
    .refine((value) => value >= min && value <= max, `must be from ${min} to ${max}`);
}

/** `true` or `false`. */
export const trueOrFalse = z
  .string()
  .trim()
  .toLowerCase()
  .refine((text) => text === 'true' || text === 'false', 'is neither true nor false')
  .transform((text) => text === 'true');

/** One line without control characters: the text goes into mail subjects and file properties. */
export const oneLine = z
  .string()
  .trim()
  .regex(/^[^\p{Cc}\u2028\u2029]*$/u, 'must be one line without control characters');

/** The parts of a list separated by `,` or `;`, trimmed; empty parts are dropped. */
export const splitList = (text: string): string[] =>
  text
    .split(/[,;]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** A list of at least one of the known words, separated by `,` or `;`, in the order of the known words. */
export function choices<const T extends string>(known: readonly T[]) {
  return z.string().transform((text, context): T[] => {
    const parts = splitList(text).map((part) => part.toLowerCase());
    for (const part of parts) {
      if (!known.some((name) => name === part))
        context.addIssue(`${shown(part)} is not one of ${known.join(', ')}`);
    }
    if (parts.length === 0) context.addIssue(`names none of ${known.join(', ')}`);
    return known.filter((name) => parts.includes(name));
  });
}
