import { plural } from './plural';

const threeDays = 3 * 1440;

/** Returns a length of time in words, to the minute below three days: `45 minutes`, `8 hours 1 minute`, `7 days`. */
export function durationWords(minutes: number): string {
  const whole = Math.round(minutes);
  if (whole < 60) return plural(whole, 'minute');
  if (whole >= threeDays) return plural(Math.round(whole / 144) / 10, 'day');
  const hours = plural(Math.floor(whole / 60), 'hour');
  return whole % 60 === 0 ? hours : `${hours} ${plural(whole % 60, 'minute')}`;
}
