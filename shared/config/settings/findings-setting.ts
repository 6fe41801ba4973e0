import * as z from 'zod';
import { severities as severityNames, type Severity } from '../../domain/finding';
import {
  defaultFindingsPolicy,
  type BusinessHours,
  type ExpectedInitiator,
  type FindingsPolicy,
  type Threshold,
} from '../../domain/findings-policy';
import { weekdayNames } from '../../domain/time/weekday-names';
import { jsonText } from '../json-text';
import { shown } from '../shown';
import { personName } from './person-name';

const weekdays = weekdayNames('long').map((name) => name.toLowerCase());

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

/** Minutes; `24:00` is also the midnight at which the next day starts. */
const wholeDay = 24 * 60;

const clockWords = (minutes: number): string =>
  [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');

const standard = defaultFindingsPolicy.businessHours;

const businessHours = z
  .strictObject({
    days: z.array(weekday).min(1).optional(),
    from: clockTime.optional(),
    to: clockTime.optional(),
  })
  .transform((hours, context): BusinessHours => {
    const [fromMinute, toMinute] = [hours.from ?? standard.fromMinute, hours.to ?? standard.toMinute];
    const isWholeDay = fromMinute === 0 && toMinute === wholeDay;
    const leftOut = hours.from === undefined ? '"from"' : hours.to === undefined ? '"to"' : null;
    if (leftOut !== null && fromMinute >= toMinute)
      context.addIssue(
        `"from" is ${clockWords(fromMinute)} and "to" is ${clockWords(toMinute)}, since ${leftOut} is left out: write both`,
      );
    else if (fromMinute % wholeDay === toMinute % wholeDay && !isWholeDay)
      context.addIssue('"from" and "to" are the same time of day; for the whole day write 00:00 to 24:00');
    return { days: [...new Set(hours.days ?? standard.days)].sort(), fromMinute, toMinute };
  });

const suppression = z.strictObject({
  rule: z.string().min(1),
  principal: personName.optional(),
  role: z.string().trim().min(1).optional(),
  initiator: personName.optional(),
  reason: z.string().trim().min(1, 'must say who accepted it, and why'),
  until: z.iso.date('is not a date like 2027-03-31').optional(),
});

/** Who is expected to assign roles outside PIM: a text for any role, or an object that names the roles. */
const expectedInitiator = z.union([
  personName.transform((name): ExpectedInitiator => ({ initiator: name })),
  z.strictObject({ initiator: personName, roles: z.array(z.string().trim().min(1)).min(1).optional() }),
]);

const thresholdValue = z.union([z.number(), z.string(), z.array(z.string())]);

/** A rule's severity and thresholds by name, or a bare value for the rule's main threshold (stored as `value`). */
const ruleSettings = z.union([
  thresholdValue.transform((value): RuleSettings => ({ value })),
  z.object({ severity: z.enum(severityNames).optional() }).catchall(thresholdValue),
]);

/** `severity` is the only name that is no threshold. */
type RuleSettings = Readonly<Record<string, Threshold | undefined>> & {
  readonly severity?: Severity | undefined;
};

function bySeverity(
  rules: Readonly<Record<string, RuleSettings>>,
): Pick<FindingsPolicy, 'severities' | 'thresholds'> {
  const entries = Object.entries(rules);
  return {
    severities: Object.fromEntries(
      entries.flatMap(([id, { severity }]) => (severity === undefined ? [] : [[id, severity]])),
    ),
    thresholds: Object.fromEntries(
      entries.flatMap(([id, { severity, ...thresholds }]) =>
        severity !== undefined && Object.keys(thresholds).length === 0
          ? []
          : [[id, thresholds as Record<string, Threshold>]],
      ),
    ),
  };
}

/**
 * The `FINDINGS` setting. Any key that is not named here is a rule's id. Whether the rules exist is checked by
 * {@link file://../analysis/findings/policy-problems.ts}, which knows them.
 */
export const findingsSetting = jsonText(
  z
    .object({
      disabled: z.array(z.string()).default([]),
      suppress: z.array(suppression).default([]),
      privilegedRoles: z.array(z.string().trim().min(1)).default([]),
      breakGlassAccounts: z.array(personName).default([]),
      expectedInitiators: z.array(expectedInitiator).default([]),
      businessHours: businessHours.default(standard),
    })
    .catchall(ruleSettings)
    .transform(
      ({
        disabled,
        suppress,
        privilegedRoles,
        breakGlassAccounts,
        expectedInitiators,
        businessHours: hours,
        ...rules
      }): FindingsPolicy => ({
        disabled,
        suppress,
        privilegedRoles,
        breakGlassAccounts,
        expectedInitiators,
        businessHours: hours,
        ...bySeverity(rules),
      }),
    ),
);
