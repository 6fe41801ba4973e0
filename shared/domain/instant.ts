const pattern =
  /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?\s*(?:Z|([+-]\d{2}):?(\d{2}))?$/i;

/**
 * Reads an instant as the audit logs write it: `T` or a blank between date and time, no or any number of
 * fractional digits, `Z`, an offset or nothing (then UTC). To the millisecond, cut and not rounded.
 * Null for anything else, dates that do not exist included.
 */
export function parseInstant(text: string): Date | null {
  const match = pattern.exec(text.trim());
  if (match === null) return null;
  const [, year, month, day, hour, minute, second, fraction = '', hours = '+00', minutes = '00'] = match;
  const milliseconds = fraction.slice(0, 3).padEnd(3, '0');
  const [date, time] = [`${year}-${month}-${day}`, `${hour}:${minute}:${second}.${milliseconds}`];
  const instant = new Date(`${date}T${time}${hours}:${minutes}`);
  if (Number.isNaN(instant.getTime())) return null;
  // V8 rolls 30 February over to March: such a date was not written by any clock.
  const lastDay = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  return Number(day) <= lastDay ? instant : null;
}
