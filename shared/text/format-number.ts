/** The locale of everything that is printed: reports must be the same on every machine. */
export const printLocale = 'en-US';

const grouped = new Intl.NumberFormat(printLocale);
const wholePercent = new Intl.NumberFormat(printLocale, { style: 'percent', useGrouping: false });

/** A number with commas between its thousands and at most three decimals: `12,345`, `1,234.5`. */
export const formatNumber = (value: number): string => grouped.format(value);

const numberWords = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];

/** A number in a sentence: below ten in words, `no`, `three`; otherwise in digits. */
export const numberWord = (count: number): string => numberWords[count] ?? formatNumber(count);

/** A share between 0 and 1 in whole per cent: `56%`. */
export const formatPercent = (share: number): string => wholePercent.format(share);

/** Minutes from which a duration is rounded to whole hours. */
export const roundedToHoursFrom = 24 * 60;

/** Minutes, rounded to whole ones: `35 min`, `2 h 5 min`; from 24 hours on rounded to whole hours, `53 h`. */
export function formatDuration(minutes: number): string {
  const whole = Math.round(minutes);
  if (whole >= roundedToHoursFrom) return `${formatNumber(Math.round(minutes / 60))} h`;
  const [hours, rest] = [Math.floor(whole / 60), whole % 60];
  if (hours === 0) return `${rest} min`;
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
}

/** A size in units of 1,024: `812 bytes`, `412 KB`, `7.1 MB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${formatNumber(bytes)} ${bytes === 1 ? 'byte' : 'bytes'}`;
  const kilobytes = Math.round(bytes / 1024);
  return kilobytes < 1024
    ? `${formatNumber(kilobytes)} KB`
    : `${formatNumber(Math.round((bytes / 1024 / 1024) * 10) / 10)} MB`;
}
