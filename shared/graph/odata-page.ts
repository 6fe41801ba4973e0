import { createScanner } from 'jsonc-parser';
import { plainLine } from '../text/plain-line';

/** SyntaxKind of jsonc-parser: a const enum, which isolated modules cannot import. */
const token = {
  openBrace: 1,
  closeBrace: 2,
  openBracket: 3,
  closeBracket: 4,
  comma: 5,
  string: 10,
  end: 17,
} as const;

/** One page of an OData collection: each item's JSON exactly as it was sent, and where the next page is. */
export interface ODataPage {
  readonly items: readonly string[];
  readonly nextLink: string | null;
}

/**
 * Splits a page into the exact texts of its items: parsing and printing them again would lose what an auditor may ask
 * for (digits of a number, escapes, duplicate keys).
 * @throws Error that says what is broken when the text is not JSON or has no `value` array. Never returns an empty
 * page for a broken one.
 */
export function parsePage(text: string): ODataPage {
  const { nextLink } = parseItems(text);
  return { items: sliceValue(text), nextLink };
}

/** Parses a page with its items. @throws Error as {@link parsePage} does. */
export function parseItems(text: string) {
  const page = parseObject(text);
  const items: unknown = page.value;
  if (!Array.isArray(items)) throw new Error(`the page has no "value" list; it begins ${excerpt(text)}`);
  const link = page['@odata.nextLink'];
  if (link !== undefined && link !== null && typeof link !== 'string') {
    throw new Error('the page\'s "@odata.nextLink" is not a text');
  }
  return { items: items as unknown[], nextLink: link === '' ? null : (link ?? null) };
}

function parseObject(text: string): Record<string, unknown> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    // The parser's own message quotes the text around the fault, which people typed.
    throw new Error(`the page is not JSON; it begins ${excerpt(text)}`);
  }
  if (typeof parsed !== 'object' || parsed === null)
    throw new Error(`the page is not an object: ${excerpt(text)}`);
  return parsed as Record<string, unknown>;
}

/** The source texts of the items of the top-level `value` array. The text must be valid JSON. */
function sliceValue(text: string): string[] {
  const scanner = createScanner(text, true);
  let items: string[] = [];
  let depth = 0;
  let start = -1;
  let end = -1;
  let key = '';
  let inValue = false;
  for (let kind: number = scanner.scan(); kind !== token.end; kind = scanner.scan()) {
    const opens = kind === token.openBrace || kind === token.openBracket;
    const closes = kind === token.closeBrace || kind === token.closeBracket;
    if (inValue && depth === 2 && (kind === token.comma || closes)) {
      if (start >= 0) items.push(text.slice(start, end));
      start = -1;
    } else if (inValue && start < 0) {
      start = scanner.getTokenOffset();
    }
    if (depth === 1 && kind === token.string) key = scanner.getTokenValue();
    if (depth === 1 && kind === token.openBracket) {
      inValue = key === 'value';
      if (inValue) items = [];
    }
    if (opens) depth += 1;
    if (closes) depth -= 1;
    if (depth < 2) inValue = false;
    end = scanner.getTokenOffset() + scanner.getTokenLength();
  }
  return items;
}

/**
 * Returns the first characters of a text for an error message; only the length of what looks like JSON: people may
 * have typed it, and it belongs in no log.
 */
export function excerpt(text: string): string {
  const flat = text.replace(/\s+/g, ' ').trim();
  if (flat === '') return '(empty)';
  if (/^[[{"]/.test(flat)) return `(${text.length} characters of JSON, not shown)`;
  return plainLine(JSON.stringify(flat.length > 120 ? `${flat.slice(0, 120)}…` : flat));
}
