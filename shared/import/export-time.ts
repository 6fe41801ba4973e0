import { parseInstant } from '../domain/time/instant';
import { localInstant } from '../domain/time/period';

/** `9/20/2023 4:05:03 AM`, `2/25/2025, 9:19:25.391 AM`: month first, with or without fractions and AM or PM. */
const american =
  /^(\d{1,2})\/(\d{1,2})\/(\d{4}),?\s+(\d{1,2}):(\d{2})(?::(\d{2})(\.\d+)?)?(?:\s*([AP])\.?M\.?)?$/i;

const offset = /(?:Z|[+-]\d{2}:?\d{2})$/i;

/**
 * Reads a time of an exported log: ISO 8601 as the audit logs write it, or American. One without offset is taken as
 * local time of the zone. To the millisecond, cut and not rounded; null for anything else.
 */
export function parseExportTime(text: string, zone = 'UTC'): Date | null {
  const iso = isoOf(text.trim());
  if (iso === null) return null;
  const instant = parseInstant(iso);
  if (instant === null || zone === 'UTC' || offset.test(iso)) return instant;
  return localInstant(instant.toISOString().slice(0, -1), zone);
}

function isoOf(text: string): string | null {
  const match = american.exec(text);
  if (match === null) return text;
  const [, month = '', day = '', year = '', hour = '', minute = '', second = '00', fraction = '', half] =
    match;
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (/p/i.test(half) ? 12 : 0);
  if (half !== undefined && (Number(hour) < 1 || Number(hour) > 12)) return null;
  const two = (digits: string | number) => String(digits).padStart(2, '0');
  return `${year}-${two(month)}-${two(day)}T${two(hours)}:${minute}:${second}${fraction}`;
}
