import { z } from 'zod';
import { localTime } from '../domain/period';
import { jsonFault } from './json-fault';
import { isSchedule } from './schedule';
import { shown } from './setting-problem';

/**
 * An address and nothing beside it: no name, comment, quotes or line end, each of which could carry another address or
 * header; of a length that mail can have (RFC 5321). Names of other alphabets as xn--….
 */
const plainEmail = z
  .email()
  .max(254)
  .regex(/^[^@]{1,64}@/);

/** A whole number within bounds, both included. */
export function wholeNumber(least: number, most: number) {
  return z
    .string()
    .trim()
    .regex(/^\d+$/, 'is not a whole number')
    .transform(Number)
    .refine((value) => value >= least && value <= most, `must be from ${least} to ${most}`);
}

/** A switch. */
export const yesOrNo = z
  .string()
  .trim()
  .toLowerCase()
  .refine((text) => text === 'true' || text === 'false', 'is neither true nor false')
  .transform((text) => text === 'true');

/** One e-mail address. */
export const address = z
  .string()
  .trim()
  .refine((text) => plainEmail.safeParse(text).success, 'is not an e-mail address');

/** E-mail addresses separated by `,` or `;`. Empty parts are passed over, doubles kept once. */
export const addressList = z.string().transform((text, context) => {
  const parts = text
    .split(/[,;]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  for (const part of parts) {
    if (!plainEmail.safeParse(part).success) context.addIssue(`${shown(part)} is not an e-mail address`);
  }
  return [...new Map(parts.map((part) => [part.toLowerCase(), part])).values()];
});

/** A text of one line, without control characters: it goes into subjects and file properties. */
export const oneLine = z
  .string()
  .trim()
  .regex(/^[^\p{Cc}\u2028\u2029]*$/u, 'must be one line without control characters');

/** An IANA time zone that this machine knows. Offsets and Windows names are refused. */
export const timeZone = z
  .string()
  .trim()
  .refine((text) => {
    try {
      // Asked of the calendar that will be used: Intl knows some names that it does not.
      return /^[A-Za-z]/.test(text) && localTime(new Date(0), text) !== null;
    } catch {
      return false;
    }
  }, 'is not an IANA time zone (Windows names and offsets are not)');

/** A timer's schedule. */
export const schedule = z
  .string()
  .trim()
  .refine(
    isSchedule,
    'is not an NCRONTAB schedule that ever fires: {second} {minute} {hour} {day} {month} {day of week}, UTC',
  );

/** Whether a URL stands for this machine. */
export function isLoopback(url: URL): boolean {
  return ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
}

/** A root URL without path, query or credentials: https anywhere, http on this machine alone. */
export const serviceRoot = z
  .string()
  .trim()
  .transform((text, context) => {
    const url = URL.canParse(text) ? new URL(text) : null;
    if (url === null || !/^https?:$/.test(url.protocol)) {
      context.addIssue('is not an https URL');
    } else if (url.protocol === 'http:' && !isLoopback(url)) {
      context.addIssue('is http, which is accepted only for 127.0.0.1 and localhost; use https');
    } else if (url.username || url.password || url.pathname !== '/' || /[?#]/.test(text)) {
      context.addIssue('must be a plain root URL, without user, path, query or fragment');
    }
    return url === null ? text : url.origin;
  });

/** A comma-separated choice, at least one, doubles once. */
export function choices<const T extends string>(known: readonly T[]) {
  return z.string().transform((text, context): T[] => {
    const parts = text
      .split(/[,;]/)
      .map((part) => part.trim().toLowerCase())
      .filter((part) => part !== '');
    for (const part of parts) {
      if (!known.some((name) => name === part))
        context.addIssue(`${shown(part)} is not one of ${known.join(', ')}`);
    }
    if (parts.length === 0) context.addIssue(`names none of ${known.join(', ')}`);
    return known.filter((name) => parts.includes(name));
  });
}

/** JSON text that a schema then reads; each problem carries its path. */
export function json<T extends z.ZodType>(schema: T) {
  return z
    .string()
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text);
      } catch {
        context.addIssue(jsonFault(text));
        return z.NEVER;
      }
    })
    .pipe(schema);
}
