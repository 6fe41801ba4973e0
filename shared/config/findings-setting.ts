import * as z from 'zod';
import { defaultFindingsPolicy, type BusinessHours, type FindingsPolicy } from '../domain/findings-policy';
import { jsonText } from './json-text';
import { shown } from './shown';

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** An English weekday, in full or shortened to three letters or more. Yields the ISO number, 1 = Monday. */
const weekday = z.string().transform((text, context) => {
  const word = text.trim().toLowerCase();
  const index = weekdays.findIndex((name) => word.length >= 3 && name.startsWith(word));
  if (index < 0)
    context.addIssue(`${shown(text)} is not a weekday; write Mon, Tue, Wed, Thu, Fri, Sat or Sun`);
  return index + 1;
});

/** A time of day such as `07:00`, up to `24:00`. Yields minutes after midnight. */
const clockTime = z
  .string()
  .regex(/^([01]?\d|2[0-3]):[0-5]\d$|^24:00$/, 'is not a time of day like 07:00')
  .transform((text) => {
    const [hours = 0, minutes = 0] = text.split(':').map(Number);
    return hours * 60 + minutes;
  });

const standard = defaultFindingsPolicy.businessHours;

const businessHours = z
  .strictObject({
    days: z.array(weekday).min(1).optional(),
    from: clockTime.optional(),
    to: clockTime.optional(),
  })
  .transform((hours, context): BusinessHours => {
    const [fromMinute, toMinute] = [hours.from ?? standard.fromMinute, hours.to ?? standard.toMinute];
    if (fromMinute >= toMinute) context.addIssue('"from" must be before "to"');
    return { days: [...new Set(hours.days ?? standard.days)].sort(), fromMinute, toMinute };
  });

const suppression = z.strictObject({
  rule: z.string().min(1),
  principal: z.string().min(1).optional(),
  role: z.string().min(1).optional(),
  initiator: z.string().min(1).optional(),
  reason: z.string().trim().min(1, 'needs words: who accepted it, and why'),
  until: z.iso.date('is not a date like 2027-03-31').optional(),
});

const thresholdValue = z.union([z.number(), z.string(), z.array(z.string())]);

/** A rule's thresholds: an object by name, or a bare value for the rule's main threshold (stored as `value`). */
const thresholds = z.union([
  thresholdValue.transform((value) => ({ value })),
  z.record(z.string(), thresholdValue),
]);

/**
 * The `FINDINGS` setting. Any key that is not named here is a rule's id. Whether the rules exist is checked by
 * {@link file://../analysis/findings/policy-problems.ts}, which knows them.
 */
export const findingsSetting = jsonText(
  z
    .object({
      disabled: z.array(z.string()).default([]),
      suppress: z.array(suppression).default([]),
      privilegedRoles: z.array(z.string()).default([]),
      breakGlassAccounts: z.array(z.string()).default([]),
      businessHours: businessHours.default(standard),
    })
    .catchall(thresholds)
    .transform(
      ({
        disabled,
        suppress,
        privilegedRoles,
        breakGlassAccounts,
        businessHours: hours,
        ...rules
      }): FindingsPolicy => ({
        disabled,
        suppress,
        privilegedRoles,
        breakGlassAccounts,
        businessHours: hours,
        thresholds: rules,
      }),
    ),
);
