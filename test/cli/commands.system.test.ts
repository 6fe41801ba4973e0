import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Fault } from '../../local/loopback-server';
import type { World } from '../../local/world';
import { lastWholeWeek, periodLabel } from '../../shared/domain/time/period';
import { addUtcDays, utcDayOf } from '../../shared/domain/time/utc-day';
import { ensureBuilt, runCommand } from '../support/servers/cli';
import { readWorkbook } from '../support/outputs/open-xml';
import {
  byId,
  monday,
  mondayClock,
  scratchFolder,
  startTestWorld,
  truthOf,
} from '../support/servers/pipeline';

const clock = mondayClock();
let world: World;
let fault: Fault | undefined;
let folder: Awaited<ReturnType<typeof scratchFolder>>;

beforeAll(async () => {
  await ensureBuilt();
  world = await startTestWorld({ clock, graphFaults: () => fault });
});
beforeEach(async () => {
  folder = await scratchFolder();
});
afterEach(async () => {
  fault = undefined;
  await folder.remove();
});
afterAll(() => world.stop());

const run = (args: string, settings: Readonly<Record<string, string>> = world.settings) =>
  runCommand(args.split(' '), { folder: folder.path, settings, now: clock() });
const fine = (args: string, settings?: Readonly<Record<string, string>>) =>
  run(args, settings).then(({ code, stderr, stdout }) => {
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    return stdout;
  });
const week = () => lastWholeWeek(monday, world.tenant.timeZone);
const yesterday = addUtcDays(utcDayOf(monday), -1);

