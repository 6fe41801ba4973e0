import * as z from 'zod';
import type { AccessPolicy, AccessPolicyScope } from '../domain/access/held-access';
import { listOf, text } from './wire-values';

const texts = listOf(z.string().transform((value) => value.toLowerCase()));

const policy = z.object({
  id: text,
  displayName: text,
  state: text,
  conditions: z
    .object({
      users: z
        .object({
          includeUsers: texts,
          excludeUsers: texts,
          includeGroups: texts,
          excludeGroups: texts,
          includeRoles: texts,
          excludeRoles: texts,
          excludeGuestsOrExternalUsers: z.unknown().optional(),
        })
        .nullish(),
      applications: z
        .object({
          includeApplications: texts.nullish(),
          includeUserActions: texts,
          includeAuthenticationContextClassReferences: texts,
        })
        .nullish(),
      signInRiskLevels: texts,
      userRiskLevels: texts,
    })
    .nullish(),
  grantControls: z
    .object({
      operator: text,
      builtInControls: texts,
      customAuthenticationFactors: texts,
      termsOfUse: texts,
      authenticationStrength: z.unknown().optional(),
    })
    .nullish(),
});

type WirePolicy = z.output<typeof policy>;

/** Reads one row of `conditional-access`. */
export function readAccessPolicy(item: unknown): AccessPolicy {
  const wire = policy.parse(item);
  const users = wire.conditions?.users;
  const excludesGuests = (users?.excludeGuestsOrExternalUsers ?? null) !== null;
  return {
    id: wire.id,
    name: wire.displayName,
    isEnabled: wire.state?.toLowerCase() === 'enabled',
    asksForMfa: asksForMfa(wire.grantControls),
    isGeneral: isGeneral(wire.conditions),
    include: scopeOf(users?.includeUsers, users?.includeGroups, users?.includeRoles),
    exclude: scopeOf(
      [...(users?.excludeUsers ?? []), ...(excludesGuests ? ['guestsorexternalusers'] : [])],
      users?.excludeGroups,
      users?.excludeRoles,
    ),
    authenticationContexts: wire.conditions?.applications?.includeAuthenticationContextClassReferences ?? [],
  };
}

const scopeOf = (users: string[] = [], groups: string[] = [], roles: string[] = []): AccessPolicyScope => ({
  users,
  groups,
  roles,
});

/** With the operator OR any other control is a way around multi-factor authentication. */
function asksForMfa(controls: WirePolicy['grantControls']): boolean {
  if (controls === null || controls === undefined) return false;
  const { builtInControls, customAuthenticationFactors, termsOfUse } = controls;
  const isStrong = (controls.authenticationStrength ?? null) !== null;
  const others = builtInControls.filter((control) => control !== 'mfa').length;
  const alternatives = others + customAuthenticationFactors.length + termsOfUse.length;
  if (!isStrong && !builtInControls.includes('mfa')) return false;
  return controls.operator?.toUpperCase() !== 'OR' || alternatives === 0;
}

/**
 * Whether a policy applies whatever the risk, to all applications or at least to the administration portals. A policy
 * that does not speak of applications is taken for general.
 */
function isGeneral(conditions: WirePolicy['conditions']): boolean {
  if ((conditions?.signInRiskLevels.length ?? 0) + (conditions?.userRiskLevels.length ?? 0) > 0) return false;
  const applications = conditions?.applications;
  if (applications === null || applications === undefined) return true;
  const { includeApplications, includeUserActions, includeAuthenticationContextClassReferences } =
    applications;
  if (includeApplications === null || includeApplications === undefined || includeApplications.length === 0) {
    return includeUserActions.length + includeAuthenticationContextClassReferences.length === 0;
  }
  return includeApplications.some((id) => id === 'all' || id === 'microsoftadminportals');
}
