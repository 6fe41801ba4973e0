import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSettings } from '../../shared/config/read-settings';
import { allSettings, settingNames } from '../../shared/config/settings-table';
import {
  sampleSettings,
  settingsDocCommand,
  withSettingsTable,
} from '../../scripts/settings-doc/settings-doc';
import { least, settingsOf } from './world';

const read = (path: string) => readFileSync(join(__dirname, '../..', path), 'utf8');

describe('the table of settings', () => {
  test('has each name once', () => {
    expect(new Set(settingNames).size).toBe(settingNames.length);
  });

  test.each(allSettings.map((setting) => [setting.name, setting] as const))(
    '%s: has a valid example, default and sample',
    (_, { schema, example, default: standard, sample }) => {
      // An example of a connection string shows no key.
      expect(schema.safeParse(example.replace('…', 'a2V5')).error).toBeUndefined();
      for (const text of [standard, sample])
        if (text !== null && text !== undefined) expect(schema.safeParse(text).error).toBeUndefined();
    },
  );

  test.each(allSettings.map((setting) => [setting.name, setting] as const))(
    '%s: has a help text of one line that fits into a Markdown table',
    (_, { help, defaultHelp = '' }) => {
      for (const text of [help, defaultHelp]) expect(text).not.toMatch(/[\n|]/);
      expect(help.length).toBeGreaterThan(10);
    },
  );
});

describe(`the output of "${settingsDocCommand}" is up to date in`, () => {
  test('README.md', () => {
    const readme = read('README.md');
    expect(withSettingsTable(readme, allSettings) === readme).toBe(true);
    for (const name of settingNames) expect(readme).toContain(`| \`${name}\` |`);
  });

  test('local.settings.sample.json', () => {
    expect(read('local.settings.sample.json')).toBe(sampleSettings(allSettings));
  });
});

test('the sample file works for collecting unchanged, and contains the defaults', () => {
  const { Values } = JSON.parse(read('local.settings.sample.json')) as { Values: Record<string, string> };
  expect(Object.keys(Values).sort()).toEqual([...settingNames, 'FUNCTIONS_WORKER_RUNTIME'].sort());
  expect(settingsOf({ ...Values, ...least })).toEqual(settingsOf({}));
  expect(readSettings(Values, { send: false }).storage).toEqual({
    connectionString: 'UseDevelopmentStorage=true',
  });
});
