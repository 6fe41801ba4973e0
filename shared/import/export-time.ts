import { parseInstant } from '../domain/time/instant';
import { localInstant } from '../domain/time/period';

/** `9/20/2023 4:05:03 AM`, `2/25/2025, 9:19:25.391 AM`, `25/02/2025 09:19`: two numbers, of which one is the month. */
const slashed =
  /^(\d{1,2})\/(\d{1,2})\/(\d{4}),?\s+(\d{1,2}):(\d{2})(?::(\d{2})(\.\d+)?)?(?:\s*([AP])\.?M\.?)?$/i;

const offset = /(?:Z|[+-]\d{2}:?\d{2})$/i;

/**
 * Why a text is not read as a time. `none`: it is no time. `day first`: the first of its two numbers is a day, so others in
 * the file are too. `day or month`: it can be two days. `no seconds`: a spreadsheet has shortened it. `clock change`: the
 * zone's clocks show this time twice or never.
 */
export type TimeFault = 'none' | 'day first' | 'day or month' | 'no seconds' | 'clock change';

/**
 * Reads a time of an exported log: ISO 8601 as the audit logs write it, or American, with AM or PM or a day above 12. One
 * without offset is taken as local time of the zone. To the millisecond, cut and not rounded.
 */
export function readExportTime(text: string, zone = 'UTC'): Date | TimeFault {
  const found = isoOf(text.trim());
  if (typeof found === 'string') return found;
  const { iso } = found;
  const instant = parseInstant(iso);
  if (instant === null) return 'none';
  if (zone === 'UTC' || offset.test(iso)) return instant;
  return localInstant(instant.toISOString().slice(0, -1), zone) ?? 'clock change';
}

/** Reads a time as {@link readExportTime} does; null when it cannot be read. */
export function parseExportTime(text: string, zone = 'UTC'): Date | null {
  const read = readExportTime(text, zone);
  return read instanceof Date ? read : null;
}

/** Says in one sentence why a text is not read as a time, and what to do. */
export function timeFaultText(text: string, fault: TimeFault): string {
  const shown = `"${text.slice(0, 60)}"`;
  if (fault === 'none') return `${shown} is not a time.`;
  if (fault === 'no seconds')
    return `${shown} has no seconds, as after saving in a spreadsheet: import the file as it was exported.`;
  if (fault === 'clock change')
    return `The clocks of the zone show ${shown} twice or never: export the log with times in UTC.`;
  const written = 'import the file as it was exported, or with times such as 2026-11-16T08:00:00Z.';
  if (fault === 'day first') return `${shown} has the day before the month: ${written}`;
  return `${shown} does not say which number is the month: ${written}`;
}

/** Returns a text as it is or, when it is American, as ISO 8601. */
function isoOf(text: string): { readonly iso: string } | TimeFault {
  const match = slashed.exec(text);
  if (match === null) return { iso: text };
  const [, month = '', day = '', year = '', hour = '', minute = '', second, fraction = '', half] = match;
  if (Number(month) > 12 && Number(day) <= 12) return 'day first';
  if (second === undefined) return 'no seconds';
  // Who writes the month first writes AM or PM, too: 04:05 after 1/2/2026 is from another country.
  if (half === undefined && Number(day) <= 12 && Number(day) !== Number(month)) return 'day or month';
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (/p/i.test(half) ? 12 : 0);
  if (half !== undefined && (Number(hour) < 1 || Number(hour) > 12)) return 'none';
  const two = (digits: string | number) => String(digits).padStart(2, '0');
  return { iso: `${year}-${two(month)}-${two(day)}T${two(hours)}:${minute}:${second}${fraction}` };
}
