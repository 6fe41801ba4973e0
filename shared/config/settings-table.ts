import * as z from 'zod';
import { accessSetting } from './settings/access-setting';
import { alertsSetting } from './settings/alerts-setting';
import { emailConnection, emailEndpoint } from './settings/email-setting';
import { findingsSetting } from './settings/findings-setting';
import { mailAddress, mailAddresses } from './settings/mail-address';
import { attachmentFormats, reportsSetting } from './settings/reports-setting';
import { schedule } from './schedules/schedule';
import { minRetention, retentionDays } from './settings/retention-days';
import { serviceRoot } from './settings/service-root';
import { setting, type Setting } from './setting';
import { storageConnection, storageLocation, storageServiceUri } from './settings/storage-setting';
import { choices, oneLine, trueOrFalse, wholeNumber } from './text-schemas';
import { timeZone } from './schedules/time-zone';
import { standardSchedules } from './schedules/standard-schedules';

const connectionExample =
  'DefaultEndpointsProtocol=https;AccountName=contosoaudit;AccountKey=…;EndpointSuffix=core.windows.net';

/**
 * The table of all app settings, in two parts. To add a setting, add it to {@link plainSettings}: it is then read,
 * checked, and part of `Settings` under its key; `npm run docs:settings` writes the README's table and the sample
 * file. `infra/main.bicep` sets it in a deployment.
 *
 * This part: storage and mail. Its settings are alternatives to each other; `account-settings.ts` chooses.
 */
export const accountSettings = {
  hostStorage: setting({
    name: 'AzureWebJobsStorage',
    schema: storageConnection,
    example: connectionExample,
    isSecret: true,
    sample: 'UseDevelopmentStorage=true',
    help: "the Functions host's own storage",
  }),
  auditStorage: setting({
    name: 'AUDIT_STORAGE',
    schema: storageLocation,
    example: connectionExample,
    isSecret: true,
    defaultHelp: '`AzureWebJobsStorage`',
    help: 'where events, ledgers and archived reports are stored: a connection string, or `file:FOLDER` for a local folder',
  }),
  auditTableUri: setting({
    name: 'AUDIT_STORAGE__tableServiceUri',
    schema: storageServiceUri('table'),
    example: 'https://contosoaudit.table.core.windows.net',
    help: 'instead of a connection string: the table service, used with the managed identity',
  }),
  auditBlobUri: setting({
    name: 'AUDIT_STORAGE__blobServiceUri',
    schema: storageServiceUri('blob'),
    example: 'https://contosoaudit.blob.core.windows.net',
    help: 'instead of a connection string: the blob service, used with the managed identity',
  }),
  mailService: setting({
    name: 'COMMUNICATION_SERVICES',
    schema: emailConnection,
    example: 'endpoint=https://contoso.europe.communication.azure.com/;accesskey=…',
    isSecret: true,
    defaultHelp: 'required to send',
    help: 'the mail service: a connection string',
  }),
  mailEndpoint: setting({
    name: 'COMMUNICATION_SERVICES__endpoint',
    schema: emailEndpoint,
    example: 'https://contoso.europe.communication.azure.com',
    help: 'instead of a connection string: the endpoint, used with the managed identity',
  }),
};

