import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readEnvironment } from '../../cli/environment';
import { SettingsError } from '../../shared/config/settings-error';
import { testFolder } from '../support/outputs/test-folder';

async function problemsOf(text: string): Promise<readonly string[]> {
  const folder = await testFolder();
  await writeFile(join(folder, 'local.settings.json'), text);
  try {
    await readEnvironment({}, folder);
  } catch (error) {
    if (error instanceof SettingsError) return error.problems;
    throw error;
  }
  return [];
}

test.each([
  [
    'no Values',
    '{"AUDIT_STORAGE":"file:/tmp/x"}',
    'it has no "Values", which holds the settings. Write {"Values": {…}}, as in local.settings.sample.json.',
  ],
  [
    'values',
    '{"values":{"AUDIT_STORAGE":"file:/tmp/x"}}',
    'it has "values" where "Values" is expected. Rename it.',
  ],
  ['a list', '[]', 'it is not an object. Write {"Values": {…}}, as in local.settings.sample.json.'],
  [
    'Values that is a list',
    '{"Values":[]}',
    '"Values" is not an object. Write {"Values": {…}}, as in local.settings.sample.json.',
  ],
  [
    'encrypted values',
    '{"IsEncrypted":true,"Values":{"X":"Y"}}',
    'its values are encrypted. Run "func settings decrypt" in its folder.',
  ],
  [
    'a number',
    '{"Values":{"RETENTION_DAYS":730}}',
    'the value of "RETENTION_DAYS" is a number. Write it in quotes.',
  ],
  [
    'null',
    '{"Values":{"REPORTS":null}}',
    'the value of "REPORTS" is null. Remove it, or write a text in quotes.',
  ],
  [
    'an object',
    '{"Values":{"FINDINGS":{"disabled":[]}}}',
    'the value of "FINDINGS" is an object. Write its JSON as one text in quotes, with \\" for each quote inside.',
  ],
  [
    'a repeated setting',
    '{"Values":{"REPORTS":"","REPORTS":"[]"}}',
    'it has the key "REPORTS" more than once, and only the last value would count; write it once.',
  ],
  [
    'a misspelt name',
    '{"Values":{"REPORT_TIMEZONE":"Europe/Berlin"}}',
    'REPORT_TIMEZONE is not a setting, so its value is not used; did you mean REPORT_TIME_ZONE?',
  ],
])('rejects local.settings.json with %s, and says what to do', async (_, text, sentence) => {
  expect(await problemsOf(text)).toEqual([`local.settings.json is not usable: ${sentence}`]);
});

test('ignores names of other programs', async () => {
  const values = {
    FUNCTIONS_WORKER_RUNTIME: 'node',
    TEAMS_URL: 'https://hooks.example/x',
    REPORT_RECIPIENTS: 'a@b.example',
  };
  expect(
    await problemsOf(JSON.stringify({ IsEncrypted: false, Values: values, Host: { CORS: '*' } })),
  ).toEqual([]);
});
