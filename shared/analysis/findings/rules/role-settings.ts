import { knownName } from '../../../domain/events/people';
import { globalAdministratorId, isTier0 } from '../../../catalogue/privileged-roles';
import type { RoleSetting } from '../../../domain/access/standing-access';
import { durationWords } from '../../../text/duration-words';
import { joinList } from '../../../text/plural';
import { aboutRole, withAccess } from '../wording/about-access';
import { defineRule, type Rule } from '../rule';

/** What a tier-0 role's settings lack: those that matter most, and the others. What is not known lacks nothing. */
function lacking(
  setting: RoleSetting,
  hours: number,
): { readonly grave: string[]; readonly other: string[] } {
  const { mfa, asksForContext, justification, approval, maximumMinutes, permanentActive, role } = setting;
  const grave = [
    ...(mfa === false && asksForContext === false ? ['without multi-factor authentication'] : []),
    ...(approval === false && role.id === globalAdministratorId ? ['without approval'] : []),
  ];
  const other = [
    ...(justification === false ? ['without a justification'] : []),
    ...(maximumMinutes !== null && maximumMinutes > hours * 60
      ? [`for ${durationWords(maximumMinutes)}`]
      : []),
    ...(permanentActive === true ? ['permanently, by an active assignment'] : []),
  ];
  return { grave, other };
}

const roleSettingBelowBaseline = defineRule({
  id: 'role-setting-below-baseline',
  severity: 'medium',
  worstSeverity: 'high',
  weight: 43,
  title: 'Role settings below the baseline',
  why: 'The settings of a tier-0 role are all that stands between a stolen account and the tenant.',
  advice: 'Tighten the settings of the role in PIM.',
  thresholds: { hours: 8 },
  find: (context, { hours }) =>
    withAccess(context, ({ standing }) =>
      (standing.roleSettings ?? [])
        .filter(({ role }) => isTier0(role))
        .flatMap((setting) => {
          const { grave, other } = lacking(setting, hours);
          if (grave.length + other.length === 0) return [];
          const name = knownName(setting.role) ?? 'A tier-0 role';
          const sentence = `${name} can be used ${joinList([...grave, ...other])}.`;
          return [aboutRole(setting.role, sentence, standing, grave.length > 0 ? 'high' : 'medium')];
        }),
    ),
});

const roleSettingDiffers = defineRule({
  id: 'role-setting-differs',
  severity: 'low',
  weight: 34,
  title: 'Role setting differs from the last snapshot',
  why: 'The settings of a role decide who may use it, for how long and with which checks.',
  advice: 'Check that the owner of the role agreed to the change.',
  find: (context) =>
    withAccess(context, ({ standing, settingDifferences }) =>
      settingDifferences
        .filter(({ changes }) => changes.length > 0)
        .map(({ role, what, changes }) => ({
          ...aboutRole(
            role,
            `The settings of ${knownName(role) ?? 'a role'} changed: ${joinList(what)}.`,
            standing,
          ),
          at: changes[0]?.at ?? standing.readAt,
          count: what.length,
          initiator: changes[0]?.initiator ?? null,
          parties: changes.map(({ initiator }) => ({ principal: null, role, initiator })),
          eventIds: changes.flatMap(({ eventIds }) => eventIds),
        })),
    ),
});

/** Rules about the settings of roles at the moment of the snapshot. */
export const roleSettingRules: readonly Rule[] = [roleSettingBelowBaseline, roleSettingDiffers];
