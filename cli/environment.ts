import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { jsonFault, repeatedKeys, repeatedKeyWords } from '../shared/config/json-text';
import { misspeltNameProblem, misspeltNames } from '../shared/config/misspelt-names';
import { SettingsError } from '../shared/config/settings-error';
import { shown } from '../shared/config/shown';

const fileName = 'local.settings.json';
const sample = 'local.settings.sample.json';

/**
 * The settings' source: the process's environment, and below it `local.settings.json` of a folder where it exists.
 * @throws SettingsError when the file is there and cannot be read as such.
 */
export async function readEnvironment(
  environment: NodeJS.ProcessEnv,
  folder: string,
): Promise<Record<string, string | undefined>> {
  const text = await readFile(join(folder, fileName), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw new SettingsError([`${fileName} cannot be read: ${error.message}.`]);
  });
  if (text === null) return environment;
  const plain = text.replace(/^\uFEFF/, '');
  const problems: string[] = [];
  const values = valuesOf(plain, problems);
  if (problems.length > 0)
    throw new SettingsError(problems.map((problem) => `${fileName} is not usable: ${problem}`));
  const given = Object.entries(environment).filter(([, value]) => (value ?? '') !== '');
  return { ...values, ...Object.fromEntries(given) };
}

/** The settings in the text of the file. Problems are pushed as ends of sentences; they quote no value. */
function valuesOf(text: string, problems: string[]): Record<string, string> {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    problems.push(`it ${jsonFault(text)}. Compare it with ${sample}.`);
    return {};
  }
  problems.push(...repeatedKeys(text).map((repeated) => `it ${repeatedKeyWords(repeated)}.`));
  if (!isObject(content)) problems.push(`it is not an object. Write {"Values": {…}}, as in ${sample}.`);
  else if (content.IsEncrypted === true)
    problems.push('its values are encrypted. Run "func settings decrypt" in its folder.');
  else if (isObject(content.Values)) return checkValues(content.Values, problems);
  else problems.push(missingValues(content));
  return {};
}

function missingValues(content: Readonly<Record<string, unknown>>): string {
  if (content.Values !== undefined)
    return `"Values" is not an object. Write {"Values": {…}}, as in ${sample}.`;
  const near = Object.keys(content).find((key) => ['value', 'values'].includes(key.toLowerCase()));
  return near === undefined
    ? `it has no "Values", which holds the settings. Write {"Values": {…}}, as in ${sample}.`
    : `it has ${shown(near)} where "Values" is expected. Rename it.`;
}

function checkValues(values: Readonly<Record<string, unknown>>, problems: string[]): Record<string, string> {
  problems.push(...misspeltNames(Object.keys(values)).map(misspeltNameProblem));
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => {
      if (typeof value === 'string') return [[name, value] as const];
      problems.push(`the value of ${shown(name)} is ${kindOf(value)}. ${fixOf(value)}`);
      return [];
    }),
  );
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

const fixOf = (value: unknown): string =>
  value === null
    ? 'Remove it, or write a text in quotes.'
    : typeof value === 'object'
      ? 'Write its JSON as one text in quotes, with \\" for each quote inside.'
      : 'Write it in quotes.';
