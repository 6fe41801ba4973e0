import { createHash } from 'node:crypto';
import { reviveAccessPast, type AccessPastSummary } from '../../../analysis/access/access-past';
import type { History } from '../../../analysis/history/history';
import type { CollectionDay } from '../../../domain/collection-day';
import type { Period } from '../../../domain/time/period';
import { utcDaysBetween, type UtcDay } from '../../../domain/time/utc-day';
import type { Window } from '../event-windows';
import { reviveAhead, type KeptAhead } from '../scheduled-ahead';

/** The part of a {@link History} that a single week gives. */
export type WeekHistory = Omit<History, 'completeDays'>;

/** What later reports need of a past week: made from its events once, then stored. */
export interface WeekSummary<Facts> {
  /** What it was made from: see {@link fingerprintOf}. */
  readonly fingerprint: string;
  /** Milliseconds since the epoch from which on it holds: before that, a planned end was still to come. */
  readonly validFrom: number;
  readonly facts: Facts;
  readonly history: WeekHistory;
  readonly access: AccessPastSummary;
  readonly ahead: readonly KeptAhead[];
}

/** Raise it with every change of what a summary holds or how the analysis joins events: older ones are made again. */
const version = 2;

/**
 * Returns the fingerprint of what a week's summary is made from: how many events of which kind the ledger counts on each
 * day of its window, and what was granted in earlier weeks. A late event changes a count.
 */
export function fingerprintOf(
  window: Window,
  ledger: ReadonlyMap<UtcDay, CollectionDay>,
  ahead: unknown,
): string {
  const days = utcDaysBetween(window.from, window.to).map((day) => {
    const row = ledger.get(day);
    return row === undefined ? 0 : [row.events, row.unreadable, row.importedEvents];
  });
  return digest([version, window.from, window.to, days, ahead]);
}

/** Returns the name of a kind of summaries: of those that are made alike. */
export const kindOf = (settings: unknown, { timeZone }: Pick<Period, 'timeZone'>): string =>
  digest([settings, timeZone]);

const digest = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 32);

/** Returns a summary as text. Its facts must be JSON. */
export function formatSummary<Facts>({ history, ...summary }: WeekSummary<Facts>): string {
  const { activated, activatedOffHours, activatedRole, held, principals, tier0, names } = history;
  return JSON.stringify({
    ...summary,
    seen: {
      activated: [...activated],
      activatedOffHours: [...activatedOffHours],
      activatedRole: [...activatedRole],
      held: [...held],
    },
    maps: { principals: [...principals], tier0: [...tier0], names: [...names] },
    nested: { addresses: nestedEntries(history.addresses), approvers: nestedEntries(history.approvers) },
  } satisfies StoredSummary<Facts>);
}

/** Reads what {@link formatSummary} wrote; null for anything else, such as a file that was cut off. */
export function parseSummary<Facts>(text: string): WeekSummary<Facts> | null {
  try {
    const { seen, maps, nested, ahead, access, ...summary } = JSON.parse(text) as StoredSummary<Facts>;
    const history: WeekHistory = {
      activated: new Map(seen.activated),
      activatedOffHours: new Map(seen.activatedOffHours),
      activatedRole: new Map(seen.activatedRole),
      held: new Map(seen.held),
      principals: new Map(maps.principals),
      tier0: new Map(maps.tier0),
      names: new Map(maps.names),
      addresses: nestedMap(nested.addresses),
      approvers: nestedMap(nested.approvers),
    };
    return { ...summary, history, access: reviveAccessPast(access), ahead: ahead.map(reviveAhead) };
  } catch {
    return null;
  }
}

type Entries<M> = M extends ReadonlyMap<string, infer Value> ? [string, Value][] : never;
type Nested = [string, [string, number][]][];

interface StoredSummary<Facts> extends Omit<WeekSummary<Facts>, 'history'> {
  readonly seen: Readonly<
    Record<'activated' | 'activatedOffHours' | 'activatedRole' | 'held', [string, number][]>
  >;
  readonly maps: { readonly [Key in 'principals' | 'tier0' | 'names']: Entries<WeekHistory[Key]> };
  readonly nested: Readonly<Record<'addresses' | 'approvers', Nested>>;
}

const nestedEntries = (maps: ReadonlyMap<string, ReadonlyMap<string, number>>): Nested =>
  [...maps].map(([key, map]) => [key, [...map]]);

const nestedMap = (entries: Nested) => new Map(entries.map(([key, map]) => [key, new Map(map)] as const));
