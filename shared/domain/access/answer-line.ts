import type { AccessAnswer } from './access-reading';

/** An answer as it is read back from a stored file. */
export interface StoredAnswer extends Pick<AccessAnswer, 'path' | 'group' | 'status'> {
  /** The items of its page; empty for a refusal. */
  readonly items: readonly unknown[];
}

/** What stands before the first and after the last line of a stored file, which is one JSON array. */
export const answersFileStart = '[';
export const answersFileEnd = ']';

/**
 * Writes an answer as one line of a stored file, without the comma that follows it. The answer's text is kept as
 * it came: as JSON where it is JSON on one line, and as a JSON string otherwise.
 */
export function answerLine({ path, group, at, status, text }: AccessAnswer): string {
  const facts = { request: `/v1.0${path}`, ...(group !== null && { group }), at: at.toISOString(), status };
  const content = isOneLineOfJson(text) ? `"body":${text}` : `"text":${JSON.stringify(text)}`;
  return `${JSON.stringify(facts).slice(0, -1)},${content}}`;
}

function isOneLineOfJson(text: string): boolean {
  if (/[\r\n]/.test(text)) return false;
  return parseOrNull(text) !== null;
}

/**
 * Reads a line of a stored file; null for the brackets around the lines.
 * @throws SyntaxError when the line is not one that {@link answerLine} wrote.
 */
export function parseAnswerLine(line: string): StoredAnswer | null {
  const json = line.trim().replace(/,$/, '');
  if (json === '' || json === answersFileStart || json === answersFileEnd) return null;
  const stored = JSON.parse(json) as {
    readonly request: string;
    readonly group?: string;
    readonly status: number;
    readonly body?: unknown;
    readonly text?: string;
  };
  const { request, group = null, status } = stored;
  const items = status === 200 ? itemsOf(stored.body ?? parseOrNull(stored.text ?? '')) : [];
  return { path: request.replace(/^\/v1\.0/, ''), group, status, items };
}

function itemsOf(page: unknown): readonly unknown[] {
  const items: unknown = typeof page === 'object' && page !== null && 'value' in page ? page.value : null;
  return Array.isArray(items) ? (items as unknown[]) : [];
}

function parseOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
