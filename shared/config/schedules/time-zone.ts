import * as z from 'zod';
import { localTime } from '../../domain/time/period';

/** An IANA time zone that this Node.js knows. Offsets and Windows names are refused. */
export const timeZone = z
  .string()
  .trim()
  .refine((text) => {
    try {
      // Ask the calendar that the report uses: Intl accepts names that it does not.
      return /^[A-Za-z]/.test(text) && localTime(new Date(0), text) !== null;
    } catch {
      return false;
    }
  }, 'is not an IANA time zone (Windows names and offsets are not)');
