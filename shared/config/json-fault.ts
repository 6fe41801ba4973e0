import { parse, printParseErrorCode, type ParseError } from 'jsonc-parser';

/** What is wrong with a text that is no JSON, and where; quotes nothing of it, since it may hold a secret. */
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
