import type { FaultRow, Outcome } from './fault-row';
import type { FaultWorld } from './fault-world';
import type { FaultRun } from './run-fault';

/** A test's name, and what it is of: one for each time of a row that something is said of. */
export const cases = (rows: readonly FaultRow[]) =>
  rows.flatMap((row) =>
    (['once', 'always'] as const).flatMap((times): [string, FaultRow, 'once' | 'always', Outcome][] => {
      const outcome = row[times];
      const name = `${row.on}: ${row.fault}, ${row.at ?? 'any request'}, ${times}`;
      return outcome === null ? [] : [[name, row, times, outcome]];
    }),
  );

/** Holds a run against what the table says of it. */
export function expectOutcome(world: FaultWorld, run: FaultRun, { says, ...outcome }: Outcome): void {
  expect({ run: run.run, ledger: run.ledger, said: run.said }).toEqual({ ...outcome, said: run.said });
  expect(run.hits).toBeGreaterThan(0);
  if (says === null) expect(run.said).toBe('');
  else expect(run.said).toContain(says);
  // Some rows' answers tell all of them.
  for (const secret of Object.values(world.secrets)) expect(run.said).not.toContain(secret);
}
