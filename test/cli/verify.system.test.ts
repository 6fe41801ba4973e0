import { createHash } from 'node:crypto';
import { TableClient } from '@azure/data-tables';
import type { World } from '../../local/world';
import { lastWholeWeek, periodLabel, previousPeriod } from '../../shared/domain/period';
import { archiveContainer, dumpArchive, putFile, type BlobFile } from '../support/outputs/archive-files';
import { ensureBuilt, runCommand } from '../support/servers/cli';
import { dumpTables, scratchFolder, startTestWorld } from '../support/servers/pipeline';

/** The commands read the real clock, so this world lives today. */
const now = new Date();
const sha256 = (content: Buffer): string => createHash('sha256').update(content).digest('hex');
/** The last three whole weeks, the oldest first. */
let weeks: string[];
let world: World;
let folder: Awaited<ReturnType<typeof scratchFolder>>;
let files: BlobFile[];
let rows: Record<string, unknown>[];

const run = (...args: string[]) => runCommand(args, { folder: folder.path, settings: world.settings });
const account = () => world.storage.connectionString;
const runsTable = () =>
  TableClient.fromConnectionString(account(), 'ReportRuns', { allowInsecureConnection: true });

beforeAll(async () => {
  await ensureBuilt();
  folder = await scratchFolder();
  const settings = {
    REPORTS: '[{"name":"weekly","formats":"xlsx,csv"},{"name":"auditor","formats":"csv"}]',
  };
  world = await startTestWorld({ now, clock: () => new Date(), settings });
  const last = lastWholeWeek(now, world.tenant.timeZone);
  weeks = [previousPeriod(previousPeriod(last)), previousPeriod(last), last].map(periodLabel);
  for (const week of weeks) {
    const { code, stderr } = await run('report', '--week', week, '--send', '--format', 'json');
    // The first week lies before the sample tenant in part, but Graph still has its days.
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  }
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

test('every sent file is in the archive with its hash, and its mail prints it', () => {
  expect(world.mailbox.messages).toHaveLength(6);
  expect(files).toHaveLength(3 * (3 + 2));
  for (const { content, metadata } of files) expect(metadata.sha256).toBe(sha256(content));
  for (const { mail } of world.mailbox.messages) {
    for (const { contentInBase64 } of mail.attachments ?? []) {
      const hash = sha256(Buffer.from(contentInBase64, 'base64'));
      expect(files.map(({ metadata }) => metadata.sha256)).toContain(hash);
      expect(mail.content.plainText).toContain(hash);
      expect(mail.content.html).toContain(hash);
    }
  }
});

test('a chain that nobody touched is whole', async () => {
  const { code, stdout, stderr } = await run('verify');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout.trim().split('\n')).toEqual([
    'weekly  whole: 9 files, each with the hash that it was sent with',
    'auditor  whole: 6 files, each with the hash that it was sent with',
  ]);
  const json = await run('verify', '--json', '--report', 'auditor');
  expect(JSON.parse(json.stdout)).toEqual([{ report: 'auditor', files: 6, broken: null }]);
});

/** Each way to tamper, and what the one line of the error must name. */
const tampering: [string, () => Promise<unknown>, () => RegExp][] = [
  [
    'content changed, its metadata kept',
    () => putFile(account(), { ...fileAt(pathOf(1, '.xlsx')), content: Buffer.from('forged') }),
    () => new RegExp(`weekly: ${pathOf(1, '.xlsx')} has been altered: expected SHA-256 \\w{64}, found`),
  ],
  [
    'content changed together with the hash that it carries',
    () => {
      const content = Buffer.from('forged');
      const { path, metadata } = fileAt(pathOf(2, '.csv'));
      return putFile(account(), { path, content, metadata: { ...metadata, sha256: sha256(content) } });
    },
    () => new RegExp(`weekly: .*${pathOf(2, '.csv')}`),
  ],
  [
    'what it says of the file before it changed',
    () => {
      const { path, content, metadata } = fileAt(pathOf(1, '.xlsx'));
      return putFile(account(), { path, content, metadata: { sha256: metadata.sha256 ?? '' } });
    },
    () => new RegExp(`weekly: ${pathOf(1, '.xlsx')} names as the file before it none; the ledger expected`),
  ],
  [
    'a file in the middle deleted',
    () => archiveContainer(account()).deleteBlob(pathOf(1, '.csv')),
    () => new RegExp(`weekly: ${pathOf(1, '.csv')} is not in the archive: .* names it`),
  ],
  [
    'the last files deleted',
    async () => {
      for (const end of ['.xlsx', '.csv', '-mail.json'])
        await archiveContainer(account()).deleteBlob(pathOf(2, end));
    },
    () => new RegExp(`weekly: ${pathOf(2, '')}\\S+ is not in the archive: the ledger says`),
  ],
  [
    'a file put in, well linked',
    () => {
      const before = fileAt(pathOf(2, '.csv'));
      const content = Buffer.from('a report that was never sent');
      const metadata = {
        sha256: sha256(content),
        previous: before.path,
        previoussha256: before.metadata.sha256!,
      };
      return putFile(account(), { path: 'weekly/2026/2026-W01.csv', content, metadata });
    },
    () => /weekly: weekly\/2026\/2026-W01\.csv \(SHA-256 \w{64}\) is in the archive, but no mail/,
  ],
  [
    'a file of another report put in its place',
    () => putFile(account(), { ...fileAt(pathOf(1, '.csv', 'auditor')), path: pathOf(1, '.csv') }),
    () => new RegExp(`weekly: .*${pathOf(1, '.csv')}`),
  ],
  [
    'a file of another report put beside',
    () => putFile(account(), { ...fileAt(pathOf(1, '.csv', 'auditor')), path: pathOf(1, '-copy.csv') }),
    () => new RegExp(`weekly: .*${pathOf(1, '-copy.csv')}`),
  ],
  [
    "the ledger's hash of a file changed in its archive",
    () =>
      changeRow(({ archive }) => ({ archive: String(archive).replace(/"sha256":"\w{4}/, '"sha256":"0000') })),
    () => new RegExp(`weekly: ${pathOf(1, '')}\\S+ .*the ledger expected 0000`),
  ],
  [
    "the ledger's hash of the sent file changed",
    () => changeRow(() => ({ fileHash: '0'.repeat(64) })),
    () => new RegExp(`weekly: .*${weeks[1]!}.*0{64}`),
  ],
  [
    'the row of a mail deleted from the ledger',
    () => runsTable().deleteEntity('weekly', weeks[1]!),
    () => new RegExp(`weekly: ${pathOf(1, '')}\\S+ .* no mail of the delivery ledger knows it`),
  ],
];

async function changeRow(change: (row: Record<string, unknown>) => Record<string, unknown>): Promise<void> {
  const row = rows.find(({ partitionKey, rowKey }) => partitionKey === 'weekly' && rowKey === weeks[1])!;
  await runsTable().upsertEntity({ ...row, ...change(row) } as never, 'Replace');
}

/** As it was before somebody tampered. */
async function restore(): Promise<void> {
  const paths = new Set(files.map(({ path }) => path));
  for await (const { name } of archiveContainer(account()).listBlobsFlat())
    if (!paths.has(name)) await archiveContainer(account()).deleteBlob(name);
  for (const file of files) await putFile(account(), file);
  for (const row of rows) await runsTable().upsertEntity(row as never, 'Replace');
}

describe('tampering is found, and the first broken link named', () => {
  afterEach(restore);

  test.each(tampering)('%s', async (_, tamper, says) => {
    await tamper();
    const { code, stdout, stderr } = await run('verify');
    expect(code).toBe(1);
    expect(stderr).toMatch(says());
    // One link of one chain, in one line; the other chain is told to be whole.
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).toMatch(/^error: /);
    expect(stderr).not.toMatch(/\bat [^ ]+:\d+/);
    expect(stdout).toContain('weekly  BROKEN\nauditor  whole: 6 files');
  });

  test('a report that the settings no longer name, with all its files deleted', async () => {
    for (const { path } of files)
      if (path.startsWith('weekly/')) await archiveContainer(account()).deleteBlob(path);
    const settings = { ...world.settings, REPORTS: '[{"name":"auditor","formats":"csv"}]' };
    const { code, stdout, stderr } = await runCommand(['verify'], { folder: folder.path, settings });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^error: weekly: weekly\/\S+ is not in the archive: the ledger says/);
    expect(stdout).toContain('auditor  whole: 6 files');
    expect(stdout).toContain('weekly  BROKEN');
  });

  test('and what was put back is whole again', async () => {
    expect(await run('verify')).toMatchObject({ code: 0, stderr: '' });
  });
});
