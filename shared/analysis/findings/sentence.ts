import type { Change } from '../../domain/change';
import type { Elevation } from '../../domain/elevation';
import { localTime } from '../../domain/period';

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const longestQuote = 80;
const threeDays = 3 * 1440;

/** A moment as sentences print it, in the zone: "Tue 17 Nov 22:41". */
export function printTime(instant: Date, timeZone: string): string {
  const local = localTime(instant, timeZone);
  const clock = [local.hour, local.minute].map((part) => String(part).padStart(2, '0')).join(':');
  return `${weekdays[local.dayOfWeek - 1]} ${local.day} ${months[local.month - 1]} ${clock}`;
}

/** A length of time in words, to the minute below three days: "45 minutes", "8 hours 1 minute", "7 days". */
export function printMinutes(minutes: number): string {
  const whole = Math.round(minutes);
  if (whole < 60) return plural(whole, 'minute');
  if (whole >= threeDays) return plural(Math.round(whole / 144) / 10, 'day');
  const hours = plural(Math.floor(whole / 60), 'hour');
  return whole % 60 === 0 ? hours : `${hours} ${plural(whole % 60, 'minute')}`;
}

/** "1 time", "3 times": a number with its English noun. */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** "a", "a and b", "a, b and c". */
export function listed(parts: readonly string[]): string {
  const last = parts.at(-1) ?? '';
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`;
}

/** Text that somebody typed, in quotation marks and on one line, cut to 80 characters: it can be a novel. */
export function quote(text: string): string {
  const characters = [...text.replace(/\s+/g, ' ').trim()];
  const cut = characters.length > longestQuote;
  return `“${characters.slice(0, longestQuote).join('')}${cut ? '…' : ''}”`;
}

/**
 * What a role is called in a sentence. A group's "Member" or "Owner" means nothing without the group, an Azure
 * role little without its scope; a directory role needs no scope unless it is limited to an administrative unit.
 */
export function roleTitle(of: Pick<Elevation | Change, 'provider' | 'role' | 'scope'>): string {
  const role = of.role?.name ?? of.role?.id ?? 'an unknown role';
  const scope = of.scope?.name ?? of.scope?.id ?? null;
  if (scope === null) return role;
  if (of.provider === 'group') return `${role} of ${scope}`;
  const limited = of.provider === 'azure' || /^\/administrativeunits\//i.test(of.scope?.id ?? '');
  return limited ? `${role} on ${scope}` : role;
}
