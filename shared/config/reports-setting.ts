import { z } from 'zod';
import { address, addressList, choices, json, timeZone } from './fields';
import { reportFormats, type ReportSettings } from './settings';

const addresses = z.union([addressList, z.array(address)]);
const names = z.array(z.string().trim().min(1)).min(1);

const report = z.strictObject({
  name: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$/, 'must be 1 to 40 letters, digits, - or _ (it names files)'),
  recipients: addresses.optional(),
  cc: addresses.optional(),
  bcc: addresses.optional(),
  timeZone: timeZone.optional(),
  formats: z.union([choices(reportFormats), z.array(z.enum(reportFormats)).min(1)]).optional(),
  columns: names.optional(),
  include: z
    .strictObject({
      providers: z
        .array(z.enum(['entra', 'group', 'azure']))
        .min(1)
        .optional(),
      roles: names.optional(),
      principals: names.optional(),
      scopes: names.optional(),
      findings: names.optional(),
    })
    .optional(),
});

/** The `REPORTS` setting as written: what is left out is inherited from the single settings. */
export const reportsSetting = json(
  z
    .array(report)
    .min(1, 'is an empty list: leave the setting out for one report')
    .superRefine((reports, context) => {
      const seen = new Set<string>();
      for (const [index, { name }] of reports.entries()) {
        if (seen.has(name.toLowerCase())) {
          context.addIssue({ code: 'custom', message: `"${name}" is used twice`, path: [index, 'name'] });
        }
        seen.add(name.toLowerCase());
      }
    }),
);

/** One entry of `REPORTS` with what it inherits filled in. */
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
