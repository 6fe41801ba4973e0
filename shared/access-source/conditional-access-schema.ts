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
          excludeApplications: texts,
          includeUserActions: texts,
          includeAuthenticationContextClassReferences: texts,
        })
        .nullish(),
      signInRiskLevels: texts,
      userRiskLevels: texts,
      insiderRiskLevels: text,
      clientAppTypes: texts,
      platforms: z.object({ includePlatforms: texts, excludePlatforms: texts }).nullish(),
      locations: z.object({ includeLocations: texts }).nullish(),
      devices: z.object({ deviceFilter: z.object({ mode: text }).nullish() }).nullish(),
      authenticationFlows: z.object({ transferMethods: text }).nullish(),
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

type Conditions = NonNullable<WirePolicy['conditions']>;

/**
 * Whether a policy applies at every sign-in to all applications, or at least to the administration portals. Without a
 * condition it applies always. An excluded network or device is a choice of the tenant, and does not count.
 */
function isGeneral(conditions: WirePolicy['conditions']): boolean {
  if (conditions === null || conditions === undefined) return true;
  return !isForSomeSignIns(conditions) && isForAdministration(conditions.applications);
}

/** Whether a policy applies only at a risk or from some places. Everybody can say that they use another platform. */
function isForSomeSignIns(conditions: Conditions): boolean {
  const { signInRiskLevels, userRiskLevels, insiderRiskLevels, clientAppTypes } = conditions;
  const { platforms, locations, devices, authenticationFlows } = conditions;
  const isLimited = (included: readonly string[] = []) => included.length > 0 && !included.includes('all');
  const isForSomeClients =
    isLimited(clientAppTypes) &&
    !['browser', 'mobileappsanddesktopclients'].every((type) => clientAppTypes.includes(type));
  const flows = authenticationFlows?.transferMethods ?? 'none';
  return (
    signInRiskLevels.length + userRiskLevels.length > 0 ||
    insiderRiskLevels !== null ||
    isForSomeClients ||
    isLimited(platforms?.includePlatforms) ||
    (platforms?.excludePlatforms.length ?? 0) > 0 ||
    isLimited(locations?.includeLocations) ||
    devices?.deviceFilter?.mode?.toLowerCase() === 'include' ||
    flows.toLowerCase() !== 'none'
  );
}

/** Whether a policy applies to all applications, or at least to the administration portals. */
function isForAdministration(applications: Conditions['applications']): boolean {
  if (applications === null || applications === undefined) return true;
  const { includeApplications, excludeApplications, includeUserActions } = applications;
  const { includeAuthenticationContextClassReferences } = applications;
  if (excludeApplications.includes(portals)) return false;
  if (includeApplications === null || includeApplications === undefined || includeApplications.length === 0) {
    return includeUserActions.length + includeAuthenticationContextClassReferences.length === 0;
  }
  return includeApplications.some((id) => id === 'all' || id === portals);
}

/** The group of applications that Microsoft calls its administration portals. */
const portals = 'microsoftadminportals';
