import { createHash } from 'node:crypto';
import { reviveAccessPast, type AccessPastSummary } from '../../../analysis/access/access-past';
import type { History, LastSeen } from '../../../analysis/history/history';
import type { RoleUse } from '../../../analysis/access/role-use';
import type { Provider } from '../../../domain/events/people';
import { createValueTable } from '../../collect/summaries/value-table';
import type { CollectionDay } from '../../../domain/collection-day';
import type { Period } from '../../../domain/time/period';
import { utcDaysBetween, type UtcDay } from '../../../domain/time/utc-day';
import type { Window } from '../event-windows';
import { reviveScheduled, type ScheduledEvents } from '../scheduled-later';

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
  /** Activations and assignments that were granted in the week and start after it. */
  readonly ahead: readonly ScheduledEvents[];
}

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
  return digest([window.from, window.to, days, ahead]);
}

/** Returns the name of a kind of summaries: of those that are made alike. */
export const kindOf = (settings: unknown, { timeZone }: Pick<Period, 'timeZone'>): string =>
  digest([settings, timeZone]);

const digest = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 32);

/** Returns a summary as text. Its facts must be JSON. */
export function formatSummary<Facts>({ history, access, ...summary }: WeekSummary<Facts>): string {
  const table = createValueTable();
  const seenOf = (seen: LastSeen): StoredSeen => [
    [...seen.keys()].map((key) => table.placeOf(key)),
    [...seen.values()],
  ];
  const nestedOf = (seen: ReadonlyMap<string, LastSeen>): StoredNested =>
    [...seen].map(([owner, own]) => [table.placeOf(owner), seenOf(own)]);
  const stored = {
    ...summary,
    seen: {
      activated: seenOf(history.activated),
      activatedOffHours: seenOf(history.activatedOffHours),
      activatedRole: seenOf(history.activatedRole),
      held: seenOf(history.held),
    },
    maps: { principals: [...history.principals], tier0: [...history.tier0], names: [...history.names] },
    nested: { addresses: nestedOf(history.addresses), approvers: nestedOf(history.approvers) },
    access: {
      ...access,
      uses: access.uses.map(({ starts, ...use }): StoredUse => [
        table.placeOf(use.principal),
        table.placeOf(use.role),
        table.placeOf(use.scope),
        use.provider,
        starts,
      ]),
    },
  };
  return JSON.stringify({ ...stored, values: table.values() } satisfies StoredSummary<Facts>);
}

/** Reads what {@link formatSummary} wrote; null for anything else, such as a file that was cut off. */
export function parseSummary<Facts>(text: string): WeekSummary<Facts> | null {
  try {
    const { values, seen, maps, nested, ahead, access, ...summary } = JSON.parse(
      text,
    ) as StoredSummary<Facts>;
    const keyAt = (place: number) => values[place] as string;
    const seenIn = ([places, times]: StoredSeen) =>
      new Map(places.map((place, index) => [keyAt(place), times[index] ?? 0]));
    const nestedIn = (owners: StoredNested) =>
      new Map(owners.map(([owner, own]) => [keyAt(owner), seenIn(own)] as const));
    const history: WeekHistory = {
      activated: seenIn(seen.activated),
      activatedOffHours: seenIn(seen.activatedOffHours),
      activatedRole: seenIn(seen.activatedRole),
      held: seenIn(seen.held),
      principals: new Map(maps.principals),
      tier0: new Map(maps.tier0),
      names: new Map(maps.names),
      addresses: nestedIn(nested.addresses),
      approvers: nestedIn(nested.approvers),
    };
    const uses = access.uses.map(([principal, role, scope, provider, starts]): RoleUse => ({
      provider,
      principal: values[principal] as RoleUse['principal'],
      role: values[role] as RoleUse['role'],
      scope: values[scope] as RoleUse['scope'],
      starts,
    }));
    return {
      ...summary,
      history,
      access: reviveAccessPast({ ...access, uses }),
      ahead: ahead.map(reviveScheduled),
    };
  } catch {
    return null;
  }
}

type Entries<M> = M extends ReadonlyMap<string, infer Value> ? [string, Value][] : never;
/** Places of keys in `values`, and when each was last seen. */
type StoredSeen = readonly [places: readonly number[], times: readonly number[]];
type StoredNested = readonly (readonly [owner: number, seen: StoredSeen])[];
/** Principal, role and scope by their places in `values`. */
type StoredUse = readonly [
  principal: number,
  role: number,
  scope: number,
  provider: Provider,
  starts: readonly number[],
];

interface StoredSummary<Facts> extends Omit<WeekSummary<Facts>, 'history' | 'access'> {
  readonly values: readonly unknown[];
  readonly seen: Readonly<Record<'activated' | 'activatedOffHours' | 'activatedRole' | 'held', StoredSeen>>;
  readonly maps: { readonly [Key in 'principals' | 'tier0' | 'names']: Entries<WeekHistory[Key]> };
  readonly nested: Readonly<Record<'addresses' | 'approvers', StoredNested>>;
  readonly access: Omit<AccessPastSummary, 'uses'> & { readonly uses: readonly StoredUse[] };
}
