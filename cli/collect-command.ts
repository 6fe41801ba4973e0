import type { SnapshotResult } from '../shared/domain/access-snapshot';
import { compose, loadSettings } from '../shared/composition';
import { snapshotLine } from '../shared/domain/access-warnings';
import type { CollectionDay } from '../shared/domain/collection-day';
import { datesPeriod } from '../shared/domain/period';
import { utcDayOf, utcDaysBetween } from '../shared/domain/utc-day';
import { CommandFailedError, UsageError } from './failure';
import type { Terminal } from './terminal';

export interface CollectOptions {
  readonly from?: string;
  readonly to?: string;
}

/** `pim-report collect`: what is due, or the given UTC days, into the store. */
export async function collectCommand(
  { from, to }: CollectOptions,
  environment: NodeJS.ProcessEnv,
  terminal: Terminal,
  now: Date,
  signal: AbortSignal,
): Promise<void> {
  const days = from === undefined && to === undefined ? null : daysBetween(from, to, now);
  const settings = loadSettings(environment, { send: false });
  const pipeline = await compose(settings, {
    onCollect: (progress) => {
      terminal.collecting(progress);
    },
    onSnapshot: ({ list, rows }) => {
      terminal.step(`reading standing access: ${list}, ${rows} rows`);
    },
    onRetry: (message) => {
      terminal.step(message);
    },
  });
  if (days !== null) await pipeline.open(signal);
  const result =
    days === null
      ? await pipeline.collect(now, signal)
      : { ...(await pipeline.collectDays(days, now, signal)), purged: [] };
  terminal.settle();
  terminal.json(result);
  for (const day of result.days) terminal.result(dayLine(day));
  terminal.result(summary(result.days));
  if (result.purged.length > 0) {
    terminal.result(`Deleted ${result.purged.length} days that are older than RETENTION_DAYS.`);
  }
  if (result.snapshot !== null) reportSnapshot(result.snapshot, terminal);
  if (result.failures.length > 0)
    throw new CommandFailedError(`Not everything could be read.\n${result.failures.join('\n')}`);
}

/** UTC days from one date to another, both included; a single one stands for itself up to yesterday. */
function daysBetween(from: string | undefined, to: string | undefined, now: Date): string[] {
  const today = utcDayOf(now);
  const first = from ?? to ?? today;
  try {
    const period = datesPeriod(first, to ?? (first > today ? first : today), 'UTC');
    const days = utcDaysBetween(period.from, period.to).filter((day) => day <= today);
    if (days.length === 0) throw new RangeError(`${first} is in the future: today is ${today} (UTC).`);
    return days;
  } catch (error) {
    throw error instanceof RangeError ? new UsageError(error.message) : error;
  }
}

function dayLine({ day, state, events, newEvents, lateEvents, unreadable, reason }: CollectionDay): string {
  const notes = [
    newEvents > 0 ? `${newEvents} new` : '',
    lateEvents > 0 ? `${lateEvents} late` : '',
    unreadable > 0 ? `${unreadable} not understood` : '',
  ].filter((note) => note !== '');
  const counted = `${String(events).padStart(7)} events${notes.length > 0 ? ` (${notes.join(', ')})` : ''}`;
  return `${day}  ${state.padEnd(8)} ${counted}${reason === null ? '' : `  ${reason}`}`;
}

/** What a refusal hides is a warning: the events were read all the same. */
function reportSnapshot({ record, kept, warnings }: SnapshotResult, terminal: Terminal): void {
  const notes = {
    stored: '',
    failed: '',
    superseded: '; a more complete snapshot of today stays',
    busy: '; another run is storing one',
  };
  terminal.result(`${capitalised(snapshotLine(record))}${notes[kept]}.`);
  for (const warning of warnings) terminal.warn(warning);
}

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function summary(days: readonly CollectionDay[]): string {
  const sum = (of: (day: CollectionDay) => number) => days.reduce((total, day) => total + of(day), 0);
  const states = (['complete', 'partial', 'missing', 'lost', 'imported'] as const)
    .map((state) => [state, days.filter((day) => day.state === state).length] as const)
    .filter(([, count]) => count > 0)
    .map(([state, count]) => `${count} ${state}`);
  return `${days.length} days read: ${states.join(', ') || 'none'}; ${sum((day) => day.newEvents)} new events.`;
}
