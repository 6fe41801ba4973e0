import type { AlertRow, LastAlertRun, StoredAlert } from '../../shared/domain/alerts/alert-row';
import { anAlert } from '../support/builders/alerts';

/** The methods of the alert ledger. */
export interface AlertLedgerUnderTest {
  lastRun(signal: AbortSignal): Promise<LastAlertRun | null>;
  recordRun(run: LastAlertRun, signal: AbortSignal): Promise<void>;
  list(channel: string, since: Date, signal: AbortSignal): Promise<readonly StoredAlert[]>;
  begin(row: AlertRow, signal: AbortSignal): Promise<string | null>;
  replace(row: AlertRow, version: string, signal: AbortSignal): Promise<string | null>;
  undelivered(signal: AbortSignal): Promise<readonly AlertRow[]>;
  deleteBefore(before: Date, signal: AbortSignal): Promise<void>;
}

const signal = AbortSignal.timeout(900_000);
const noon = new Date('2026-11-16T12:00:00.000Z');
const later = (minutes: number) => new Date(noon.getTime() + minutes * 60_000);

/** A row of the channel `soc`; fields that are left out have the values of a new row. */
export function anAlertRow(overrides: Partial<AlertRow> = {}): AlertRow {
  return {
    ...{ channel: 'soc', alert: anAlert(), firstEventAt: noon, state: 'waiting', messageId: null },
    ...{ attempt: 1, failedLooks: 0, reason: null, settledAt: null },
    ...overrides,
  };
}

/** What every alert ledger guarantees. `open` returns an empty one. */
export function alertLedgerContract(open: () => Promise<AlertLedgerUnderTest>): void {
  test('returns a row as it was written, including instants, typed text and long lists', async () => {
    const ledger = await open();
    const alert = anAlert({
      sentence: 'Łódź 😀\n\u2028 "quoted" \u0007',
      eventIds: Array.from({ length: 3_000 }, (_, n) => `Directory_${n}_${'x'.repeat(40)}`),
      principal: null,
    });
    const row = anAlertRow({
      ...{ alert, state: 'failed', messageId: alert.key, attempt: 2, failedLooks: 3 },
      ...{ reason: 'hooks.example answered HTTP 500.', settledAt: later(1) },
    });
    expect(await ledger.begin(row, signal)).not.toBeNull();
    const listed = await ledger.list('soc', noon, signal);
    expect(listed.map((stored) => stored.row)).toEqual([row]);
  });

  test('begins a row once, and keeps the first', async () => {
    const ledger = await open();
    const row = anAlertRow();
    expect(await ledger.begin(row, signal)).not.toBeNull();
    expect(await ledger.begin({ ...row, failedLooks: 9 }, signal)).toBeNull();
    expect(await ledger.list('soc', noon, signal)).toMatchObject([{ row: { failedLooks: 0 } }]);
  });

  test('keeps the same alert on another channel as a row of its own', async () => {
    const ledger = await open();
    const row = anAlertRow();
    await ledger.begin(row, signal);
    expect(await ledger.begin({ ...row, channel: 'chat' }, signal)).not.toBeNull();
    expect(await ledger.list('chat', noon, signal)).toHaveLength(1);
  });

  test('replaces only the version that was read', async () => {
    const ledger = await open();
    const row = anAlertRow();
    const first = (await ledger.begin(row, signal)) ?? '';
    const second = await ledger.replace(
      { ...row, state: 'sending', messageId: row.alert.key },
      first,
      signal,
    );
    expect(second).not.toBeNull();
    expect(await ledger.replace({ ...row, state: 'failed' }, first, signal)).toBeNull();
    const [stored] = await ledger.list('soc', noon, signal);
    expect(stored).toMatchObject({ row: { state: 'sending' }, version: second });
    const third = await ledger.replace({ ...row, state: 'sent', settledAt: noon }, second ?? '', signal);
    expect(third).not.toBeNull();
    expect(await ledger.list('soc', noon, signal)).toMatchObject([{ row: { state: 'sent' } }]);
  });

  test('lists rows from a given first event on, in order of that time', async () => {
    const ledger = await open();
    for (const minutes of [5, -1, 0, 2])
      await ledger.begin(anAlertRow({ firstEventAt: later(minutes) }), signal);
    const listed = await ledger.list('soc', noon, signal);
    expect(listed.map(({ row }) => row.firstEventAt)).toEqual([later(0), later(2), later(5)]);
  });

  test('keeps the last run apart from all rows', async () => {
    const ledger = await open();
    expect(await ledger.lastRun(signal)).toBeNull();
    await ledger.recordRun({ to: noon, seen: 'one' }, signal);
    await ledger.recordRun({ to: later(15), seen: 'two' }, signal);
    expect(await ledger.lastRun(signal)).toEqual({ to: later(15), seen: 'two' });
    expect(await ledger.list('soc', new Date(0), signal)).toEqual([]);
    expect(await ledger.undelivered(signal)).toEqual([]);
  });

  test('lists as undelivered what was not sent, on every channel', async () => {
    const ledger = await open();
    const states = ['waiting', 'sending', 'failed', 'sent', 'undelivered'] as const;
    for (const state of states) await ledger.begin(anAlertRow({ state, channel: `to-${state}` }), signal);
    const found = (await ledger.undelivered(signal)).map(({ channel }) => channel);
    expect([...found].sort()).toEqual(['to-failed', 'to-sending', 'to-undelivered', 'to-waiting']);
  });

  test('deletes old rows, but not the last run', async () => {
    const ledger = await open();
    await ledger.recordRun({ to: noon, seen: 'one' }, signal);
    for (const minutes of [-1, 0]) await ledger.begin(anAlertRow({ firstEventAt: later(minutes) }), signal);
    await ledger.deleteBefore(noon, signal);
    const listed = await ledger.list('soc', new Date(0), signal);
    expect(listed.map(({ row }) => row.firstEventAt)).toEqual([noon]);
    expect(await ledger.lastRun(signal)).not.toBeNull();
  });
}
