import { isSettled, type AlertRow, type LastAlertRun } from '../../../shared/domain/alerts/alert-row';
import type { AlertLedgerUnderTest } from '../../storage/alert-ledger-contract';

/** An alert ledger in memory; the version of a row is the number of its writes. */
export interface FakeAlertLedger extends AlertLedgerUnderTest {
  /** All rows, in the order of their creation. */
  readonly rows: () => readonly AlertRow[];
  /** All writes in order, each with channel, key and state. */
  readonly journal: readonly string[];
}

export function createFakeAlertLedger(): FakeAlertLedger {
  const rows = new Map<string, { row: AlertRow; version: number }>();
  const journal: string[] = [];
  let lastRun: LastAlertRun | null = null;
  const keyOf = ({ channel, alert, firstEventAt }: AlertRow) =>
    `${channel} ${firstEventAt.toISOString()} ${alert.key}`;
  const write = (row: AlertRow, version: number) => {
    rows.set(keyOf(row), { row, version });
    journal.push(`${row.channel} ${row.alert.key} ${row.state}`);
    return Promise.resolve(String(version));
  };
  return {
    journal,
    rows: () => [...rows.values()].map(({ row }) => row),
    lastRun: () => Promise.resolve(lastRun),
    recordRun(next) {
      lastRun = next;
      journal.push('run');
      return Promise.resolve();
    },
    list: (channel, since) =>
      Promise.resolve(
        [...rows.values()]
          .filter(({ row }) => row.channel === channel && row.firstEventAt >= since)
          .map(({ row, version }) => ({ row, version: String(version) }))
          .sort((a, b) => a.row.firstEventAt.getTime() - b.row.firstEventAt.getTime()),
      ),
    begin: (row) => (rows.has(keyOf(row)) ? Promise.resolve(null) : write(row, 1)),
    replace(row, version) {
      const stored = rows.get(keyOf(row));
      return String(stored?.version) === version ? write(row, Number(version) + 1) : Promise.resolve(null);
    },
    undelivered: () =>
      Promise.resolve([...rows.values()].map(({ row }) => row).filter(({ state }) => state !== 'sent')),
    deleteBefore(before) {
      for (const [key, { row }] of rows) if (row.firstEventAt < before) rows.delete(key);
      return Promise.resolve();
    },
  };
}

/** Rows of a ledger that are not settled, as `key state`. */
export const openRows = (ledger: FakeAlertLedger): string[] =>
  ledger
    .rows()
    .filter((row) => !isSettled(row))
    .map(({ alert, state }) => `${alert.key} ${state}`);
