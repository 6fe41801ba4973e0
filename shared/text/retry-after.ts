/** Headers of any client. */
export interface HeaderReader {
  get(name: 'retry-after' | 'date'): string | null | undefined;
}

/**
 * What a `Retry-After` header asks for, in milliseconds: seconds, or an HTTP date. A date is compared with the answer's
 * own `Date` header, so that our clock does not matter. Null when it is absent or cannot be understood.
 */
export function retryAfter(headers: HeaderReader): number | null {
  const text = headers.get('retry-after')?.trim() ?? '';
  if (/^\d+(\.\d+)?$/.test(text)) return Math.round(Number(text) * 1000);
  // Without a time of day it is no HTTP date, though Date.parse makes one of "-5" too.
  if (!/\d{2}:\d{2}:\d{2}/.test(text)) return null;
  const [until, sent] = [Date.parse(text), Date.parse(headers.get('date') ?? '')];
  if (Number.isNaN(until) || Number.isNaN(sent)) return null;
  return Math.max(0, until - sent);
}
