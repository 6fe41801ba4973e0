import { readdir } from 'node:fs/promises';
import { testFolder } from '../support/outputs/test-folder';
import { ensureBuilt, runCommand } from '../support/servers/cli';

// test/composition/doctor-checks.system.test.ts checks each refusal; these tests check the command around it.

let folder: string;
beforeAll(async () => {
  await ensureBuilt();
  folder = await testFolder();
});

const run = (args: string, settings: Readonly<Record<string, string>> = {}) =>
  runCommand(args.split(' '), {
    folder,
    // No program to sign in with.
    settings: { PATH: '/bin', AUDIT_STORAGE: 'file:store', ...settings },
  });

test('each check prints at most three lines, the fix behind an arrow; a problem exits with 1', async () => {
  const { code, stdout, stderr } = await run('doctor');
  expect(code).toBe(1);
  expect(stderr).toMatch(/^error: 1 thing must be fixed:\nsign-in: Run "az login"/m);
  expect(stdout).toMatch(
    /^FAILED {3}sign-in +got a token for https:\/\/graph\.microsoft\.com\n {9}No sign-in was found\..*\n {9}→ Run "az login"/m,
  );
  expect(stdout).toMatch(/^skipped {2}permissions .*\n {9}Not checked: first fix "sign-in"\.\n\w/m);
  expect(stdout.match(/→/g)).toHaveLength(3);
  expect(await readdir(folder)).toEqual([]);
});

test('--json prints the checks, and an error that says what to fix', async () => {
  const { code, stdout, stderr } = await run('doctor --json');
  expect(code).toBe(1);
  const { error } = JSON.parse(stderr.trimEnd().split('\n').at(-1) ?? '') as { error: { message: string } };
  expect(error.message).toMatch(/^1 thing must be fixed:\nsign-in: Run "az login"/);
  const { ok, checks } = JSON.parse(stdout) as { ok: boolean; checks: Record<string, unknown>[] };
  expect(ok).toBe(false);
  for (const check of checks) {
    expect(Object.keys(check)).toEqual(['name', 'state', 'did', 'found', 'fix']);
    expect(check.fix === null).toBe(check.state === 'ok' || check.state === 'skipped');
  }
});

test('bad settings, or a test mail without mail settings, exit with 2 and their names', async () => {
  const bad = await run('doctor', { REPORT_TIME_ZONE: 'Mars/Olympus' });
  expect([bad.code, bad.stdout]).toEqual([2, '']);
  expect(bad.stderr).toContain('REPORT_TIME_ZONE');
  const test = await run('doctor --send-test');
  expect([test.code, test.stdout]).toEqual([2, '']);
  expect(test.stderr).toContain('REPORT_RECIPIENTS');
});

describe('an alert channel with an address that only Azure resolves', () => {
  const reference = '@Microsoft.KeyVault(SecretUri=https://kv-contoso.vault.azure.net/secrets/pim)';
  const ALERTS = JSON.stringify([
    { name: 'soc', kind: 'teams', url: '%ALERTS_URL_0%' },
    { name: 'siem', kind: 'webhook', url: '%ALERTS_URL_1%', key: '%ALERTS_KEY_1%' },
  ]);
  const known = {
    ALERTS,
    ALERTS_URL_0: 'https://contoso.webhook.office.com/x',
    ALERTS_URL_1: 'https://siem.contoso.example/x',
    ALERTS_KEY_1: 'a key of at least thirty-two characters',
  };
  const alertsOf = async (settings: Readonly<Record<string, string>>) => {
    const { code, stdout } = await run('doctor --json', settings);
    expect(code).toBe(1);
    const { checks } = JSON.parse(stdout) as { checks: { name: string }[] };
    expect(checks.length).toBeGreaterThan(8);
    return checks.filter(({ name }) => name === 'alerts');
  };

  test('is a warning with advice, and all other checks run', async () => {
    expect(await alertsOf({ ...known, ALERTS_URL_0: reference, ALERTS_KEY_1: reference })).toEqual([
      {
        name: 'alerts',
        state: 'warning',
        did: 'looked whether the addresses of the alert channels are known here',
        found:
          'ALERTS_URL_0 and ALERTS_KEY_1 hold a Key Vault reference, which only Azure resolves: these channels cannot be reached from here.',
        fix: 'To send alerts from here, set them to the secret itself. In Azure the identity of the app needs the role "Key Vault Secrets User" on the vault.',
      },
    ]);
  });

  test('gives no warning when the addresses are known here', async () => {
    expect(await alertsOf(known)).toEqual([]);
  });
});
