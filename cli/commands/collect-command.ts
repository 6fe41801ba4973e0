import type { SnapshotResult } from '../../shared/domain/access/access-snapshot';
import { snapshotLine } from '../../shared/domain/access/access-warnings';
import { datesPeriod } from '../../shared/domain/time/period';
import { utcDayOf, utcDaysBetween } from '../../shared/domain/time/utc-day';
import { plural } from '../../shared/text/plural';
import { collectSummary, dayLine, tooOldLine } from '../output/collect-lines';
import type { CommandContext } from './command-context';
import { sincePim } from './earliest-day';
import { CommandFailedError, UsageError } from '../errors';
import { limitHeapGrowth } from '../heap-growth';
import type { Terminal } from '../output/terminal';
import { withPipeline } from './with-pipeline';

/** `pim-report collect`: reads what is due, or the given UTC days, into the store. */
export async function collectCommand(
  { from, to }: { readonly from?: string; readonly to?: string },
  context: CommandContext,
): Promise<void> {
  const { terminal, now, signal } = context;
  const days = from === undefined && to === undefined ? null : daysBetween(from, to, now);
  limitHeapGrowth();
  await withPipeline(context, { send: false }, async (pipeline, { retentionDays }) => {
    if (days !== null) await pipeline.open(signal);
    const result =
      days === null
        ? await pipeline.collect(now, signal)
        : { ...(await pipeline.collectDaysAndSnapshot(days, now, signal)), purged: [] };
    const stored = await pipeline.days(AbortSignal.timeout(60_000));
    terminal.settle();
    terminal.json(result);
    for (const day of result.days) terminal.result(dayLine(day));
    const tooOld = days === null ? null : tooOldLine(days, now, retentionDays);
    if (result.days.length > 0 || tooOld === null) terminal.result(collectSummary(result, stored));
    if (tooOld !== null) terminal.result(tooOld);
    if (result.purged.length > 0)
      terminal.result(`Deleted ${plural(result.purged.length, 'day')} older than RETENTION_DAYS.`);
    if (result.snapshot !== null) printSnapshot(result.snapshot, terminal);
    if (result.failures.length > 0)
      throw new CommandFailedError(`Not everything could be read.\n${result.failures.join('\n')}`);
  });
}

/** UTC days from one date to another, both included; without an end up to today, without a start that day alone. */
function daysBetween(from: string | undefined, to: string | undefined, now: Date): string[] {
  const today = utcDayOf(now);
  const first = from ?? to ?? today;
  try {
    const period = sincePim(datesPeriod(first, to ?? (first > today ? first : today), 'UTC'));
    const days = utcDaysBetween(period.from, period.to).filter((day) => day <= today);
    if (days.length === 0) throw new RangeError(`${first} is in the future: today is ${today} (UTC).`);
    return days;
  } catch (error) {
    throw error instanceof RangeError ? new UsageError(error.message) : error;
  }
}

/** The line of a snapshot. What a refusal hides is a warning: the events were read all the same. */
function printSnapshot({ record, kept, warnings }: SnapshotResult, terminal: Terminal): void {
  const notes = {
    stored: '',
    failed: '',
    superseded: '; a more complete snapshot of today is kept',
    busy: '; another run is storing one',
  };
  const line = snapshotLine(record);
  terminal.result(`${line.charAt(0).toUpperCase()}${line.slice(1)}${notes[kept]}.`);
  for (const warning of warnings) terminal.warn(warning);
}
