import type { FaultRow, Outcome } from './fault-row';
import type { FaultWorld } from './fault-world';
import type { FaultRun } from './run-fault';

const everyWay = process.env.FAULTS === 'every';

/**
 * Returns the names and arguments of the tests. `npm run faults` tests each row in every way that has an outcome;
 * `npm test` tests it in one way, alternating between rows.
 */
export const cases = (rows: readonly FaultRow[]) =>
  rows.flatMap((row, index) =>
    waysOf(row, index).map((times): [string, FaultRow, 'once' | 'always', Outcome] => {
      const name = `${row.on}: ${row.fault}, ${row.at ?? 'any request'}, ${times}`;
      return [name, row, times, row[times]!];
    }),
  );

function waysOf(row: FaultRow, index: number): ('once' | 'always')[] {
  const ways = (['once', 'always'] as const).filter((times) => row[times] !== null);
  return everyWay ? ways : ways.slice(index % ways.length).slice(0, 1);
}

/** Compares a run with its row in the table. */
export function expectOutcome(world: FaultWorld, run: FaultRun, { says, ...outcome }: Outcome): void {
  expect({ run: run.run, ledger: run.ledger, said: run.said }).toEqual({ ...outcome, said: run.said });
  expect(run.hits).toBeGreaterThan(0);
  if (says === null) expect(run.said).toBe('');
  else expect(run.said).toContain(says);
  // The responses of some rows contain all secrets.
  for (const secret of Object.values(world.secrets)) expect(run.said).not.toContain(secret);
}
