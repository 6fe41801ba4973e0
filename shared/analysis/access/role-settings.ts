import type { PolicyList } from '../../domain/access/access-history';
import type { Change } from '../../domain/events/change';
import type { RolePolicy } from '../../domain/access/held-access';
import type { RatedRole } from '../../domain/events/people';
import type { RoleSetting } from '../../domain/access/standing-access';
import { isTier0 } from '../../catalogue/privileged-roles';
import { compareText } from '../../text/compare-text';
import type { NameSpots } from './name-spots';
import { hour } from './reconcile-input';
import type { Spots } from './spot';

/** The settings of each role, those of the most powerful roles first. */
export function listRoleSettings(
  policies: readonly RolePolicy[],
  names: NameSpots,
  /** Returns when our events last recorded a change of the role's settings. */
  lastChangeOf: (roleId: string) => Date | null,
): RoleSetting[] {
  const rank = ({ role }: RoleSetting) => (isTier0(role) ? 0 : role.privileged ? 1 : 2);
  return policies
    .map(({ roleId, changedAt, approvers, ...policy }): RoleSetting => {
      const role = names.roleOf({ id: roleId, name: null });
      const named = approvers.map(({ id, name }) => ({
        id,
        name: name ?? (id === null ? null : names.principalOf({ id, name, upn: null, type: null }).name),
      }));
      return { role, ...policy, approvers: named, changedAt: changedAt ?? lastChangeOf(roleId) };
    })
    .sort((a, b) => rank(a) - rank(b) || compareText(a.role.name ?? '', b.role.name ?? ''));
}

/** A role whose settings differ between two snapshots. */
export interface SettingDifference {
  readonly role: RatedRole;
  /** What is different, in words: "approval was turned off". */
  readonly what: readonly string[];
  readonly between: readonly [Date, Date];
  /** The events that explain it. */
  readonly changes: readonly Change[];
  readonly isCovered: boolean;
}

export interface SettingParts {
  readonly changes: readonly Change[];
  readonly isKnown: (from: Date, to: Date) => boolean;
  readonly spots: Spots;
  readonly names: NameSpots;
}

/** Compares the role settings of each snapshot with the one before. What one of the two does not tell is no difference. */
export function compareSettings(readings: readonly PolicyList[], parts: SettingParts): SettingDifference[] {
  const { spots, names, isKnown } = parts;
  const settings = parts.changes.filter(
    ({ kind, result, provider }) =>
      kind === 'role-setting-changed' && result === 'completed' && provider === 'entra',
  );
  return readings.flatMap((after, index) => {
    return after.rows.flatMap((policy): SettingDifference[] => {
      const isOfRole = ({ roleId }: RolePolicy) => roleId.toLowerCase() === policy.roleId.toLowerCase();
      const before = readings.slice(0, index).findLast(({ rows }) => rows.some(isOfRole));
      const earlier = before?.rows.find(isOfRole);
      if (before === undefined || earlier === undefined) return [];
      const what = differences(earlier, policy);
      if (what.length === 0) return [];
      const role = spots.roleOf({ id: policy.roleId, name: null });
      const changes = settings.filter(
        (change) =>
          spots.roleOf(change.role) === role &&
          change.at.getTime() >= before.at.getTime() - hour &&
          change.at.getTime() <= after.at.getTime() + hour,
      );
      return [
        {
          role: names.roleOf({ id: policy.roleId, name: null }),
          what,
          between: [before.at, after.at],
          changes,
          isCovered: isKnown(before.at, after.at),
        },
      ];
    });
  });
}

const switches: readonly (readonly [keyof RolePolicy, string])[] = [
  ['mfa', 'multi-factor authentication on activation'],
  ['justification', 'justification on activation'],
  ['ticket', 'ticket on activation'],
  ['approval', 'approval'],
  ['permanentEligible', 'permanent eligible assignment'],
  ['permanentActive', 'permanent active assignment'],
];

function differences(before: RolePolicy, after: RolePolicy): string[] {
  const turned = switches.flatMap(([key, name]) => {
    const [old, now] = [before[key], after[key]];
    return typeof old !== 'boolean' || typeof now !== 'boolean' || old === now
      ? []
      : [`${name} turned ${now ? 'on' : 'off'}`];
  });
  const [oldContext, context] = [contextOf(before), contextOf(after)];
  const [oldMinutes, minutes] = [before.maximumMinutes, after.maximumMinutes];
  const isSameTeam = teamOf(before) === teamOf(after);
  return [
    ...turned,
    ...(oldContext === context || oldContext === null || context === null
      ? []
      : [`authentication context ${oldContext} replaced by ${context}`]),
    ...(oldMinutes === minutes || oldMinutes === null || minutes === null
      ? []
      : [`maximum activation changed from ${oldMinutes / 60} to ${minutes / 60} hours`]),
    ...(isSameTeam ? [] : ['approvers changed']),
  ];
}

/** "none" where no context is asked for; null where that is not known. */
const contextOf = ({ asksForContext, authenticationContext }: RolePolicy): string | null =>
  asksForContext === null ? null : asksForContext ? (authenticationContext ?? 'without a name') : 'none';

const teamOf = ({ approvers }: RolePolicy): string =>
  JSON.stringify(approvers.map(({ id, name }) => id?.toLowerCase() ?? name).sort());
