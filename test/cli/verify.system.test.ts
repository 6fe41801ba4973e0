import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TableClient } from '@azure/data-tables';
import { openTestStorage } from '../support/servers/shared-storage';
import type { World } from '../../local/world';
import { loadSettings } from '../../shared/composition/load-settings';
import { isoWeek, lastWholeWeek, periodLabel, previousPeriod } from '../../shared/domain/time/period';
import { utcDayOf } from '../../shared/domain/time/utc-day';
import { archiveContainer, dumpArchive, putFile, type BlobFile } from '../support/outputs/archive-files';
import { ensureBuilt, runCommand } from '../support/servers/cli';
import {
  dumpTables,
  monday,
  mondayClock,
  openPipeline,
  patience,
  scratchFolder,
  startTestWorld,
} from '../support/servers/pipeline';

const clock = mondayClock();
const sha256 = (content: Buffer): string => createHash('sha256').update(content).digest('hex');
/** The last three whole weeks, the oldest first. */
let weeks: string[];
let world: World;
let folder: Awaited<ReturnType<typeof scratchFolder>>;
let files: BlobFile[];
let rows: Record<string, unknown>[];

const run = (...args: string[]) =>
  runCommand(args, { folder: folder.path, settings: world.settings, now: clock() });
const account = () => world.storage.connectionString;
const runsTable = () =>
  TableClient.fromConnectionString(account(), 'ReportRuns', { allowInsecureConnection: true });

beforeAll(async () => {
  await ensureBuilt();
  folder = await scratchFolder();
  const settings = {
    REPORTS: '[{"name":"weekly","formats":"xlsx,csv"},{"name":"auditor","formats":"csv"}]',
  };
  world = await startTestWorld({ clock, settings });
  const last = lastWholeWeek(monday, world.tenant.timeZone);
  weeks = [previousPeriod(previousPeriod(last)), previousPeriod(last), last].map(periodLabel);
  const pipeline = await openPipeline(world);
  await pipeline.open(patience());
  const { reports } = loadSettings(world.settings, { send: true });
  for (const week of weeks) {
    const asked = reports.map((definition) => ({ definition, period: isoWeek(week, definition.timeZone) }));
    const { made, failures } = await pipeline.makeReports(asked, clock(), patience());
    const sent = await pipeline.sendReports(made, clock(), patience());
    // The first week is partly before the sample tenant, but Graph still has its days.
    expect([...failures, ...sent.failures]).toEqual([]);
  }
  pipeline.close();
  files = await dumpArchive(account());
  rows = (await dumpTables(account(), ['ReportRuns'])).ReportRuns ?? [];
});
afterAll(async () => {
  await world.stop();
  await folder.remove();
});

const fileAt = (path: string): BlobFile => {
  const file = files.find((one) => one.path === path);
  if (file === undefined) throw new Error(`${path} is not among ${files.map((one) => one.path).join()}`);
  return file;
};
const pathOf = (week: number, rest: string, report = 'weekly'): string =>
  `${report}/${weeks[week]!.slice(0, 4)}/${weeks[week]!}${rest}`;

test('every sent file is in the archive, and each mail prints the hash of its own link', () => {
  expect(world.mailbox.messages).toHaveLength(6);
  expect(files).toHaveLength(3 * (6 + 5));
  const hashes = files.map(({ content }) => sha256(content));
  const links = files.filter(({ path }) => path.endsWith('-link.json')).map(({ content }) => sha256(content));
  for (const { mail } of world.mailbox.messages) {
    for (const { contentInBase64 } of mail.attachments ?? []) {
      expect(hashes).toContain(sha256(Buffer.from(contentInBase64, 'base64')));
    }
    const printed = links.filter((hash) => mail.content.plainText?.includes(hash));
    expect(printed).toHaveLength(1);
    expect(mail.content.html).toContain(printed[0]);
    expect(mail.content.html).not.toContain('0'.repeat(64));
  }
});

