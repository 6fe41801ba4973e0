import { z } from 'zod';
import { emailService } from './email-setting';
import {
  address,
  addressList,
  choices,
  oneLine,
  schedule,
  serviceRoot,
  timeZone,
  wholeNumber,
  yesOrNo,
} from './fields';
import { findingsSetting } from './findings-setting';
import { inherit, reportsSetting } from './reports-setting';
import { reportFormats, type ReportSettings, type Settings } from './settings';
import { settingProblems } from './setting-problem';
import { SettingsError } from './settings-error';
import { storageAccount } from './storage-setting';

/** Every plain setting: how it is read, and its default. The storage and mail accounts have files of their own. */
const fields = z.object({
  GRAPH_ENDPOINT: serviceRoot.default('https://graph.microsoft.com'),
  GRAPH_REQUESTS_PER_10_SECONDS: wholeNumber(0, 1000).default(5),
  AZURE_CLIENT_ID: z.string().trim().optional(),
  COLLECT_SCHEDULE: schedule.default('0 30 1 * * *'),
  REPORT_SCHEDULE: schedule.default('0 0 7 * * 1'),
  CORRECTION_SCHEDULE: schedule.default('0 0 4 * * *'),
  CORRECTION_MAILS: yesOrNo.default(true),
  COLLECT_OVERLAP_DAYS: wholeNumber(0, 29).default(3),
  RETENTION_DAYS: wholeNumber(0, 36_500).default(730),
  REPORT_TIME_ZONE: timeZone.default('UTC'),
  REPORT_ORGANIZATION: oneLine.optional(),
  REPORT_SENDER: address.optional(),
  REPORT_RECIPIENTS: addressList.default([]),
  REPORT_CC: addressList.default([]),
  REPORT_BCC: addressList.default([]),
  REPORT_REPLY_TO: addressList.default([]),
  REPORT_FORMATS: choices(reportFormats).default(['xlsx']),
  REPORTS: reportsSetting.optional(),
  FINDINGS: findingsSetting.prefault('{}'),
});

type Name = keyof typeof fields.shape;

/** What a good value looks like, for the error message. */
const examples: Record<Name, string> = {
  GRAPH_ENDPOINT: 'https://graph.microsoft.com',
  GRAPH_REQUESTS_PER_10_SECONDS: '5',
  AZURE_CLIENT_ID: '1b2c3d4e-0000-4000-8000-000000000000',
  COLLECT_SCHEDULE: '0 30 1 * * *',
  REPORT_SCHEDULE: '0 0 7 * * 1',
  CORRECTION_SCHEDULE: '0 0 4 * * *',
  CORRECTION_MAILS: 'false',
  COLLECT_OVERLAP_DAYS: '3',
  RETENTION_DAYS: '730',
  REPORT_TIME_ZONE: 'Europe/Berlin',
  REPORT_ORGANIZATION: 'Contoso',
  REPORT_SENDER: 'DoNotReply@contoso.com',
  REPORT_RECIPIENTS: 'ciso@contoso.com; audit@contoso.com',
  REPORT_CC: 'soc@contoso.com',
  REPORT_BCC: 'archive@contoso.com',
  REPORT_REPLY_TO: 'iam@contoso.com',
  REPORT_FORMATS: 'xlsx,csv',
  REPORTS:
    '[{"name":"exchange","recipients":"lead@contoso.com","include":{"roles":["Exchange Administrator"]}}]',
  FINDINGS: '{"long-activation":{"hours":4},"disabled":["late-events"]}',
};

/** Names of all settings, as `local.settings.sample.json` holds them. */
export const settingNames: readonly string[] = [
  'AzureWebJobsStorage',
  'AUDIT_STORAGE',
  'AUDIT_STORAGE__tableServiceUri',
  'AUDIT_STORAGE__blobServiceUri',
  'COMMUNICATION_SERVICES',
  'COMMUNICATION_SERVICES__endpoint',
  ...Object.keys(fields.shape),
];

export type Environment = Readonly<Record<string, string | undefined>>;

export interface ReadOptions {
  /** Whether mail is to be sent: then the mail service, a sender and recipients are required. */
  readonly send: boolean;
  /** Problems that only other rooms can see (rule ids, column names), reported with the rest. */
  readonly check?: (settings: Settings) => readonly string[];
}

/**
 * Reads all settings at once. Empty texts count as not set.
 * @throws SettingsError that lists every problem: the setting's name, what was found, an example.
 */
