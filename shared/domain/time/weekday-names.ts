/** Returns the English names of the weekdays, Monday first: `Mon`, or `Monday`. */
export function weekdayNames(width: 'short' | 'long'): string[] {
  const format = new Intl.DateTimeFormat('en-US', { weekday: width, timeZone: 'UTC' });
  // 1 January 2024 was a Monday.
  return Array.from({ length: 7 }, (_, day) => format.format(Date.UTC(2024, 0, 1 + day)));
}