test('verify passes on an untouched chain', async () => {
  const { code, stdout, stderr } = await run('verify');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout.trim().split('\n')).toEqual([
    `weekly: OK, 3 mails with 12 files; all hashes match. Proof in the newest mail: ${linkOf('weekly')}`,
    `auditor: OK, 3 mails with 9 files; all hashes match. Proof in the newest mail: ${linkOf('auditor')}`,
  ]);
  const json = await run('verify', '--json', '--report', 'auditor');
  expect(JSON.parse(json.stdout)).toMatchObject([{ report: 'auditor', mails: 3, files: 15, problems: [] }]);
});

const linkOf = (report: string): string => sha256(fileAt(pathOf(2, '-link.json', report)).content);

test('verify fails when there is nothing to verify', async () => {
  const { code, stdout, stderr } = await run('verify', '--report', 'unknown');
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toContain('nothing to verify: the archive holds no file of a report named "unknown"');
  const empty = await openTestStorage();
  try {
    const settings = { ...world.settings, AUDIT_STORAGE: empty.connectionString };
    const end = await runCommand(['verify'], { folder: folder.path, settings });
    expect(end).toMatchObject({ code: 1, stdout: '' });
    expect(end.stderr).toContain('There is nothing to verify');
  } finally {
    await empty.stop();
  }
});

describe('verify --file', () => {
  const held = () => join(folder.path, 'held.xlsx');

  test('recognizes a file by its content', async () => {
    await writeFile(held(), fileAt(pathOf(1, '.xlsx')).content);
    const { code, stdout, stderr } = await run('verify', '--file', held());
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain(`is weekly-${weeks[1]!}.xlsx of the report weekly, sent at ${utcDayOf(monday)}`);
  });

  test('rejects a file of another report than the one that is named', async () => {
    await writeFile(held(), fileAt(pathOf(1, '.xlsx')).content);
    expect(await run('verify', '--report', 'weekly', '--file', held())).toMatchObject({ code: 0 });
    const { code, stdout, stderr } = await run('verify', '--report', 'auditor', '--file', held());
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(`is weekly-${weeks[1]!}.xlsx of the report weekly, not of auditor.`);
  });

  test('rejects a file with one changed byte', async () => {
    await writeFile(held(), Buffer.concat([fileAt(pathOf(1, '.xlsx')).content, Buffer.from('.')]));
    const { code, stderr } = await run('verify', '--file', held());
    expect(code).toBe(1);
    expect(stderr).toMatch(/is not a file that was sent: no archived file has its SHA-256 \w{64}\./);
  });

  test('rejects a file that does not exist', async () => {
    expect(await run('verify', '--file', join(folder.path, 'no.xlsx'))).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('there is no file') as string,
    });
  });
});

