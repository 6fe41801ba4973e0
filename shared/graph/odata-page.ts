import { plainLine } from '../text/plain-line';
import { isJson } from '../text/is-json';

/** One page of an OData collection: each item's JSON exactly as it was sent, and where the next page is. */
export interface ODataPage {
  readonly items: readonly string[];
  readonly nextLink: string | null;
}

/**
 * Splits a page into the exact texts of its items: parsing and printing them again would lose what an auditor may ask
 * for (digits of a number, escapes, duplicate keys). Unless the page is broken, only the items' texts are in memory: the
 * page is not decoded as a whole, and items are parsed one at a time.
 * @throws Error that says what is broken when the page is not JSON or has no `value` array. Never returns an empty
 * page for a broken one.
 */
export function parsePage(page: Buffer): ODataPage {
  const { texts, frame } = takeItems(page);
  const { items, nextLink } = parseItems(texts.every(isJson) ? frame : '', () => page.toString());
  return { items: items.map((index) => texts[Number(index)] ?? ''), nextLink };
}

/**
 * Parses a page with its items.
 * @param sent the text that a message describes
 * @throws Error as {@link parsePage} does.
 */
export function parseItems(text: string, sent = () => text) {
  const page = parseObject(text, sent);
  const items: unknown = page.value;
  if (!Array.isArray(items)) throw new Error(`the page has no "value" list; it begins ${excerpt(sent())}`);
  const link = page['@odata.nextLink'];
  if (link !== undefined && link !== null && typeof link !== 'string') {
    throw new Error('the page\'s "@odata.nextLink" is not a text');
  }
  return { items: items as unknown[], nextLink: link === '' ? null : (link ?? null) };
}

function parseObject(text: string, sent: () => string): Record<string, unknown> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    // The parser's own message quotes the text around the fault, which people typed.
    throw new Error(`the page is not JSON; it begins ${excerpt(sent())}`);
  }
  if (typeof parsed !== 'object' || parsed === null)
    throw new Error(`the page is not an object: ${excerpt(sent())}`);
  return parsed as Record<string, unknown>;
}

const [quote, comma, backslash] = [0x22, 0x2c, 0x5c];
const [openBracket, closeBracket, openBrace, closeBrace] = [0x5b, 0x5d, 0x7b, 0x7d];

/**
 * Takes the items out of the lists of a page. The frame is the page with the index of its text in place of each item: if
 * the frame and all texts are JSON, the page is.
 */
function takeItems(page: Buffer): { readonly texts: readonly string[]; readonly frame: string } {
  const texts: string[] = [];
  let [frame, framed] = ['', 0];
  let [depth, isInList] = [0, false];
  /** The item that has begun, up to its last byte that is not blank. */
  let [start, end] = [-1, -1];
  for (let at = 0; at < page.length; at += 1) {
    const byte = page[at] ?? 0;
    if (byte <= 0x20) continue;
    const closes = byte === closeBracket || byte === closeBrace;
    if (depth === 2 && (closes || byte === comma)) {
      if (start >= 0) {
        frame += page.toString('utf8', framed, start) + String(texts.length);
        framed = end;
        texts.push(page.toString('utf8', start, end));
      }
      start = -1;
    } else if (depth === 2 && isInList && start < 0) start = at;
    if (byte === quote) at = endOfText(page, at);
    else if (byte === openBracket || byte === openBrace) {
      depth += 1;
      if (depth === 2) isInList = byte === openBracket;
    } else if (closes) depth -= 1;
    end = at + 1;
  }
  return { texts, frame: frame + page.toString('utf8', framed) };
}

/** Returns the place of the quote that closes a text, or the length of the page if the text does not end. */
function endOfText(page: Buffer, start: number): number {
  for (let at = start + 1; at < page.length; at += 1) {
    if (page[at] === quote) return at;
    if (page[at] === backslash) at += 1;
  }
  return page.length;
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
