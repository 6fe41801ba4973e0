import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { readEnvironment } from '../../cli/environment';
import { loadSettings } from '../../shared/composition/load-settings';
import { SettingsError } from '../../shared/config/settings-error';
import { settingNames } from '../../shared/config/settings-table';
import { sending } from '../config/world';
import { broken } from '../support/builders/fuzzed-events';
import { fuzzRuns, fuzzTime } from '../support/fuzz-runs';
import { hostileTexts } from '../support/builders/hostile-text';
import { scratchFolder } from '../support/servers/pipeline';
import { anyText } from '../support/builders/any-text';

jest.setTimeout(fuzzTime);

const reports = JSON.stringify([
  {
    name: 'exchange',
    recipients: ['lead@contoso.com'],
    cc: 'a@contoso.com; b@contoso.com',
    timeZone: 'Europe/Berlin',
    formats: 'xlsx,csv',
    columns: ['person', 'role'],
    include: { providers: ['entra'], roles: ['Exchange Administrator'], findings: ['long-activation'] },
  },
]);
const findings = JSON.stringify({
  'long-activation': { hours: 4 },
  disabled: ['long-activation'],
  suppress: [{ rule: 'self-approval', principal: 'a@contoso.com', reason: 'drill', until: '2027-03-31' }],
  privilegedRoles: ['Helpdesk Administrator'],
  breakGlassAccounts: ['bg1@contoso.com'],
  businessHours: { days: ['Mon', 'Fri'], from: '07:00', to: '19:00' },
});

/** A JSON text with one value replaced by another, or any JSON. */
const oddJson = (good: string) =>
  fc.oneof(
    broken(fc.constant(good)),
    fc.json({ maxDepth: 4 }),
    fc.tuple(fc.nat(), fc.json({ maxDepth: 2 })).map(([at, odd]) => {
      const values = [...good.matchAll(/(?<=[:[,])("[^"]*"|\d+|\[[^\]]*\]|\{[^}]*\})/g)];
      const { index = 0, 0: old = '' } = values[at % values.length] ?? {};
      return good.slice(0, index) + odd + good.slice(index + old.length);
    }),
    fc.constantFrom(...Object.values(hostileTexts)),
  );

/** Returns whether settings are refused; checks that the error is the one for settings. */
function isRefused(environment: Record<string, string | undefined>): boolean {
  try {
    loadSettings(environment, { send: true });
    return false;
  } catch (error) {
    expect(error).toBeInstanceOf(SettingsError);
    const [head = '', ...lines] = (error as Error).message.split('\n');
    expect(head).toMatch(/^\d+ settings? needs? your attention:$/);
    for (const line of lines) expect(line).toMatch(/^ {2}- [A-Z]\w+\b/);
    return true;
  }
}

test.each([
  ['REPORTS', reports],
  ['FINDINGS', findings],
])('any %s is read, or refused with one line for each problem', (name, good) => {
  expect(isRefused({ ...sending, [name]: good })).toBe(false);
  let refused = 0;
  fc.assert(
    fc.property(oddJson(good), (text) => {
      refused += isRefused({ ...sending, [name]: text }) ? 1 : 0;
    }),
    { numRuns: fuzzRuns(500) },
  );
  expect(refused).toBeGreaterThan(fuzzRuns(100));
});

test('any other setting is read or refused too', () => {
  const anything = fc.oneof(anyText, fc.json(), fc.constantFrom(...Object.values(hostileTexts)));
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...settingNames), anything, { maxKeys: 5 }), (odd) => {
      isRefused({ ...sending, ...odd });
    }),
    { numRuns: fuzzRuns(200) },
  );
});

test('any local.settings.json is read or refused, and its values are not quoted', async () => {
  const folder = await scratchFolder();
  const key = 'kT9xQ2vLw8RzYb4NfHc7JmPd3SgAe6Ui5OoXtVq1ZnBrCyWhKuElMaGjDsFpI0';
  const good = JSON.stringify({ IsEncrypted: false, Values: { AUDIT_STORAGE: `AccountKey=${key}`, X: '1' } });
  try {
    await fc.assert(
      fc.asyncProperty(fc.oneof(broken(fc.constant(good)), oddJson(good)), async (text) => {
        await writeFile(join(folder.path, 'local.settings.json'), text);
        const read = await readEnvironment({}, folder.path).catch((error: unknown) => error);
        if (!(read instanceof Error)) return;
        expect(read).toBeInstanceOf(SettingsError);
        expect(read.message).toContain('local.settings.json is not usable');
        for (let at = 0; at + 10 <= key.length; at += 1)
          expect(read.message).not.toContain(key.slice(at, at + 10));
      }),
      { numRuns: fuzzRuns(150) },
    );
  } finally {
    await folder.remove();
  }
});
