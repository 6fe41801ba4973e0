import type { AccessAnalysis } from '../../../shared/analysis/access/access-analysis';
import type { AccessEndpoint } from '../../../shared/domain/access/access-endpoint';
import type { AccessPolicy, GroupPerson } from '../../../shared/domain/access/held-access';
import type {
  Assignment,
  RoleSetting,
  StandingAccess,
  Unexplained,
} from '../../../shared/domain/access/standing-access';
import { utcDaysBetween, type UtcDay } from '../../../shared/domain/time/utc-day';
import { aPrincipal, at, globalAdministrator, reportsReader } from './findings';

/** Anna's permanent active assignment of Reports Reader, made outside PIM; nothing is known about her account. */
export function anAssignment(overrides: Partial<Assignment> = {}): Assignment {
  return {
    principal: aPrincipal('Anna'),
    role: reportsReader,
    scope: { id: '/', name: 'Directory' },
    kind: 'active',
    permanent: true,
    since: null,
    until: null,
    via: null,
    lastActivatedAt: null,
    activations90Days: 0,
    enabled: null,
    guest: null,
    synced: null,
    lastSignInAt: null,
    ...overrides,
  };
}

/** Settings of Global Administrator that keep the baseline. */
export function aSetting(overrides: Partial<RoleSetting> = {}): RoleSetting {
  return {
    role: globalAdministrator,
    maximumMinutes: 480,
    mfa: true,
    asksForContext: false,
    authenticationContext: null,
    justification: true,
    ticket: false,
    approval: true,
    approvers: [],
    permanentEligible: false,
    permanentActive: false,
    changedAt: null,
    ...overrides,
  };
}

/** A policy that asks everybody for multi-factor authentication. */
export function anAccessPolicy(overrides: Partial<AccessPolicy> = {}): AccessPolicy {
  const nobody = { users: [], groups: [], roles: [] };
  return {
    id: 'policy-1',
    name: 'MFA for all',
    isEnabled: true,
    asksForMfa: true,
    isGeneral: true,
    include: { ...nobody, users: ['all'] },
    exclude: nobody,
    authenticationContexts: [],
    ...overrides,
  };
}

/** A person in the group `g-1`. */
export const aGroupPerson = (name: string, overrides: Partial<GroupPerson> = {}): GroupPerson => ({
  groupId: 'g-1',
  ...aPrincipal(name),
  enabled: true,
  isGuest: false,
  ...overrides,
});

/** Anna's Reports Reader, which appeared between Tuesday and Wednesday. */
export function anUnexplained(overrides: Partial<Unexplained> = {}): Unexplained {
  const { principal, role, scope } = anAssignment();
  return {
    kind: 'appeared',
    isRemoval: false,
    assignment: 'active',
    principal,
    role,
    scope,
    between: [at('Tue 01:30'), at('Wed 01:30')],
    eventIds: [],
    isCovered: true,
    ...overrides,
  };
}

/** A snapshot of Sunday in which all lists but the given ones were read to their end. */
export function anAccess(
  {
    assignments = [],
    roleSettings = [],
    ...overrides
  }: Partial<Omit<AccessAnalysis, 'standing'>> &
    Partial<Pick<StandingAccess, 'assignments' | 'roleSettings'>> = {},
  incomplete: readonly AccessEndpoint[] = [],
): AccessAnalysis {
  return {
    standing: {
      readAt: at('Sun 01:30'),
      state: 'complete',
      lists: [],
      assignments,
      roleSettings,
      newerLists: null,
      knownDays: 90,
      reconciliation: null,
    },
    unexplained: [],
    settingDifferences: [],
    accessPolicies: [],
    owners: [],
    members: [],
    isComplete: (endpoint) => !incomplete.includes(endpoint),
    seen: [],
    usedUntil: at('Mon+ 00:00'),
    ...overrides,
  };
}

/** The given number of whole UTC days before the Monday after the week. */
export const daysKnown = (days: number): ReadonlySet<UtcDay> =>
  new Set(utcDaysBetween(new Date(at('Mon+ 00:00').getTime() - days * 86_400_000), at('Mon+ 00:00')));
