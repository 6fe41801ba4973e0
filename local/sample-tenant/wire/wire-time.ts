/** 100 ns ticks between 1601-01-01 and 1970-01-01: FILETIME counts from the former. */
const fileTimeEpoch = 116_444_736_000_000_000n;

/**
 * Formats an instant as the audit log does: UTC with `ticks` (0–9999, each 100 ns) after the milliseconds. The service
 * drops trailing zeros, so some texts have six digits.
 */
export function wireTime(at: Date, ticks = 0): string {
  const digits = `${at.toISOString().slice(20, 23)}${String(ticks).padStart(4, '0')}`;
  const trimmed = digits.endsWith('0') ? digits.slice(0, 6) : digits;
  return `${at.toISOString().slice(0, 19)}.${trimmed}Z`;
}

/** Returns the FILETIME of an instant, which PIM writes into event ids. */
export function fileTime(at: Date, ticks = 0): string {
  return String(BigInt(at.getTime()) * 10_000n + BigInt(ticks) + fileTimeEpoch);
}

/** Returns a UTC time text with seven fractional digits: such texts sort like the times, to the last tick. */
export function sortableTime(text: string): string {
  const [seconds = '', fraction = ''] = text.replace(/Z$/i, '').split('.');
  return `${seconds}.${fraction.padEnd(7, '0').slice(0, 7)}`;
}
