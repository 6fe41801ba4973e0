import * as z from 'zod';
import { plainLine } from '../text/plain-line';
import { excerpt } from './odata-page';

const errorBody = z.object({
  error: z.object({ code: z.string().catch(''), message: z.string().catch('') }),
});

/**
 * Reads an answer that is not a page. Returns Graph's code and message (empty if it gives none), `said` with the status,
 * code and message on one line, and whether the fault is passing. Graph's code is often just "UnknownError".
 */
export function readGraphError(status: number, body: string) {
  const { code, message } = errorIn(body);
  const name = code === '' ? '' : ` ${plainLine(code, 100)}`;
  return {
    ...{ code, message },
    said: `HTTP ${status}${name}: ${message === '' ? excerpt(body) : plainLine(JSON.stringify(message))}`,
    isPassing: status < 400 || status === 408 || status === 425 || status === 429 || status >= 500,
  };
}

function errorIn(body: string): { code: string; message: string } {
  try {
    return errorBody.parse(JSON.parse(body)).error;
  } catch {
    // Gateways answer with HTML: the status says enough.
    return { code: '', message: '' };
  }
}
