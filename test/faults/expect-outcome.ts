import type { FaultRow, Outcome } from './fault-row';
import type { FaultWorld } from './fault-world';
import type { FaultRun } from './run-fault';

const everyWay = process.env.FAULTS === 'every';

/**
 * A test's name, and what it is of. `npm run faults` tests each row both ways that have an outcome; the suite takes one of
 * them, in turn.
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

/** Holds a run against what the table says of it. */
export function expectOutcome(world: FaultWorld, run: FaultRun, { says, ...outcome }: Outcome): void {
  expect({ run: run.run, ledger: run.ledger, said: run.said }).toEqual({ ...outcome, said: run.said });
  expect(run.hits).toBeGreaterThan(0);
  if (says === null) expect(run.said).toBe('');
  else expect(run.said).toContain(says);
  // Some rows' answers tell all of them.
  for (const secret of Object.values(world.secrets)) expect(run.said).not.toContain(secret);
}
