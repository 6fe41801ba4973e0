import type { Change } from '../../domain/change';
import type { Role } from '../../domain/people';
import { assignmentIdentity, roleIdentity } from '../identities';
import type { JoinedPeriod } from '../join-period';
import { noteNames, type KnownName } from './known-names';
import type { RoleUse } from './role-use';

/** What the store tells about people and roles of the time before a period, for what snapshots do not tell. */
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

/**
 * Adds up what joined periods tell, the oldest first. Memory grows with people and roles, and with the activations of the
 * days that are kept: a number each.
 */
export function createAccessPastFold() {
  const names = new Map<string, KnownName>();
  const uses = new Map<string, Omit<RoleUse, 'starts'> & { starts: number[] }>();
  const settings = new Map<string, { role: Role; at: number }>();
  let kept: Change[] = [];

  return {
    /** Takes in what happened in a period. */
    add(
      { elevations, changes }: Pick<JoinedPeriod, 'elevations' | 'changes'>,
      period: { readonly to: Date },
    ): void {
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
      const oldest = period.to.getTime() - changeDays * day;
      kept = kept.filter(({ at, startsAt }) => Math.max(at.getTime(), startsAt?.getTime() ?? 0) >= oldest);
      const horizon = period.to.getTime() - useDays * day;
      for (const [key, use] of uses) {
        use.starts = use.starts.filter((at) => at >= horizon);
        if (use.starts.length === 0) uses.delete(key);
      }
    },
    /** What has been added so far; what is added later does not change it. */
    past: (): AccessPast => ({
      names: new Map(names),
      uses: [...uses.values()].map((use) => ({ ...use, starts: [...use.starts] })),
      settings: [...settings.values()],
      changes: [...kept],
    }),
  };
}