/** Some kinds of tampering from test/tampering, each with another file or row, and what the error must name. */
const tampering = (): readonly (readonly [what: string, tamper: () => Promise<unknown>, says: RegExp])[] => [
  [
    'a workbook changed',
    () => putFile(account(), { ...fileAt(pathOf(1, '.xlsx')), content: Buffer.from('forged') }),
    new RegExp(`weekly: ${pathOf(1, '.xlsx')} has been changed: it was archived with SHA-256 \\w{64}, found`),
  ],
  [
    'a file in the middle deleted',
    () => archiveContainer(account()).deleteBlob(pathOf(1, '-activations.csv')),
    new RegExp(`weekly: ${pathOf(1, '-activations.csv')} is missing`),
  ],
  [
    'a file of another report put beside',
    () =>
      putFile(account(), {
        ...fileAt(pathOf(1, '-activations.csv', 'auditor')),
        path: pathOf(1, '-copy.csv'),
      }),
    new RegExp(`weekly: ${pathOf(1, '-copy.csv')} belongs to no archived mail`),
  ],
  [
    'the hash of a link changed in the ledger',
    () => changeRow(2, ({ link }) => ({ link: String(link).replace(/"sha256":"\w{4}/, '"sha256":"0000') })),
    new RegExp(`weekly: ${pathOf(2, '-link.json')} has been changed: the ledger names it with SHA-256 0000`),
  ],
  [
    'the row of a mail deleted from the ledger',
    () => runsTable().deleteEntity('weekly', weeks[0]!),
    new RegExp(`weekly: ${pathOf(0, '-mail.json')} is archived, but the ledger knows no mail of weekly`),
  ],
];

async function changeRow(
  week: number,
  change: (row: Record<string, unknown>) => Record<string, unknown>,
): Promise<void> {
  const row = rows.find(({ partitionKey, rowKey }) => partitionKey === 'weekly' && rowKey === weeks[week])!;
  await runsTable().upsertEntity({ ...row, ...change(row) } as never, 'Replace');
}

/** The file before the tampering. */
async function restore(): Promise<void> {
  const paths = new Set(files.map(({ path }) => path));
  for await (const { name } of archiveContainer(account()).listBlobsFlat())
    if (!paths.has(name)) await archiveContainer(account()).deleteBlob(name);
  for (const file of files) await putFile(account(), file);
  for (const row of rows) await runsTable().upsertEntity(row as never, 'Replace');
}

describe('verify finds and names tampering', () => {
  afterEach(restore);

  // Each kind alone: test/jobs/deliver.
  test('of every kind at once, and trusts the other report', async () => {
    for (const [, tamper] of tampering()) await tamper();
    const { code, stdout, stderr } = await run('verify');
    expect(code).toBe(1);
    for (const [what, , says] of tampering())
      expect([what, stderr]).toEqual([what, expect.stringMatching(says)]);
    expect(stderr).toMatch(/^error: /);
    expect(stderr).not.toMatch(/\bat [^ ]+:\d+/);
    expect(stdout).toContain('weekly: BROKEN\nauditor: OK, 3 mails with 9 files');
  });

  test('a report that the settings no longer name, with all its files deleted', async () => {
    for (const { path } of files)
      if (path.startsWith('weekly/')) await archiveContainer(account()).deleteBlob(path);
    const settings = { ...world.settings, REPORTS: '[{"name":"auditor","formats":"csv"}]' };
    const { code, stdout, stderr } = await runCommand(['verify'], { folder: folder.path, settings });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^error: weekly: weekly\/\S+ is missing: the ledger names it/);
    expect(stdout).toContain('auditor: OK, 3 mails with 9 files');
    expect(stdout).toContain('weekly: BROKEN');
  });

  test('a report of the settings, emptied in archive and ledger', async () => {
    for (const { path } of files)
      if (path.startsWith('auditor/')) await archiveContainer(account()).deleteBlob(path);
    for (const { partitionKey, rowKey } of rows)
      if (partitionKey === 'auditor') await runsTable().deleteEntity('auditor', String(rowKey));
    const { code, stdout, stderr } = await run('verify');
    expect(code).toBe(1);
    expect(stdout).toMatch(/^weekly: OK, .*\nauditor: NOTHING TO VERIFY$/m);
    expect(stderr).toContain(
      'error: auditor: there is nothing to verify: the settings name this report, but neither archive nor ledger has a mail of it.',
    );
  });

  test('the row of a sent mail set back: the mail is named, and its file does not count as never sent', async () => {
    await changeRow(1, () => ({ state: 'sending', sentAt: undefined }));
    const { code, stdout } = await run('verify');
    expect(code).toBe(0);
    expect(stdout).toContain(
      `weekly: ${pathOf(1, '-mail.json')} is not marked as sent, but as "sending" in the ledger: the next run asks`,
    );
    const held = join(folder.path, 'held.xlsx');
    await writeFile(held, fileAt(pathOf(1, '.xlsx')).content);
    const found = await run('verify', '--file', held);
    expect(found).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('marks its mail as "sending"') as string,
    });
    expect(found.stdout).toContain('of the report weekly, which may have been sent');
  });

  test('verify passes again after the files are restored', async () => {
    expect(await run('verify')).toMatchObject({ code: 0, stderr: '' });
  });
});
