import type { Setting } from '../../shared/config/setting';

/** The command that writes the README's table and the sample file again. */
export const settingsDocCommand = 'npm run docs:settings';

const [start, end] = ['<!-- settings -->', '<!-- /settings -->'];

/**
 * A README with the table of settings between its markers renewed.
 * @throws Error when a marker is missing.
 */
export function withSettingsTable(readme: string, settings: readonly Setting<unknown>[]): string {
  const [from, to] = [readme.indexOf(start), readme.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`The README lacks ${start} or ${end}.`);
  return `${readme.slice(0, from)}${start}\n${settingsTableMarkdown(settings)}\n${readme.slice(to)}`;
}

function settingsTableMarkdown(settings: readonly Setting<unknown>[]): string {
  const rows = settings.map((setting) => `| \`${setting.name}\` |${defaultCell(setting)}| ${setting.help} |`);
  return ['| setting | default | meaning |', '|---|---|---|', ...rows].join('\n');
}

function defaultCell({ default: text, defaultHelp }: Setting<unknown>): string {
  if (defaultHelp !== undefined) return ` ${defaultHelp} `;
  return text === null || text === '' ? ' ' : ` \`${text}\` `;
}

/** `local.settings.sample.json`: every setting with its default, ready to collect with a storage emulator. */
export function sampleSettings(settings: readonly Setting<unknown>[]): string {
  const values = settings.map(({ name, default: text, sample }) => [name, sample ?? text ?? '']);
  const file = {
    IsEncrypted: false,
    Values: { FUNCTIONS_WORKER_RUNTIME: 'node', ...Object.fromEntries(values) } as Record<string, string>,
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}
