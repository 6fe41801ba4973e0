import type { Change } from '../../domain/events/change';
import type { Role } from '../../domain/events/people';
import { assignmentIdentity, roleIdentity } from '../identities';
import type { JoinedPeriod } from '../join-period';
import { note, noteNames, type KnownName } from './known-names';
import type { RoleUse } from './role-use';

/** What stored events say about people and roles before a period. Snapshots do not contain it. */
export interface AccessPast {
  /** What events call people, groups, roles and units, by id in lower case. */
  readonly names: ReadonlyMap<string, KnownName>;
  /** When each role was activated, by whom and in which scope; those of the last {@link useDays} days. */
  readonly uses: readonly RoleUse[];
  /** When the settings of a role were last changed. Milliseconds since the epoch. */
  readonly settings: readonly { readonly role: Role; readonly at: number }[];
  /**
   * Changes to who may hold a role that took effect in the last {@link changeDays} days, or will later: they explain
   * what differs from the last snapshot before the period.
   */
  readonly changes: readonly Change[];
}

/** What is known where nothing was ever collected. */
export const noPast: AccessPast = { names: new Map(), uses: [], settings: [], changes: [] };

/** Days of activations that are kept. */
export const useDays = 90;

/** Days of changes that are kept: the last snapshot before a period may be so old. */
export const changeDays = 46;

const day = 86_400_000;

interface Period {
  readonly to: Date;
}

/** What a fold holds, as JSON: the part of an {@link AccessPast} that a period gives. */
export interface AccessPastSummary {
  readonly names: readonly (readonly [id: string, name: KnownName])[];
  readonly uses: readonly RoleUse[];
  readonly settings: readonly (readonly [key: string, setting: { role: Role; at: number }])[];
  readonly changes: readonly Change[];
}

/** Returns what was stored as JSON with its dates as dates again. */
export function reviveAccessPast(summary: AccessPastSummary): AccessPastSummary {
  const date = (of: Date | null) => (of === null ? null : new Date(of));
  return {
    ...summary,
    changes: summary.changes.map((change) => ({
      ...change,
      at: new Date(change.at),
      startsAt: date(change.startsAt),
      endsAt: date(change.endsAt),
    })),
  };
}

/**
 * Creates a builder to which joined periods are added, the oldest first. Memory grows with people and roles, and with the
 * activations of the days that are kept: a number each.
 */
export function createAccessPastBuilder() {
  const names = new Map<string, KnownName>();
  const uses = new Map<string, Omit<RoleUse, 'starts'> & { starts: number[] }>();
  const settings = new Map<string, { role: Role; at: number }>();
  let kept: Change[] = [];

  function dropOld({ to }: Period): void {
    const oldest = to.getTime() - changeDays * day;
    kept = kept.filter(({ at, startsAt }) => Math.max(at.getTime(), startsAt?.getTime() ?? 0) >= oldest);
    const horizon = to.getTime() - useDays * day;
    for (const [key, use] of uses) {
      use.starts = use.starts.filter((at) => at >= horizon);
      if (use.starts.length === 0) uses.delete(key);
    }
  }

  return {
    /** Adds what happened in a period. */
    add({ elevations, changes }: Pick<JoinedPeriod, 'elevations' | 'changes'>, period: Period): void {
      for (const elevation of elevations) {
        noteNames(names, elevation);
        const { outcome, startedAt, provider, principal, role, scope } = elevation;
        if (outcome !== 'activated' || startedAt === null) continue;
        const key = assignmentIdentity(elevation);
        const use = uses.get(key) ?? { provider, principal, role, scope, starts: [] };
        use.starts.push(startedAt.getTime());
        uses.set(key, use);
      }
      for (const change of changes) {
        noteNames(names, change);
        if (change.provider !== 'azure') kept.push(change);
        if (change.kind !== 'role-setting-changed' || change.result !== 'completed' || change.role === null)
          continue;
        settings.set(roleIdentity(change), { role: change.role, at: change.at.getTime() });
      }
      dropOld(period);
    },
    /** Adds the summary that another builder returned, as if its periods were added. */
    addSummary({ names: more, uses: used, settings: set, changes }: AccessPastSummary, period: Period): void {
      for (const [id, name] of more) note(names, id, name);
      for (const { starts, ...of } of used) {
        const key = assignmentIdentity(of);
        const use = uses.get(key) ?? { ...of, starts: [] };
        use.starts.push(...starts);
        uses.set(key, use);
      }
      for (const [key, setting] of set) settings.set(key, setting);
      kept.push(...changes);
      dropOld(period);
    },
    /** Returns what has been added so far in a form that can be stored as JSON. */
    summary: (): AccessPastSummary => ({
      names: [...names],
      uses: [...uses.values()],
      settings: [...settings],
      changes: kept,
    }),
    /** What has been added so far; what is added later does not change it. */
    past: (): AccessPast => ({
      names: new Map(names),
      uses: [...uses.values()].map((use) => ({ ...use, starts: [...use.starts] })),
      settings: [...settings.values()],
      changes: [...kept],
    }),
  };
}
