import type { ReportRun } from '../../../shared/domain/report-run';
import { TableClient } from '@azure/data-tables';
import { startStorageEmulator, type StorageEmulator } from '../../../local/storage-emulator';
import { openTable } from '../../support/servers/pipeline';
import { createDeliveryLedger } from '../../../shared/storage/azure/delivery-ledger';

let storage: StorageEmulator;
let table: TableClient;
const signal = AbortSignal.timeout(60_000);
const run: ReportRun = {
  report: 'weekly',
  period: '2026-W47',
  timeZone: 'Europe/Berlin',
  state: 'sending',
  attempt: 2,
  operationId: '0c2c0d63-8f4b-5d92-9d5b-1b9e6f2f0a01',
  fileName: 'weekly-2026-W47.xlsx',
  fileHash: 'ab'.repeat(32),
  openDays: ['2026-11-17'],
  archive: [
    {
      path: 'weekly/2026/2026-W47.xlsx',
      sha256: 'ab'.repeat(32),
      bytes: 4711,
      previous: [{ path: 'weekly/2026/2026-W46.xlsx', sha256: 'cd'.repeat(32) }],
    },
  ],
  events: 53,
  recipients: ['a@x.example', 'b@x.example'],
  startedAt: new Date('2026-11-23T07:00:00.123Z'),
  sentAt: new Date('2026-11-23T07:00:20.000Z'),
  error: 'Es ging schief 😀.',
};

beforeAll(async () => {
  storage = await startStorageEmulator();
});
beforeEach(async () => {
  table = await openTable(storage.connectionString, 'ReportRuns');
});
afterEach(() => table.deleteTable());
afterAll(() => storage.stop());

describe('the delivery ledger', () => {
  test('knows nothing of a mail that was never begun', async () => {
    expect(await createDeliveryLedger(table).get('weekly', '2026-W47', signal)).toBeNull();
  });

  test('gives every field back, and null where nothing is known', async () => {
    const runs = createDeliveryLedger(table);
    const plain = {
      ...run,
      report: 'plain',
      sentAt: null,
      error: null,
      recipients: [],
      timeZone: null,
      events: null,
      openDays: [],
      archive: [],
    };
    const version = await runs.begin(run, signal);
    await runs.begin(plain, signal);
    expect(await runs.get('weekly', '2026-W47', signal)).toEqual({ run, version });
    expect((await runs.get('plain', '2026-W47', signal))?.run).toEqual(plain);
  });

  test('reads rows of versions that kept less', async () => {
    const runs = createDeliveryLedger(table);
    await runs.begin(run, signal);
    const row = await table.getEntity<Record<string, unknown>>('weekly', '2026-W47');
    const old = Object.entries(row).filter(
      ([key]) => !['archive', 'openDays', 'events', 'timeZone'].includes(key),
    );
    await table.updateEntity(
      { ...Object.fromEntries(old), partitionKey: 'weekly', rowKey: '2026-W47' },
      'Replace',
    );
    expect((await runs.get('weekly', '2026-W47', signal))?.run).toEqual({
      ...run,
      archive: [],
      openDays: [],
      events: null,
      timeZone: null,
    });
  });

  test('names the reports that have rows, each once', async () => {
    const runs = createDeliveryLedger(table);
    for (const [report, period] of [
      ['weekly', '2026-W46'],
      ['weekly', '2026-W47'],
      ['exchange', '2026-W47'],
    ] as const)
      await runs.begin({ ...run, report, period }, signal);
    expect((await runs.reports(signal)).sort()).toEqual(['exchange', 'weekly']);
  });

  test('lets one of many begin, and its row stands', async () => {
    const runs = createDeliveryLedger(table);
    const tries = [1, 2, 3, 4, 5].map((attempt) => runs.begin({ ...run, attempt }, signal));
    const winners = (await Promise.all(tries)).flatMap((won, index) => (won === null ? [] : [index + 1]));
    expect(winners).toHaveLength(1);
    expect((await runs.get('weekly', '2026-W47', signal))?.run.attempt).toBe(winners[0]);
  });

  test('lets one of many replace a version, and forgets what its row does not know', async () => {
    const runs = createDeliveryLedger(table);
    const first = (await runs.begin(run, signal))!;
    const replace = (attempt: number) =>
      runs.replace({ ...run, attempt, error: null, sentAt: null }, first, signal);
    const versions = await Promise.all([1, 2, 3, 4, 5].map(replace));
    const winner = versions.findIndex((version) => version !== null) + 1;
    expect(versions.filter((version) => version !== null)).toHaveLength(1);
    const now = await runs.get('weekly', '2026-W47', signal);
    expect(now).toEqual({
      run: { ...run, attempt: winner, error: null, sentAt: null },
      version: versions[winner - 1],
    });
    expect(await runs.replace(run, now!.version, signal)).not.toBeNull();
  });

  test('replaces nothing that is not there', async () => {
    const runs = createDeliveryLedger(table);
    const version = (await runs.begin(run, signal))!;
    expect(await runs.replace({ ...run, report: 'other' }, version, signal)).toBeNull();
  });

  test('lists the rows of one report, in order', async () => {
    const runs = createDeliveryLedger(table);
    for (const period of ['2027-W01', '2026-W47-correction-1', '2026-W47'])
      await runs.begin({ ...run, period }, signal);
    await runs.begin({ ...run, report: 'other' }, signal);
    const listed = await runs.list('weekly', signal);
    expect(listed.map(({ period }) => period)).toEqual(['2026-W47', '2026-W47-correction-1', '2027-W01']);
    expect(listed[0]).toEqual(run);
  });

  test('keeps an error that is longer than a property may be', async () => {
    const runs = createDeliveryLedger(table);
    await runs.begin({ ...run, error: 'x'.repeat(100_000) }, signal);
    expect((await runs.get('weekly', '2026-W47', signal))?.run.error).toHaveLength(4_000);
  });

  test('is empty before the first run has made it', async () => {
    const { url } = table;
    const name = url.slice(url.lastIndexOf('/') + 1);
    const missing = TableClient.fromConnectionString(storage.connectionString, `${name}NotMade`, {
      allowInsecureConnection: true,
    });
    const runs = createDeliveryLedger(missing);
    expect(await runs.get('weekly', '2026-W47', signal)).toBeNull();
    expect(await runs.list('weekly', signal)).toEqual([]);
    expect(await runs.reports(signal)).toEqual([]);
  });

  const calls: [
    string,
    (runs: ReturnType<typeof createDeliveryLedger>, within: AbortSignal) => Promise<unknown>,
  ][] = [
    ['get', (runs, within) => runs.get('weekly', '2026-W47', within)],
    ['list', (runs, within) => runs.list('weekly', within)],
    ['reports', (runs, within) => runs.reports(within)],
    ['begin', (runs, within) => runs.begin(run, within)],
    ['replace', (runs, within) => runs.replace(run, 'x', within)],
  ];
  test.each(calls)('takes neither a refusal nor an end of time for an answer: %s', async (_, call) => {
    const secret = Buffer.from('not the key').toString('base64');
    const connection = storage.connectionString.replace(/AccountKey=[^;]+/, `AccountKey=${secret}`);
    const locked = TableClient.fromConnectionString(connection, 'ReportRuns', {
      allowInsecureConnection: true,
    });
    await expect(call(createDeliveryLedger(locked), signal)).rejects.toMatchObject({ statusCode: 403 });
    await expect(call(createDeliveryLedger(table), AbortSignal.abort())).rejects.toThrow();
  });
});
