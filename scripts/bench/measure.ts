import type { StoredEvent } from '../../shared/domain/audit-event';
import { parseInstant } from '../../shared/domain/instant';

/** Prints a line of the benchmark. */
export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Milliseconds of some work, waited for. */
export async function timed(work: () => Promise<void>): Promise<number> {
  const begin = performance.now();
  await work();
  return performance.now() - begin;
}

/** The median milliseconds of some runs, after one that does not count. */
export function medianOf(runs: number, work: () => void): number {
  work();
  const times = Array.from({ length: runs }, () => {
    const begin = performance.now();
    work();
    return performance.now() - begin;
  }).sort((a, b) => a - b);
  return times[Math.floor(runs / 2)] ?? 0;
}

/** Prints each way's time and its ratio to the base taken in the same run. */
export function compare(title: string, rows: readonly (readonly [string, number, number])[]): void {
  print(title);
  for (const [name, time, base] of rows) {
    print(
      `  ${name.padEnd(28)} ${time.toFixed(1).padStart(8)} ms, ${(time / base).toFixed(2)} of ${base.toFixed(1)} ms`,
    );
  }
}

/** The first events of a tenant as the store takes them. */
export function batches(events: readonly object[], count: number): StoredEvent[] {
  return events.slice(0, count).map((event) => {
    const { id, activityDateTime } = event as { id: string; activityDateTime: string };
    return {
      id,
      at: parseInstant(activityDateTime),
      activity: null,
      source: 'graph',
      problem: null,
      raw: JSON.stringify(event),
    };
  });
}
