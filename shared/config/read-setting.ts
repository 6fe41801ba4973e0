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
  const text = settingText(environment, setting);
  if (text !== '') {
    const parsed = setting.schema.safeParse(text, { error: issueMessage });
    if (parsed.success) return parsed.data;
    problems.push(...settingProblems(setting, text, parsed.error.issues));
  }
  return setting.default === null ? null : setting.schema.parse(setting.default);
}
