/**
 * What a `Retry-After` header asks for, in milliseconds: seconds, or an HTTP date. A date is held against the
 * response's own `Date`, so that our clock does not matter. Null when absent or senseless.
 */
export function retryAfter(headers: Headers): number | null {
  const text = headers.get('retry-after')?.trim() ?? '';
  if (/^\d+(\.\d+)?$/.test(text)) return Math.round(Number(text) * 1000);
  // Without a time of day it is no HTTP date, though Date.parse makes one of "-5" too.
  if (!/\d{2}:\d{2}:\d{2}/.test(text)) return null;
  const [until, sent] = [Date.parse(text), Date.parse(headers.get('date') ?? '')];
  if (Number.isNaN(until) || Number.isNaN(sent)) return null;
  return Math.max(0, until - sent);
}
