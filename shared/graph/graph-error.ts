import * as z from 'zod';
import { plainLine } from '../text/plain-line';
import { excerpt } from './odata-page';

const errorBody = z.object({
  error: z.object({ code: z.string().catch(''), message: z.string().catch('') }),
});

/**
 * Reads an answer that is no page: Graph's code and message, empty where it gives none; both with the status, on one
 * line; and whether the fault may be gone in a moment. Graph's error codes are often just "UnknownError".
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