describe('before the first collection', () => {
  test('a refusal fails with one clear error, and never says that nothing was activated', async () => {
    fault = {
      status: 403,
      body: { error: { code: 'Authentication_RequestFromUnsupportedUserRole', message: 'Not permitted.' } },
    };
    // In parallel, because each waits between its attempts.
    const runs = ['collect', 'report --format json,html --out files'].map((args) => run(args));
    for (const { code, stdout, stderr } of await Promise.all(runs)) {
      expect(code).toBe(1);
      expect(stderr.match(/^error:/gm)).toHaveLength(1);
      expect(stderr).toContain('The account needs the role Reports Reader or Security Reader');
      expect(stderr).not.toMatch(/^\s+at /m);
      expect(`${stdout}${stderr}`).not.toMatch(/no activations|nothing was activated/i);
    }
    const [name] = (await readdir(join(folder.path, 'files'))).filter((file) => file.endsWith('.html'));
    const html = await readFile(join(folder.path, 'files', name ?? ''), 'utf8');
    expect(html).toContain('NOTHING OF THIS WEEK WAS READ');
    expect(html).not.toMatch(/nothing was activated/i);
  });

  test('an error names in one line a storage that cannot be opened, without its key', async () => {
    const key = Buffer.from('a secret').toString('base64');
    const AUDIT_STORAGE = world.storage.connectionString.replace(/AccountKey=[^;]+/, `AccountKey=${key}`);
    const { code, stdout, stderr } = await run('collect', { ...world.settings, AUDIT_STORAGE });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^error: The audit storage \(127\.0\.0\.1:\d+\) could not be opened: HTTP 403 /);
    expect(stderr).toContain('Storage Table Data Contributor');
    expect(stderr).not.toContain(key);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  test('a report without collecting says that nothing is known', async () => {
    const report = JSON.parse((await run('report --no-collect --format json --json')).stdout) as {
      reports: { coverage: { state: string }[]; files: string[] }[];
    };
    expect(report.reports[0]?.coverage.every(({ state }) => state === 'missing')).toBe(true);
    expect(report.reports[0]?.files).toHaveLength(1);
  });
});

describe('pim-report collect', () => {
  test('prints a line for each day and a summary, and nothing on stderr', async () => {
    const lines = (await fine('collect')).trim().split('\n');
    expect(lines).toHaveLength(32);
    expect(lines[29]).toMatch(new RegExp(`^${yesterday} {2}complete +\\d+ events`));
    expect(lines.some((line) => /complete +\d+ events \(\d+ new/.test(line))).toBe(true);
    expect(lines.at(-2)).toMatch(/^30 days read, [\d,]+ new events; in the store: 30 complete\.$/);
    expect(lines.at(-1)).toMatch(/^Standing access read in full: \d+ assignments, \d+ role settings\.$/);
  });

  test('finds nothing new the second time', async () => {
    const result = JSON.parse(await fine('collect --json')) as {
      days: { newEvents: number }[];
      failures: string[];
    };
    expect(result.failures).toEqual([]);
    expect(result.days.map(({ newEvents }) => newEvents)).toEqual([0, 0, 0, 0]);
  });

  test('reads the given days, today included', async () => {
    const lines = (await fine(`collect --from ${yesterday}`)).trim().split('\n');
    expect(lines.map((line) => line.slice(0, 20).trim())).toEqual([
      `${yesterday}  complete`,
      `${utcDayOf(monday)}  partial`,
      expect.stringMatching(/^2 days read, /) as string,
      'Standing access read',
    ]);
    expect(await fine(`collect --from ${yesterday} --to ${yesterday}`)).toMatch(/^1 day read, 0 new events/m);
  });

  test('says that days older than RETENTION_DAYS are not read', async () => {
    const [old, kept] = [-20, -14].map((days) => addUtcDays(utcDayOf(monday), days));
    const settings = { ...world.settings, RETENTION_DAYS: '14' };
    const line = '1 day was not read: older than RETENTION_DAYS (14), which would delete it again.\n';
    const output = await fine(`collect --from ${old} --to ${old}`, settings);
    expect(output).toContain(line);
    expect(output).not.toContain('Nothing to do');
    expect(await fine(`collect --from ${kept} --to ${kept}`, settings)).toMatch(/^1 day read, /m);
  });

  test('prints nothing with --quiet', async () => {
    expect(await fine('collect --quiet')).toBe('');
  });
});

describe('pim-report report', () => {
  test('writes every requested format, and prints the paths', async () => {
    const stdout = await fine('report --format xlsx,csv,json,html --out files');
    const label = periodLabel(week());
    const tables = ['access', 'activations', 'changes', 'findings'].map(
      (table) => `weekly-${label}-${table}.csv`,
    );
    const names = [...tables, ...['html', 'json', 'xlsx'].map((format) => `weekly-${label}.${format}`)];
    expect((await readdir(join(folder.path, 'files'))).sort()).toEqual(names);
    expect(stdout).toMatch(
      new RegExp(
        `^weekly ${label}: complete, \\d+ activations.* findings; (files/weekly-${label}[-\\w]*\\.\\w+(, )?){7}\\n$`,
      ),
    );
    const workbook = await readWorkbook(await readFile(join(folder.path, 'files', `weekly-${label}.xlsx`)));
    expect(workbook.worksheets.map(({ name }) => name)).toEqual([
      'Summary',
      'Findings',
      'Activations',
      'Changes',
      'Access',
      'Role settings',
      'Coverage',
      'Events',
      'About',
    ]);
    const report = JSON.parse(await readFile(join(folder.path, 'files', `weekly-${label}.json`), 'utf8')) as {
      schemaVersion: number;
      activations: { id: string }[];
    };
    expect(report.schemaVersion).toBe(2);
    expect(byId(report.activations)).toMatchObject(truthOf(world.tenant, week(), monday));
  });

  test('accepts a week or days, in the zone of the report', async () => {
    const label = periodLabel(week());
    const printed = await fine(`report --no-collect --week ${label} --format json --json`);
    const { reports } = JSON.parse(printed) as { reports: { period: Record<string, string> }[] };
    expect(reports[0]?.period).toEqual({
      label,
      from: week().from.toISOString(),
      to: week().to.toISOString(),
      timeZone: world.tenant.timeZone,
    });
    // A day of the week before: too long ago for a snapshot of access.
    const day = utcDayOf(new Date(week().from.getTime() - 5 * 86_400_000));
    const stdout = await fine(`report --no-collect --from ${day} --to ${day} --format csv --out days`);
    const tables = ['activations', 'changes', 'findings'];
    const names = tables.map((table) => `days/weekly-${day}_${day}-${table}.csv`);
    expect(stdout.trim()).toMatch(new RegExp(`; ${names.join(', ').replaceAll('.', '\\.')}$`));
  });

  test('warns about a week that is not over, and does not send it', async () => {
    const current = periodLabel(
      lastWholeWeek(new Date(monday.getTime() + 7 * 86_400_000), world.tenant.timeZone),
    );
    const written = await run(`report --no-collect --week ${current} --format json`);
    expect(written.code).toBe(0);
    expect(written.stderr).toMatch(new RegExp(`^warning: ${current} is not over`));
    const sent = await run(`report --week ${current} --send`);
    expect(sent.code).toBe(2);
    expect(sent.stderr).toMatch(/can be written, but not sent/);
    expect(world.mailbox.messages).toHaveLength(0);
  });

  test('with --send mails once', async () => {
    const label = periodLabel(week());
    expect(await fine('report --send --format json')).toContain(`weekly ${label}: sent to security@`);
    expect(await fine('report --send --format json')).toMatch(/was sent at .*and is not sent again/);
    expect(world.mailbox.messages).toHaveLength(1);
    const attached = world.mailbox.messages[0]?.mail.attachments?.map(({ name }) => name);
    expect(attached).toEqual([`weekly-${label}.xlsx`]);
  });

  test('reads local.settings.json, and prefers the environment', async () => {
    const Values = { ...world.settings, REPORTS: '[{"name":"from-file"}]', REPORT_TIME_ZONE: 'UTC' };
    // As editors on Windows write it.
    await writeFile(
      join(folder.path, 'local.settings.json'),
      `\uFEFF${JSON.stringify({ IsEncrypted: false, Values })}`,
    );
    const report = 'report --no-collect --format json';
    expect(await fine(report, {})).toContain('from-file-');
    expect(await fine(report, { REPORTS: '[{"name":"from-env"}]' })).toContain('from-env-');
    expect(await fine(report, { REPORTS: '' })).toContain('from-file-');
  });

  test('fails with one line when its folder cannot be written', async () => {
    await writeFile(join(folder.path, 'taken'), '');
    const { code, stderr } = await run('report --no-collect --format json --out taken');
    expect(code).toBe(1);
    expect(stderr).toMatch(/^error: .*taken/);
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});

test('pim-report demo writes the workbook and the mail into the folder, and stops everything', async () => {
  const stdout = await fine('demo --out shown', {});
  const files = await readdir(join(folder.path, 'shown'));
  for (const end of ['.xlsx', '.eml', '.html']) expect(files.some((file) => file.endsWith(end))).toBe(true);
  expect(stdout).toContain(join('shown', files.find((file) => file.endsWith('.xlsx')) ?? ''));
  expect(stdout).toContain('Everything that was started has been stopped.');
});
