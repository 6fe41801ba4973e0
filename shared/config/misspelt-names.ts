import { editsBetween } from '../text/nearest';
import { settingNames } from './settings-table';

/** A name that is almost the name of a setting, and the setting that is probably meant. */
export interface MisspeltName {
  readonly name: string;
  readonly meant: string;
}

/** Names that this program does not read, but Azure's SDKs or the host do. */
const otherNames: readonly string[] = [
  'AZURE_CLIENT_SECRET',
  'AZURE_TENANT_ID',
  'AZURE_AUTHORITY_HOST',
  'AzureWebJobsStorage__accountName',
  'AzureWebJobsStorage__credential',
  'AzureWebJobsStorage__clientId',
  'AzureWebJobsStorage__blobServiceUri',
  'AzureWebJobsStorage__queueServiceUri',
  'AzureWebJobsStorage__tableServiceUri',
  'AzureWebJobsDashboard',
];

/** A short name is easily two edits from a word that means something else. */
const shortName = 10;

/** Returns the names that look like a setting and are none, so that their values are never read. */
export function misspeltNames(names: readonly string[]): MisspeltName[] {
  return names.flatMap((name) => {
    if (settingNames.includes(name) || otherNames.includes(name)) return [];
    const meant = settingNames.find((known) => isAlmost(name, known));
    return meant === undefined ? [] : [{ name, meant }];
  });
}

/** The problem of a misspelt name, as one sentence. */
export const misspeltNameProblem = ({ name, meant }: MisspeltName): string =>
  `${name} is not a setting, so its value is not used; did you mean ${meant}?`;

function isAlmost(name: string, known: string): boolean {
  if (Math.abs(name.length - known.length) > known.length / 2) return false;
  const [one, other] = [lettersOf(name), lettersOf(known)];
  return one === other || editsBetween(one, other) <= (known.length < shortName ? 1 : 2);
}

const lettersOf = (name: string): string => name.toUpperCase().replace(/[^A-Z0-9]/g, '');
