import { unresolvedReference, unresolvedWords } from './key-vault-reference';
import type { Setting } from './setting';
import { settingProblems } from './setting-problem';
import type { z } from 'zod';

export type Environment = Readonly<Record<string, string | undefined>>;

/** The text of a setting, trimmed; empty when it is absent. */
export const settingText = (environment: Environment, { name }: Setting<unknown>): string =>
  environment[name]?.trim() ?? '';

/**
 * Reads one setting. A bad value is reported to `problems`, and the setting then counts as absent, so that one run
 * finds the problems of all settings.
 */
export function readSetting<T>(setting: Setting<T>, environment: Environment, problems: string[]): T | null {
  const written = settingText(environment, setting);
  const text = setting.expands === true ? expand(written, setting.name, environment, problems) : written;
  const path = unresolvedReference(text);
  if (path !== null) {
    const message = unresolvedWords(setting.expands === true);
    problems.push(...settingProblems(setting, text, [{ code: 'custom', path: [...path], message }]));
  } else if (text !== '') {
    const parsed = setting.schema.safeParse(text, { error: issueMessage });
    if (parsed.success) return parsed.data;
    problems.push(...settingProblems(setting, text, parsed.error.issues));
  }
  return setting.default === null ? null : setting.schema.parse(setting.default);
}

/** Puts the values of other settings where their names are; a name that is not set is a problem, and stays. */
function expand(text: string, setting: string, environment: Environment, problems: string[]): string {
  return text.replace(/"%([A-Za-z_][A-Za-z0-9_]*)%"/g, (whole, name: string) => {
    const value = environment[name]?.trim() ?? '';
    if (value !== '') return JSON.stringify(value);
    problems.push(`${setting}: names the app setting ${name}, which is not set.`);
    return whole;
  });
}

/**
 * Returns the message for what is wrong with a JSON setting if the schema has none of its own. The message ends a sentence
 * that has named the place and the value: `is not a list`.
 */
function issueMessage(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? 'is missing'
        : `is not ${typeWords[issue.expected] ?? issue.expected}`;
    case 'unrecognized_keys':
      return `has the unknown key ${issue.keys.map((key) => JSON.stringify(key)).join(', ')}`;
    case 'invalid_value':
      return `is not one of ${issue.values.map(String).join(', ')}`;
    case 'too_small':
      return issue.minimum === 1 ? 'is empty' : `must be at least ${issue.minimum}`;
    case 'too_big':
      return `must be at most ${issue.maximum}`;
    default:
      return 'is not valid';
  }
}

const typeWords: Readonly<Record<string, string>> = {
  array: 'a list: write [ … ]',
  object: 'an object: write { … }',
  record: 'an object: write { … }',
  string: 'a text: write it in quotes',
  number: 'a number',
  boolean: 'true or false',
};
