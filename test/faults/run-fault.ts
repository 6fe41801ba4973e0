import type { DeliveryRow } from '../../shared/domain/reports/delivery-row';
import { dumpTables } from '../support/servers/pipeline';
import type { FaultRow, LedgerState, Outcome } from './fault-row';
import { monday, waitsForSilent, type FaultWorld } from './fault-world';

/** Outcome of a run, and all its messages. */
export interface FaultRun extends Omit<Outcome, 'says'> {
  readonly said: string;
  readonly hits: number;
  /** Number of mails that the run reports as sent by this run. */
  readonly told: number;
}

type Result = Promise<{
  readonly failures: readonly string[];
  readonly deliveries?: readonly { readonly isNew: boolean }[];
}>;
type Pipeline = Awaited<ReturnType<FaultWorld['open']>>;
type Job = (pipeline: Pipeline, now: Date, signal: AbortSignal) => Result;

export const collecting: Job = (pipeline, now, signal) => pipeline.collect(now, signal);
export const reporting: Job = (pipeline, now, signal) => pipeline.sendWeeklyReports(now, signal);

/** Runs a job with the fault of a row, at the first matching request or at every one. */
export async function runFault(
  world: FaultWorld,
  row: FaultRow,
  times: 'once' | 'always',
  job: Job,
  settings: Readonly<Record<string, string>> = {},
): Promise<FaultRun> {
  let hits = 0;
  world.spoil = (on, request) => {
    if (on !== row.on) return undefined;
    if (row.hits?.(request) === false || (times === 'once' && hits > 0)) return row.others?.(request);
    hits += 1;
    return row.spoil(request, world.secrets);
  };
  const said: string[] = [];
  const signal = AbortSignal.timeout(900_000);
  const result = await world
    .open(settings, said, row.isSilent ? waitsForSilent(row.on) : undefined)
    .then((pipeline) => job(pipeline, monday, signal))
    .catch((error: unknown) => ({
      failures: [error instanceof Error ? error.message : String(error)],
      deliveries: [],
    }));
  const told = result.deliveries?.filter(({ isNew }) => isNew).length ?? 0;
  world.spoil = () => undefined;
  const run = result.failures.length === 0 ? 'ends well' : 'fails';
  const ledger = job === collecting ? await daysIn(world) : await runIn(world, reportOf(settings));
  return { run, ledger, said: [...said, ...result.failures].join('\n'), hits, told };
}

async function daysIn({ connectionString }: FaultWorld): Promise<LedgerState> {
  const { CollectionDays = [] } = await dumpTables(connectionString, ['CollectionDays']).catch(() => ({
    CollectionDays: [],
  }));
  const states = new Set(CollectionDays.map(({ state }) => String(state)));
  if (states.size === 0) return 'not written';
  if (states.has('partial') || states.has('missing')) return 'days left open';
  return states.has('lost') ? 'days lost' : 'every day complete';
}

async function runIn({ connectionString }: FaultWorld, report: string): Promise<LedgerState> {
  const { ReportRuns = [] } = await dumpTables(connectionString, ['ReportRuns']);
  const row = ReportRuns.find(({ partitionKey }) => partitionKey === report);
  return row === undefined ? 'not written' : (row.state as DeliveryRow['state']);
}

const reportOf = ({ REPORTS = '[{"name":"weekly"}]' }: Readonly<Record<string, string>>): string =>
  (JSON.parse(REPORTS) as { name: string }[])[0]?.name ?? '';
