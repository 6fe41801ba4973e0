import { parse, printParseErrorCode, visit, type JSONPath, type ParseError } from 'jsonc-parser';
import * as z from 'zod';
import { shown } from './shown';

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

/**
 * Returns the keys that occur more than once in an object of a JSON text, with the object's path. `JSON.parse` would keep
 * the last value and lose the others.
 */
export function repeatedKeys(text: string) {
  const found: { readonly key: string; readonly path: JSONPath }[] = [];
  const open: Set<string>[] = [];
  visit(text, {
    onObjectBegin: () => {
      open.push(new Set());
    },
    onObjectEnd: () => {
      open.pop();
    },
    onObjectProperty: (key, _offset, _length, _line, _column, pathOf) => {
      const seen = open.at(-1);
      if (seen?.has(key) === true) found.push({ key, path: pathOf() });
      seen?.add(key);
    },
  });
  return found;
}

/** What is wrong with a repeated key, as the end of a sentence. */
export const repeatedKeyWords = ({ key }: { readonly key: string }): string =>
  `has the key ${shown(key)} more than once, and only the last value would count; write it once`;

/** Returns the paths of the keys `__proto__` of a JSON text: objects of JavaScript do not keep such a key as others. */
function protoKeys(text: string): JSONPath[] {
  const found: JSONPath[] = [];
  visit(text, {
    onObjectProperty: (key, _offset, _length, _line, _column, pathOf) => {
      if (key === '__proto__') found.push(pathOf());
    },
  });
  return found;
}

/**
 * Creates a check that reports each repeated name of a list, ignoring case.
 * @param wrong returns the message for a repeated name
 */
export function uniqueNames(wrong: (name: string) => string) {
  return (items: readonly { readonly name: string }[], context: z.RefinementCtx): void => {
    const seen = new Set<string>();
    for (const [index, { name }] of items.entries()) {
      if (seen.has(name.toLowerCase()))
        context.addIssue({ code: 'custom', message: wrong(name), path: [index, 'name'] });
      seen.add(name.toLowerCase());
    }
  };
}

/** JSON text whose value a schema reads; each issue carries its path. */
export function jsonText<T extends z.ZodType>(schema: T) {
  return z
    .string()
    .transform((text, context): unknown => {
      let value: unknown;
      try {
        value = JSON.parse(text);
      } catch {
        context.addIssue(jsonFault(text));
        return z.NEVER;
      }
      for (const repeated of repeatedKeys(text))
        context.addIssue({ code: 'custom', path: [...repeated.path], message: repeatedKeyWords(repeated) });
      for (const path of protoKeys(text))
        context.addIssue({
          code: 'custom',
          path: [...path],
          message: 'has the key "__proto__", which no setting has',
        });
      return value;
    })
    .pipe(schema);
}
