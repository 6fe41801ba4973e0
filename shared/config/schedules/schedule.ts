import * as z from 'zod';
import { isSchedule } from './ncrontab';

/** A timer's schedule. */
export const schedule = z
  .string()
  .trim()
  .refine(
    isSchedule,
    'is not an NCRONTAB schedule that ever fires: {second} {minute} {hour} {day} {month} {day of week}, UTC',
  );
