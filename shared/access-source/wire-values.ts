import * as z from 'zod';
import { parseInstant } from '../domain/time/instant';

/** A text that may be absent, null or blank: then null. */
export const text = z
  .string()
  .nullish()
  .transform((value) => (value === null || value === undefined || value.trim() === '' ? null : value));

/** A switch that may be absent: then null. */
export const truth = z
  .boolean()
  .nullish()
  .transform((value) => value ?? null);

/**
 * An instant that may be absent: then null. Graph writes the first day of the year 1 for "never", which is null too.
 * A text that is no time is an error: an end that cannot be read must not pass for no end.
 */
export const instant = z
  .string()
  .nullish()
  .transform((value, context): Date | null => {
    if (value === null || value === undefined || value.startsWith('0001-01-01')) return null;
    const at = parseInstant(value);
    if (at === null) context.addIssue(`${JSON.stringify(value)} is not a time`);
    return at;
  });

/** A list that may be absent or hold nulls. What in it is not as expected is left out. */
export const listOf = <T extends z.ZodType>(item: T) =>
  z
    .array(z.unknown())
    .nullish()
    .transform((items): z.output<T>[] =>
      (items ?? []).flatMap((each) => {
        const parsed = item.safeParse(each);
        return parsed.success ? [parsed.data] : [];
      }),
    );
