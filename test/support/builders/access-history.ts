import type { HoldingEndpoint } from '../../../shared/domain/access/access-endpoint';
import type {
  AccessHistory,
  AccessState,
  HoldingList,
  PolicyList,
} from '../../../shared/domain/access/access-history';
import type { HeldAccess, RoleDefinition, RolePolicy } from '../../../shared/domain/access/held-access';
import { aSnapshotRecord } from './snapshots';

export const globalAdministrator = '62e90394-69f5-4237-9190-012177145e10';
export const exchangeAdministrator = '29232cdf-9323-42fd-ade2-1d097af3e4de';
export const globalReader = 'f2ef992c-3afb-46b9-b7cf-a126ee74c451';

/** The definitions of three roles: one of tier 0, one privileged, one not. */
export const definitions: readonly RoleDefinition[] = [
  { id: globalAdministrator, templateId: globalAdministrator, name: 'Global Administrator', isBuiltIn: true },
  { id: globalReader, templateId: globalReader, name: 'Global Reader', isBuiltIn: true },
  {
    id: exchangeAdministrator,
    templateId: exchangeAdministrator,
    name: 'Exchange Administrator',
    isBuiltIn: true,
  },
];

/** A permanent, direct assignment of Exchange Administrator in the directory. */
export function aHeld(overrides: Partial<HeldAccess> = {}): HeldAccess {
  const list: HoldingEndpoint = overrides.list ?? 'role-assignments';
  return {
    list,
    principal: { id: 'u-1', name: 'Anna Berg', upn: 'anna@contoso.example', type: 'user' },
    roleId: exchangeAdministrator,
    access: null,
    scopeId: '/',
    memberType: 'direct',
    assignmentType: 'assigned',
    startsAt: null,
    endsAt: null,
    ...overrides,
  };
}

/** A membership of a group. */
export const aMembership = (overrides: Partial<HeldAccess> = {}): HeldAccess =>
  aHeld({ list: 'group-assignments', roleId: null, access: 'member', scopeId: 'g-1', ...overrides });

export const aReading = (at: string, ...rows: readonly HeldAccess[]): HoldingList => ({
  at: new Date(at),
  readUntil: new Date(at),
  rows,
  groups: new Set(['g-1']),
  isPlain: false,
  notUnderstood: 0,
});

/** Settings that keep the baseline of a tier-0 role. */
export function aPolicy(overrides: Partial<RolePolicy> = {}): RolePolicy {
  return {
    roleId: globalAdministrator,
    maximumMinutes: 480,
    mfa: true,
    asksForContext: false,
    authenticationContext: null,
    justification: true,
    ticket: false,
    approval: true,
    approvers: [{ id: 'u-9', name: 'Chief' }],
    permanentEligible: false,
    permanentActive: false,
    changedAt: null,
    ...overrides,
  };
}

/** A snapshot of 22 November, the last one of the week 2026-W47. */
export function aState(overrides: Partial<AccessState> = {}): AccessState {
  return {
    record: aSnapshotRecord('2026-11-22'),
    held: [],
    definitions,
    policies: [],
    groups: [],
    members: [],
    owners: [],
    users: [],
    accessPolicies: [],
    ...overrides,
  };
}

/** Access history of the week 2026-W47: the lists that were read, and the snapshot that its report shows. */
export function anAccessHistory(
  holdings: Partial<Record<HoldingEndpoint, readonly HoldingList[]>> = {},
  policies: readonly PolicyList[] = [],
  shown: Partial<AccessState> = {},
): AccessHistory {
  return {
    shown: aState(shown),
    newer: null,
    holdings: {
      'role-eligibility': [],
      'role-assignments': [],
      'group-eligibility': [],
      'group-assignments': [],
      ...holdings,
    },
    policies,
  };
}
