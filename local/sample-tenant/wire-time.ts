/** 100 ns ticks between 1601-01-01 and 1970-01-01: FILETIME counts from the former. */
const fileTimeEpoch = 116_444_736_000_000_000n;

/**
 * An instant as the audit log writes it: UTC with `ticks` (0–9999, each 100 ns) behind the milliseconds. The
 * service drops zeros at the end, so texts have six digits now and then.
 */
export function wireTime(at: Date, ticks = 0): string {
  const digits = `${at.toISOString().slice(20, 23)}${String(ticks).padStart(4, '0')}`;
  const trimmed = digits.endsWith('0') ? digits.slice(0, 6) : digits;
  return `${at.toISOString().slice(0, 19)}.${trimmed}Z`;
}

/** The FILETIME of an instant: PIM writes it into event ids. */
export function fileTime(at: Date, ticks = 0): string {
  return String(BigInt(at.getTime()) * 10_000n + BigInt(ticks) + fileTimeEpoch);
}

/** Any UTC time text with seven fractional digits: such texts sort as the times do, to the last tick. */
export function sortableTime(text: string): string {
  const [seconds = '', fraction = ''] = text.replace(/Z$/i, '').split('.');
  return `${seconds}.${fraction.padEnd(7, '0').slice(0, 7)}`;
}
