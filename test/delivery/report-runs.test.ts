import type { ReportRun } from '../../shared/domain/report-run';
import type { TableClient } from '@azure/data-tables';
import { startStorageEmulator, type StorageEmulator } from '../../local/storage-emulator';
import { createReportRuns } from '../../shared/delivery/report-runs';
import { openTable } from '../support/pipeline';

let storage: StorageEmulator;
let table: TableClient;
const signal = AbortSignal.timeout(60_000);
const run: ReportRun = {
  report: 'weekly',
  period: '2026-W47',
  state: 'sending',
  attempt: 2,
  operationId: '0c2c0d63-8f4b-5d92-9d5b-1b9e6f2f0a01',
  fileName: 'weekly-2026-W47.xlsx',
  fileHash: 'ab'.repeat(32),
  eventsByDay: { '2026-11-16': 53, '2026-11-17': 0 },
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
    expect(await createReportRuns(table).get('weekly', '2026-W47', signal)).toBeNull();
  });

  test('gives every field back, and null where nothing is known', async () => {
    const runs = createReportRuns(table);
    const plain = { ...run, report: 'plain', sentAt: null, error: null, recipients: [] };
    expect(await runs.begin(run, signal)).toBe(true);
    await runs.put(plain, signal);
    expect(await runs.get('weekly', '2026-W47', signal)).toEqual(run);
    expect(await runs.get('plain', '2026-W47', signal)).toEqual(plain);
  });

  test('lets one of many begin, and its row stands', async () => {
    const runs = createReportRuns(table);
    const tries = [1, 2, 3, 4, 5].map((attempt) => runs.begin({ ...run, attempt }, signal));
    const winners = (await Promise.all(tries)).flatMap((won, index) => (won ? [index + 1] : []));
    expect(winners).toHaveLength(1);
    expect((await runs.get('weekly', '2026-W47', signal))?.attempt).toBe(winners[0]);
  });

  test('forgets of a row what the new one does not know', async () => {
    const runs = createReportRuns(table);
    await runs.put(run, signal);
    await runs.put({ ...run, error: null, sentAt: null }, signal);
    expect(await runs.get('weekly', '2026-W47', signal)).toEqual({ ...run, error: null, sentAt: null });
  });

  test('keeps an error that is longer than a property may be', async () => {
    const runs = createReportRuns(table);
    await runs.put({ ...run, error: 'x'.repeat(100_000) }, signal);
    expect((await runs.get('weekly', '2026-W47', signal))?.error).toHaveLength(4_000);
  });

  test('fails when the service does', async () => {
    const runs = createReportRuns(table);
    await expect(runs.get('weekly', '2026-W47', AbortSignal.abort())).rejects.toThrow();
    await expect(runs.begin(run, AbortSignal.abort())).rejects.toThrow();
  });
});
