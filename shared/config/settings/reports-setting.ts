import * as z from 'zod';
import { providers } from '../../domain/events/people';
import type { ReportFilter } from '../../domain/reports/report-filter';
import { jsonText, uniqueNames } from '../json-text';
import { addressesBeside, mailAddressList } from './mail-address';
import { personName } from './person-name';
import { choices } from '../text-schemas';
import { timeZone } from '../schedules/time-zone';

/** The formats that a mail can carry. */
export const attachmentFormats = ['xlsx', 'csv'] as const;
export type AttachmentFormat = (typeof attachmentFormats)[number];

/** One report: who receives it, in which zone, and what it holds. */
export interface ReportSettings {
  readonly name: string;
  readonly recipients: readonly string[];
  readonly cc: readonly string[];
  readonly bcc: readonly string[];
  /** IANA zone of its weeks, business hours and printed times. */
  readonly timeZone: string;
  readonly formats: readonly AttachmentFormat[];
  /** Columns of the Activations sheet, chosen and ordered; null = all. */
  readonly columns: readonly string[] | null;
  readonly include: ReportFilter | null;
}

const names = z.array(z.string().trim().min(1)).min(1);

const report = z.strictObject({
  name: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$/, 'must be 1 to 40 letters, digits, - or _ (it names files)'),
  recipients: mailAddressList.optional(),
  cc: mailAddressList.optional(),
  bcc: mailAddressList.optional(),
  timeZone: timeZone.optional(),
  formats: z.union([choices(attachmentFormats), z.array(z.enum(attachmentFormats)).min(1)]).optional(),
  columns: names.optional(),
  include: z
    .strictObject({
      providers: z.array(z.enum(providers)).min(1).optional(),
      roles: names.optional(),
      principals: z.array(personName).min(1).optional(),
      scopes: names.optional(),
      findings: names.optional(),
    })
    .optional(),
});

/** The `REPORTS` setting as written. What an entry leaves out is inherited: see {@link inherit}. */
export const reportsSetting = jsonText(
  z
    .array(report)
    .min(1, 'is an empty list: leave the setting out for one report')
    .superRefine(uniqueNames((name) => `"${name}" is used twice`)),
);

/** One entry of `REPORTS`, with what it leaves out taken from the single settings. */
export function inherit(entry: z.infer<typeof report>, base: ReportSettings): ReportSettings {
  return {
    name: entry.name,
    recipients: entry.recipients ?? base.recipients,
    cc: entry.cc ?? base.cc,
    bcc: entry.bcc ?? base.bcc,
    timeZone: entry.timeZone ?? base.timeZone,
    formats: entry.formats ?? base.formats,
    columns: entry.columns ?? null,
    include: entry.include ?? null,
  };
}

/** A report whose readers each get its mail once: in To before Cc, in Cc before Bcc. */
export const withoutRepeats = (report: ReportSettings): ReportSettings => ({
  ...report,
  cc: addressesBeside(report.cc, report.recipients),
  bcc: addressesBeside(report.bcc, report.recipients, report.cc),
});
