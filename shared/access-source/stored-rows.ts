import type { AccessEndpoint } from '../domain/access/access-endpoint';
import { parseAnswerLine } from '../domain/access/answer-line';
import type { AccessRows, StoredRows } from '../domain/access/access-history';
import { readRow } from './access-rows';

/**
 * Reads the rows of a list from the lines of its stored file. A row that came twice, because the list changed while its
 * pages were read, is given twice.
 */
export async function readStoredRows<E extends AccessEndpoint>(
  endpoint: E,
  lines: Iterable<string> | AsyncIterable<string>,
): Promise<StoredRows<E>> {
  const rows: AccessRows[E][] = [];
  const groups = new Set<string>();
  let notUnderstood = 0;
  for await (const line of lines) {
    const answer = parseAnswerLine(line);
    if (answer?.status !== 200) continue;
    if (answer.group !== null) groups.add(answer.group.toLowerCase());
    for (const item of answer.items) {
      try {
        rows.push(readRow[endpoint](item, answer.path));
      } catch {
        notUnderstood += 1;
      }
    }
  }
  return { rows, groups, notUnderstood };
}
