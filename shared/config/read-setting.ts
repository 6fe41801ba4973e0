import { unresolvedReference, unresolvedWords } from './key-vault-reference';
import { issueMessage } from './issue-message';
import type { Setting } from './setting';
import { settingProblems } from './setting-problem';

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
