import type { DeliveryRow } from '../../../shared/domain/reports/delivery-row';
import type { DeliveryLedger } from '../../../shared/jobs/report/delivery-ledger';

const signal = AbortSignal.timeout(900_000);
/** A row with a value in every field. */
export const row: DeliveryRow = {
  report: 'weekly',
  edition: '2026-W47',
  timeZone: 'Europe/Berlin',
  state: 'sending',
  attempt: 2,
  operationId: '0c2c0d63-8f4b-5d92-9d5b-1b9e6f2f0a01',
  mailHost: 'mail.communication.azure.com',
  fileName: 'weekly-2026-W47.xlsx',
  fileHash: 'ab'.repeat(32),
  openDays: ['2026-11-17'],
  link: {
    path: 'weekly/2026/2026-W47-link.json',
    sha256: 'ab'.repeat(32),
    previous: [{ path: 'weekly/2026/2026-W46-link.json', sha256: 'cd'.repeat(32) }],
  },
  events: 53,
  lookedThrough: 57,
  recipients: ['a@x.example', 'b@x.example'],
  enteredAt: new Date('2026-11-23T06:00:00.456Z'),
  startedAt: new Date('2026-11-23T07:00:00.123Z'),
  sentAt: new Date('2026-11-23T07:00:20.000Z'),
  error: 'Es ging schief 😀.',
};

/** What every delivery ledger guarantees. `open` returns an empty one. */
export function deliveryLedgerContract(open: () => Promise<DeliveryLedger>): void {
  let deliveries: DeliveryLedger;
  beforeEach(async () => {
    deliveries = await open();
  });

  test('returns no row for a mail that was never begun', async () => {
    expect(await deliveries.get('weekly', '2026-W47', signal)).toBeNull();
  });

  test('returns every field, and null where nothing is known', async () => {
    const plain = {
      ...row,
      report: 'plain',
      sentAt: null,
      error: null,
      recipients: [],
      events: null,
      openDays: [],
      lookedThrough: null,
      link: null,
      mailHost: null,
    };
    const version = await deliveries.begin(row, signal);
    await deliveries.begin(plain, signal);
    expect(await deliveries.get('weekly', '2026-W47', signal)).toEqual({ row, version });
    expect((await deliveries.get('plain', '2026-W47', signal))?.row).toEqual(plain);
  });

  test('lists each report that has rows once', async () => {
    for (const [report, edition] of [
      ['weekly', '2026-W46'],
      ['weekly', '2026-W47'],
      ['exchange', '2026-W47'],
    ] as const)
      await deliveries.begin({ ...row, report, edition }, signal);
    expect([...(await deliveries.reports(signal))].sort()).toEqual(['exchange', 'weekly']);
  });

  test('lets one of several runs begin, and keeps its row', async () => {
    const tries = [1, 2, 3, 4, 5].map((attempt) => deliveries.begin({ ...row, attempt }, signal));
    const winners = (await Promise.all(tries)).flatMap((won, index) => (won === null ? [] : [index + 1]));
    expect(winners).toHaveLength(1);
    expect((await deliveries.get('weekly', '2026-W47', signal))?.row.attempt).toBe(winners[0]);
  });

  test('lets one of several runs replace a version, and replaces the row completely', async () => {
    const first = (await deliveries.begin(row, signal))!;
    const replace = (attempt: number) =>
      deliveries.replace({ ...row, attempt, error: null, sentAt: null }, first, signal);
    const versions = await Promise.all([1, 2, 3, 4, 5].map(replace));
    const winner = versions.findIndex((version) => version !== null) + 1;
    expect(versions.filter((version) => version !== null)).toHaveLength(1);
    const now = await deliveries.get('weekly', '2026-W47', signal);
    expect(now).toEqual({
      row: { ...row, attempt: winner, error: null, sentAt: null },
      version: versions[winner - 1],
    });
    expect(await deliveries.replace(row, now!.version, signal)).not.toBeNull();
  });

  test('does not replace a row that does not exist', async () => {
    const version = (await deliveries.begin(row, signal))!;
    expect(await deliveries.replace({ ...row, report: 'other' }, version, signal)).toBeNull();
  });

  test('is empty before the first run', async () => {
    expect(await deliveries.list('weekly', signal)).toEqual([]);
    expect(await deliveries.reports(signal)).toEqual([]);
  });

  test('lists the rows of one report, in order', async () => {
    for (const edition of ['2027-W01', '2026-W47-correction-1', '2026-W47'])
      await deliveries.begin({ ...row, edition }, signal);
    await deliveries.begin({ ...row, report: 'other' }, signal);
    const listed = await deliveries.list('weekly', signal);
    expect(listed.map(({ edition }) => edition)).toEqual(['2026-W47', '2026-W47-correction-1', '2027-W01']);
    expect(listed[0]).toEqual(row);
  });
}