export function readSettings(environment: Environment, { send, check }: ReadOptions): Settings {
  const given: Record<string, string> = Object.fromEntries(
    Object.keys(fields.shape).flatMap((name) => {
      const text = environment[name]?.trim() ?? '';
      return text === '' ? [] : [[name, text]];
    }),
  );
  const problems: string[] = [];
  const storage = storageAccount(environment, problems);
  const email = emailService(environment, problems);
  const parsed = fields.safeParse(given);
  const bad = new Set<string>();
  for (const issue of parsed.error?.issues ?? []) {
    const name = String(issue.path[0]) as Name;
    problems.push(...settingProblems(issue, given[name] ?? '', examples[name]));
    bad.add(name);
  }
  if (send && email === null && !problems.some((problem) => problem.startsWith('COMMUNICATION_SERVICES'))) {
    problems.push(
      'COMMUNICATION_SERVICES is not set, nor is COMMUNICATION_SERVICES__endpoint: no mail can be sent. ' +
        'Example: COMMUNICATION_SERVICES__endpoint = https://contoso.europe.communication.azure.com',
    );
  }
  if (send && given.REPORT_SENDER === undefined) {
    problems.push(`REPORT_SENDER is not set: a verified sender address. Example: ${examples.REPORT_SENDER}`);
  }
  // What is bad is taken for unset here, so that the other rooms' problems come in the same error.
  const sound = fields.parse(Object.fromEntries(Object.entries(given).filter(([name]) => !bad.has(name))));
  const settings = assemble(sound, storage ?? { connectionString: '' }, email, environment);
  const namesPeople = ['REPORT_RECIPIENTS', 'REPORT_CC', 'REPORT_BCC', 'REPORTS'];
  if (send && !namesPeople.some((name) => bad.has(name)))
    problems.push(...settings.reports.flatMap(recipientProblems));
  problems.push(...(check?.(settings) ?? []));
  if (problems.length > 0) throw new SettingsError(problems);
  return settings;
}

function assemble(
  fieldsRead: z.infer<typeof fields>,
  storage: Settings['storage'],
  email: Settings['email'],
  environment: Environment,
): Settings {
  const base: ReportSettings = {
    name: 'weekly',
    recipients: fieldsRead.REPORT_RECIPIENTS,
    cc: fieldsRead.REPORT_CC,
    bcc: fieldsRead.REPORT_BCC,
    timeZone: fieldsRead.REPORT_TIME_ZONE,
    formats: fieldsRead.REPORT_FORMATS,
    columns: null,
    include: null,
  };
  return {
    storage,
    email,
    graphEndpoint: fieldsRead.GRAPH_ENDPOINT,
    graphRequestsPer10Seconds: fieldsRead.GRAPH_REQUESTS_PER_10_SECONDS,
    sender: fieldsRead.REPORT_SENDER ?? null,
    replyTo: fieldsRead.REPORT_REPLY_TO,
    // Set by App Service and Functions where the app has an identity.
    isHosted: (environment.IDENTITY_ENDPOINT ?? '') !== '',
    clientId: fieldsRead.AZURE_CLIENT_ID ?? null,
    collectSchedule: fieldsRead.COLLECT_SCHEDULE,
    reportSchedule: fieldsRead.REPORT_SCHEDULE,
    correctionSchedule: fieldsRead.CORRECTION_SCHEDULE,
    correctionMails: fieldsRead.CORRECTION_MAILS,
    collectOverlapDays: fieldsRead.COLLECT_OVERLAP_DAYS,
    retentionDays: fieldsRead.RETENTION_DAYS,
    organization: fieldsRead.REPORT_ORGANIZATION ?? null,
    reports: fieldsRead.REPORTS?.map((entry) => inherit(entry, base)) ?? [base],
    findings: fieldsRead.FINDINGS,
  };
}

/** The mail service takes 50 addresses a message. */
const mostAddresses = 50;

function recipientProblems({ name, recipients, cc, bcc }: ReportSettings): string[] {
  const count = recipients.length + cc.length + bcc.length;
  const example = `Example: ${examples.REPORT_RECIPIENTS}`;
  if (recipients.length === 0)
    return [`REPORT_RECIPIENTS: the report "${name}" has no recipient. ${example}`];
  if (count <= mostAddresses) return [];
  return [
    `REPORT_RECIPIENTS: the report "${name}" has ${count} addresses, more than ${mostAddresses}; use a group.`,
  ];
}
