import type { AccessEndpoint } from '../domain/access-endpoint';
import { readRow, type AccessRows } from './access-rows';
import type { AccessAnswer } from './list-pages';

/**
 * Writes an answer as one line of a stored file. The answer's text stands in it as it came, as JSON where it is JSON
 * on one line, and as a JSON string otherwise.
 */
export function answerLine({ path, at, status, text }: AccessAnswer): string {
  const head = JSON.stringify({ request: `/v1.0${path}`, at: at.toISOString(), status }).slice(0, -1);
  const content = isOneLineOfJson(text) ? `"body":${text}` : `"text":${JSON.stringify(text)}`;
  return `${head},${content}}`;
}

function isOneLineOfJson(text: string): boolean {
  if (/[\r\n]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** The rows of a stored file, and how many there are that cannot be understood. */
export interface StoredRows<E extends AccessEndpoint> {
  readonly rows: readonly AccessRows[E][];
  /** The paths that were asked for, under `/v1.0`. */
  readonly paths: readonly string[];
  readonly notUnderstood: number;
}

/**
 * Reads the rows of a list from the lines of its stored file: a JSON array with one answer of {@link answerLine} a
 * line. A row that came twice, because a list changed while its pages were read, is given twice.
 */
export function readStoredRows<E extends AccessEndpoint>(
  endpoint: E,
  lines: Iterable<string>,
): StoredRows<E> {
  const rows: AccessRows[E][] = [];
  const paths: string[] = [];
  let notUnderstood = 0;
  for (const line of lines) {
    const answer = parseLine(line);
    if (answer === null) continue;
    paths.push(answer.path);
    for (const item of answer.items) {
      try {
        rows.push(readRow[endpoint](item, answer.path));
      } catch {
        notUnderstood += 1;
      }
    }
  }
  return { rows, paths, notUnderstood };
}

interface StoredAnswer {
  readonly request: string;
  readonly status: number;
  readonly body?: unknown;
  readonly text?: string;
}

/** A line between the brackets of the array; null for the brackets, and for answers that hold no rows. */
function parseLine(line: string): { readonly path: string; readonly items: readonly unknown[] } | null {
  const json = line.trim().replace(/,$/, '');
  if (json === '' || json === '[' || json === ']') return null;
  const { request, status, body, text } = JSON.parse(json) as StoredAnswer;
  if (status !== 200) return null;
  const page = body ?? parseOrNull(text ?? '');
  const items: unknown = typeof page === 'object' && page !== null && 'value' in page ? page.value : null;
  return Array.isArray(items) ? { path: request.replace(/^\/v1\.0/, ''), items: items as unknown[] } : null;
}

function parseOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
