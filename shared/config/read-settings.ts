import { channelUrlProblems } from './settings/alerts-setting';
import { missingMailService, readMailService, readStorageAccount } from './settings/account-settings';
import { misspeltNameProblem, misspeltNames } from './misspelt-names';
import { readSetting, settingText, type Environment } from './read-setting';
import { inherit, withoutRepeats, type ReportSettings } from './settings/reports-setting';
import { settingProblem } from './setting-problem';
import type { Settings } from './settings';
import { SettingsError } from './settings-error';
import { accountSettings, plainSettings, type PlainValues } from './settings-table';

export interface ReadOptions {
  /** Whether mail is to be sent: then the mail service, a sender and recipients are required. */
  readonly send: boolean;
  /** Whether alerts are to be sent: then a channel is required, and what a channel of kind `mail` needs. */
  readonly alert?: boolean;
  /** Whether a Function App reads them: in Azure it cannot keep its data in a folder. */
  readonly isFunctionApp?: boolean;
  /** Returns problems that only other rooms can see (rule ids, column names); they are reported with the rest. */
  readonly check?: (settings: Settings) => readonly string[];
}

/**
 * Reads all settings at once. An empty text counts as absent.
 * @throws SettingsError that lists every problem: the setting's name, what was found, an example.
 */
export function readSettings(
  environment: Environment,
  { send, alert, isFunctionApp, check }: ReadOptions,
): Settings {
  const problems: string[] = [];
  const storage = readStorageAccount(environment, problems);
  const email = readMailService(environment, problems);
  const hasMailProblem = problems.some((problem) => problem.startsWith('COMMUNICATION_SERVICES'));
  const plain = readPlainSettings(environment, problems);
  const settings: Settings = {
    ...plain,
    // Never used: without storage this function throws.
    storage: storage ?? { connectionString: '' },
    email,
    // Set by App Service and Functions where the app has an identity.
    isHosted: (environment.IDENTITY_ENDPOINT ?? '') !== '',
    tenantId: textOrNull(environment.AZURE_TENANT_ID),
    authorityHost: textOrNull(environment.AZURE_AUTHORITY_HOST),
    reports: reportsOf(plain),
    misspeltNames: misspeltNames(namesIn(environment)),
  };
  if (send && email === null && !hasMailProblem) problems.push(missingMailService);
  if (send) problems.push(...senderProblems(settings, environment));
  if (send || email !== null) problems.push(...recipientProblems(settings, send, problems));
  if (isFunctionApp === true && settings.isHosted && 'folder' in settings.storage)
    problems.push(folderInAzure);
  problems.push(...channelUrlProblems(settings.alerts, settings.isHosted));
  if (alert === true) problems.push(...alertProblems(settings, problems, hasMailProblem));
  problems.push(...(check?.(settings) ?? []));
  // On its own a misspelt name is no reason to stop: another program may read it. It may be the cause of a problem.
  if (problems.length > 0)
    throw new SettingsError([...problems, ...settings.misspeltNames.map(misspeltNameProblem)]);
  return settings;
}

const namesIn = (environment: Environment): string[] =>
  Object.keys(environment).filter((name) => (environment[name]?.trim() ?? '') !== '');

const textOrNull = (text: string | undefined): string | null => {
  const trimmed = text?.trim() ?? '';
  return trimmed === '' ? null : trimmed;
};

function readPlainSettings(environment: Environment, problems: string[]): PlainValues {
  const values = Object.entries(plainSettings).map(([key, setting]) => [
    key,
    readSetting<unknown>(setting, environment, problems),
  ]);
  return Object.fromEntries(values) as PlainValues;
}

function reportsOf(plain: PlainValues): ReportSettings[] {
  const { recipients, cc, bcc, timeZone, formats } = plain;
  const weekly = { name: 'weekly', recipients, cc, bcc, timeZone, formats, columns: null, include: null };
  const reports = plain.reportEntries?.map((entry) => inherit(entry, weekly)) ?? [weekly];
  return reports.map(withoutRepeats);
}

/** A Function App has no disk that outlives its instance and that all instances share. */
const folderInAzure =
  `${accountSettings.auditStorage.name}: found a folder, which a Function App in Azure loses with its instance. Use a ` +
  `storage account. Example: ${accountSettings.auditStorage.example}`;

/** The mail service accepts 50 addresses a message. */
const maxAddresses = 50;

/** A missing sender; not reported where the address is bad anyway. */
function senderProblems({ sender }: Settings, environment: Environment): string[] {
  const { sender: setting } = plainSettings;
  return sender === null && settingText(environment, setting) === ''
    ? [settingProblem(setting, '', 'is not set: a verified sender address is needed')]
    : [];
}

/**
 * Reports with no or too many addresses; not reported where the addresses are bad anyway.
 * @param send whether mail is to be sent: else a report may lack recipients where all do, and only its files are wanted
 */
function recipientProblems(
  { reports, reportEntries: entries }: Settings,
  send: boolean,
  problems: readonly string[],
): string[] {
  const { recipients, cc, bcc, reportEntries } = plainSettings;
  const areBad = [recipients, cc, bcc, reportEntries].some(({ name }) =>
    problems.some((problem) => problem.startsWith(name)),
  );
  if (areBad) return [];
  const areNeeded = send || reports.some((report) => report.recipients.length > 0);
  return reports.flatMap((report) => {
    const { name } = report;
    const entry = entries?.find((each) => each.name === name);
    const count = report.recipients.length + report.cc.length + report.bcc.length;
    if (report.recipients.length === 0) {
      const setting = entry?.recipients === undefined ? recipients : reportEntries;
      return areNeeded ? [settingProblem(setting, '', `the report "${name}" has no recipient`)] : [];
    }
    if (count <= maxAddresses) return [];
    const isOwn = [entry?.recipients, entry?.cc, entry?.bcc].some((list) => list !== undefined);
    return [
      `${(isOwn ? reportEntries : recipients).name}: the report "${name}" has ${count} addresses, more than ${maxAddresses}; use a group.`,
    ];
  });
}

/** No channel at all, and what a channel of kind `mail` needs; not reported where the setting is bad anyway. */
function alertProblems(
  { alerts, email, sender }: Settings,
  problems: readonly string[],
  hasMailProblem: boolean,
): string[] {
  const { alerts: setting, sender: senderSetting } = plainSettings;
  if (problems.some((problem) => problem.startsWith(setting.name))) return [];
  if (alerts.length === 0) return [settingProblem(setting, '', 'is not set: there is no channel to alert')];
  if (!alerts.some(({ kind }) => kind === 'mail')) return [];
  const isReported = (start: string) => problems.some((problem) => problem.startsWith(start));
  return [
    ...(email === null && !hasMailProblem && !isReported('COMMUNICATION_SERVICES')
      ? [missingMailService]
      : []),
    ...(sender === null && !isReported(senderSetting.name)
      ? [settingProblem(senderSetting, '', 'is not set: a verified sender address is needed')]
      : []),
  ];
}
