import { parse, printParseErrorCode, type ParseError } from 'jsonc-parser';
import * as z from 'zod';

/** Describes the first fault of a text that is not JSON, and where it is. Quotes none of it: it may hold a secret. */
export function jsonFault(text: string): string {
  const faults: ParseError[] = [];
  parse(text, faults, { disallowComments: true, allowTrailingComma: false, allowEmptyContent: false });
  const [first] = faults;
  if (first === undefined) return 'is not JSON';
  const before = text.slice(0, first.offset).split('\n');
  const words = printParseErrorCode(first.error)
    .replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toLowerCase();
  return `is not JSON: ${words} at line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
}

/** JSON text whose value a schema reads; each issue carries its path. */
export function jsonText<T extends z.ZodType>(schema: T) {
  return z
    .string()
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text);
      } catch {
        context.addIssue(jsonFault(text));
        return z.NEVER;
      }
    })
    .pipe(schema);
}