/** Every other setting. */
export const plainSettings = {
  clientId: setting({
    name: 'AZURE_CLIENT_ID',
    schema: z.string().trim(),
    example: '1b2c3d4e-0000-4000-8000-000000000000',
    help: 'client id of a user-assigned identity',
  }),
  graphEndpoint: setting({
    name: 'GRAPH_ENDPOINT',
    schema: serviceRoot,
    default: 'https://graph.microsoft.com',
    example: 'https://graph.microsoft.com',
    help: 'the Graph root URL, also of a national cloud. `http` is allowed only for this machine; no token is requested or sent then',
  }),
  graphRequestsPer10Seconds: setting({
    name: 'GRAPH_REQUESTS_PER_10_SECONDS',
    schema: wholeNumber(0, 1000),
    default: '5',
    example: '5',
    help: 'maximum number of requests to Graph in 10 seconds; `0` = no limit, except the pauses that Graph asks for',
  }),
  collectSchedule: setting({
    name: 'COLLECT_SCHEDULE',
    schema: schedule,
    default: standardSchedules.COLLECT_SCHEDULE,
    example: standardSchedules.COLLECT_SCHEDULE,
    help: 'when to collect: NCRONTAB, UTC',
  }),
  reportSchedule: setting({
    name: 'REPORT_SCHEDULE',
    schema: schedule,
    default: standardSchedules.REPORT_SCHEDULE,
    example: standardSchedules.REPORT_SCHEDULE,
    help: "when to report: NCRONTAB, UTC. It runs several times on Monday: if one run fails, the next one sends the report; once it is sent, later runs do nothing. A run in the first hour after the week's end leaves the report to the next one, if that is on the same day: Graph shows events late. If the last run of a day is so early, or before the week has ended in the report's time zone, every run that sends mail logs a warning",
  }),
  correctionSchedule: setting({
    name: 'CORRECTION_SCHEDULE',
    schema: schedule,
    default: standardSchedules.CORRECTION_SCHEDULE,
    example: standardSchedules.CORRECTION_SCHEDULE,
    help: 'when to check for weeks that need a correction and for weekly reports that are not yet sent: NCRONTAB, UTC',
  }),
  correctionMails: setting({
    name: 'CORRECTION_MAILS',
    schema: trueOrFalse,
    default: 'true',
    example: 'false',
    help: 'whether a corrected report is mailed when missing days of a week have been read, or when late events lead to new findings of high or medium severity',
  }),
  collectOverlapDays: setting({
    name: 'COLLECT_OVERLAP_DAYS',
    schema: wholeNumber(0, 29),
    default: '3',
    example: '3',
    help: 'how many days before yesterday are read again to find late events, 0 to 29',
  }),
  retentionDays: setting({
    name: 'RETENTION_DAYS',
    schema: retentionDays,
    default: '730',
    example: '730',
    help: `days after which events, snapshots of standing access and records of alerts are deleted, at least ${minRetention}; \`0\` keeps all`,
  }),
  timeZone: setting({
    name: 'REPORT_TIME_ZONE',
    schema: timeZone,
    default: 'UTC',
    example: 'Europe/Berlin',
    help: 'IANA time zone for weeks, business hours and printed times',
  }),
  organization: setting({
    name: 'REPORT_ORGANIZATION',
    schema: oneLine,
    example: 'Contoso',
    defaultHelp: 'the tenant id',
    help: 'the name printed in the report',
  }),
  sender: setting({
    name: 'REPORT_SENDER',
    schema: mailAddress,
    example: 'DoNotReply@contoso.com',
    defaultHelp: 'required to send',
    help: 'a verified sender address',
  }),
  recipients: setting({
    name: 'REPORT_RECIPIENTS',
    schema: mailAddresses,
    default: '',
    example: 'ciso@contoso.com; audit@contoso.com',
    defaultHelp: 'required to send',
    help: 'addresses separated by `,` or `;`',
  }),
  cc: setting({
    name: 'REPORT_CC',
    schema: mailAddresses,
    default: '',
    example: 'soc@contoso.com',
    help: 'addresses that receive a copy',
  }),
  bcc: setting({
    name: 'REPORT_BCC',
    schema: mailAddresses,
    default: '',
    example: 'archive@contoso.com',
    help: 'addresses that receive a blind copy',
  }),
  replyTo: setting({
    name: 'REPORT_REPLY_TO',
    schema: mailAddresses,
    default: '',
    example: 'iam@contoso.com',
    help: 'addresses that receive replies',
  }),
  formats: setting({
    name: 'REPORT_FORMATS',
    schema: choices(attachmentFormats),
    default: 'xlsx',
    example: 'xlsx,csv',
    help: 'attachments: `xlsx`, `csv`',
  }),
  reportEntries: setting({
    name: 'REPORTS',
    schema: reportsSetting,
    example:
      '[{"name":"exchange","recipients":"lead@contoso.com","include":{"roles":["Exchange Administrator"]}}]',
    defaultHelp: 'one report, `weekly`',
    help: 'JSON list of reports: `{name, recipients?, cc?, bcc?, timeZone?, formats?, columns?, include?: {providers?, roles?, principals?, scopes?, findings?}}`; without `columns` or `include` a report has everything, and the other keys that you leave out take their values from the settings above',
  }),
  standingAccess: setting({
    name: 'STANDING_ACCESS',
    schema: accessSetting,
    default: 'roles',
    example: 'roles,groups,people',
    help: 'which standing access to read in addition to the events: a list of `roles`, `groups`, `people` (with `roles` or `groups`), `conditional-access` (with `roles`), or `off`',
  }),
  alerts: setting({
    name: 'ALERTS',
    schema: alertsSetting,
    default: '[]',
    example: '[{"name":"soc","kind":"mail","recipients":"soc@contoso.com"}]',
    isSecret: true,
    secretKeys: ['url', 'key', 'endpoint'],
    expands: true,
    help: 'JSON list of channels that receive alerts within minutes: `{name, kind, minimum?, rules?, roles?, …}`, where kind is `mail`, `teams`, `slack`, `webhook` or `sentinel`; see docs/alerts.md',
  }),
  alertSchedule: setting({
    name: 'ALERT_SCHEDULE',
    schema: schedule,
    default: standardSchedules.ALERT_SCHEDULE,
    example: standardSchedules.ALERT_SCHEDULE,
    help: 'when to look for events that need an immediate alert, if `ALERTS` is set: NCRONTAB, UTC; at most 22 hours apart, or events are missed',
  }),
  findings: setting({
    name: 'FINDINGS',
    schema: findingsSetting,
    default: '{}',
    example: '{"long-activation":{"hours":4},"disabled":["late-events"]}',
    help: 'JSON: thresholds and `severity` by rule id, `disabled`, `suppress`, `privilegedRoles`, `breakGlassAccounts`, `expectedInitiators`, `businessHours`',
  }),
};

/** All settings, in the order of the README. */
export const allSettings: readonly Setting<unknown>[] = [
  ...Object.values(accountSettings),
  ...Object.values(plainSettings),
];

/** Names of all settings. */
export const settingNames: readonly string[] = allSettings.map(({ name }) => name);

type ValueOf<S> = S extends Setting<infer T> ? T : never;

/** The values of all settings but the accounts', by their keys in the table. */
export type PlainValues = {
  readonly [Key in keyof typeof plainSettings]: ValueOf<(typeof plainSettings)[Key]>;
};
