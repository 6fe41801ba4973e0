import { endpointFacts, type AccessEndpoint } from '../../shared/domain/access/access-endpoint';
import type { Answer } from '../loopback-server';
import type { AccessDirectory, WireRow } from './access-directory';
import {
  insufficientPrivileges,
  invalidQuery,
  missingProvider,
  notFound,
  pimLicenceRequired,
  premiumRequired,
  unauthorizedOperation,
} from './graph-errors';

/** What the tenant and its administrators have not provided. */
export interface AccessLimits {
  /** Application permissions that were not granted, by name. */
  readonly missingPermissions?: readonly string[] | undefined;
  /** The tenant's licence of Microsoft Entra ID: P2 when left out. */
  readonly licence?: 'P2' | 'P1' | 'free' | undefined;
}

interface List {
  readonly endpoint: AccessEndpoint;
  readonly path: RegExp;
  /** Which tenant licence it takes. */
  readonly licence?: 'P1' | 'P2';
  /** Whether Microsoft documents `$top` for it. */
  readonly takesTop?: true;
  rows(directory: AccessDirectory, query: URLSearchParams, groupId: string): readonly WireRow[] | Answer;
}

const pim = /^\/v1\.0\/roleManagement\/directory\//.source;
const groupPim = /^\/v1\.0\/identityGovernance\/privilegedAccess\/group\//.source;
const ofGroup = (rows: Readonly<Record<string, readonly WireRow[]>>, groupId: string) =>
  rows[groupId.toLowerCase()];

/** The group that a mandatory filter names. */
function byGroup(
  query: URLSearchParams,
  rows: AccessDirectory['groupEligible'],
): readonly WireRow[] | Answer {
  const groupId = /^groupId eq '([^']+)'$/.exec(query.get('$filter') ?? '')?.[1];
  // A group that PIM does not manage has no assignments, and that is no error.
  return groupId === undefined ? missingProvider() : (ofGroup(rows, groupId) ?? []);
}

const lists: readonly List[] = [
  {
    endpoint: 'role-eligibility',
    path: new RegExp(`${pim}roleEligibilityScheduleInstances$`, 'i'),
    licence: 'P2',
    rows: ({ eligible }, query) => expanded(eligible, query),
  },
  {
    endpoint: 'role-assignments',
    path: new RegExp(`${pim}roleAssignmentScheduleInstances$`, 'i'),
    licence: 'P2',
    rows: ({ active }, query) => expanded(active, query),
  },
  {
    endpoint: 'role-assignments',
    path: new RegExp(`${pim}roleAssignments$`, 'i'),
    rows: ({ plainAssignments }, query) => expanded(plainAssignments, query),
  },
  {
    endpoint: 'role-definitions',
    path: new RegExp(`${pim}roleDefinitions$`, 'i'),
    rows: ({ roleDefinitions }) => roleDefinitions,
  },
  {
    endpoint: 'role-policies',
    path: /^\/v1\.0\/policies\/roleManagementPolicyAssignments$/i,
    licence: 'P2',
    rows: ({ rolePolicies }, query) =>
      /^scopeId eq '\/' and scopeType eq 'DirectoryRole'$/.test(query.get('$filter') ?? '')
        ? rolePolicies
        : missingProvider(),
  },
  {
    endpoint: 'group-eligibility',
    path: new RegExp(`${groupPim}eligibilityScheduleInstances$`, 'i'),
    licence: 'P2',
    rows: ({ groupEligible }, query) => byGroup(query, groupEligible),
  },
  {
    endpoint: 'group-assignments',
    path: new RegExp(`${groupPim}assignmentScheduleInstances$`, 'i'),
    licence: 'P2',
    rows: ({ groupActive }, query) => byGroup(query, groupActive),
  },
  {
    endpoint: 'groups',
    path: /^\/v1\.0\/groups$/i,
    rows: ({ groups }, query) =>
      query.get('$filter') === 'isAssignableToRole eq true'
        ? groups
        : invalidQuery('Unsupported or invalid query filter clause specified.'),
  },
  {
    endpoint: 'group-members',
    path: /^\/v1\.0\/groups\/([^/]+)\/transitiveMembers$/i,
    takesTop: true,
    rows: ({ groupMembers }, _query, id) => ofGroup(groupMembers, id) ?? notFound(id),
  },
  {
    endpoint: 'group-owners',
    path: /^\/v1\.0\/groups\/([^/]+)\/owners$/i,
    rows: ({ groupOwners, groupMembers }, _query, id) =>
      ofGroup(groupOwners, id) ?? (ofGroup(groupMembers, id) === undefined ? notFound(id) : []),
  },
  { endpoint: 'users', path: /^\/v1\.0\/users$/i, rows: ({ users }, query) => usersById(users, query) },
  {
    endpoint: 'conditional-access',
    path: /^\/v1\.0\/identity\/conditionalAccess\/policies$/i,
    licence: 'P1',
    rows: ({ conditionalAccess }) => conditionalAccess,
  },
];

/** What a request for one of the lists finds: all its rows, or the error that Graph answers; null for another path. */
export function findAccessRows(
  url: URL,
  directory: AccessDirectory,
  limits: AccessLimits,
): { readonly rows: readonly WireRow[] } | Answer | null {
  for (const list of lists) {
    const match = list.path.exec(url.pathname);
    if (match === null) continue;
    const refusal = refusalOf(list, url.searchParams, limits);
    if (refusal !== null) return refusal;
    const found = list.rows(directory, url.searchParams, decodeURIComponent(match[1] ?? ''));
    return 'status' in found ? found : { rows: found };
  }
  return null;
}

function refusalOf(
  { endpoint, licence, takesTop }: List,
  query: URLSearchParams,
  { missingPermissions = [], licence: held = 'P2' }: AccessLimits,
): Answer | null {
  const { permission, part } = endpointFacts[endpoint];
  if (missingPermissions.includes(permission)) {
    return part === 'roles' ? unauthorizedOperation() : insufficientPrivileges();
  }
  if (licence === 'P2' && held !== 'P2') return pimLicenceRequired();
  const asksSignIns = (query.get('$select') ?? '').includes('signInActivity');
  if ((licence === 'P1' || asksSignIns) && held === 'free') return premiumRequired();
  if (asksSignIns && missingPermissions.includes('AuditLog.Read.All')) return insufficientPrivileges();
  if (query.has('$top') && takesTop !== true) return invalidQuery("Query option '$top' is not supported.");
  return null;
}

/** Principals come only when they are asked for. */
function expanded(rows: readonly WireRow[], query: URLSearchParams): readonly WireRow[] {
  if (query.get('$expand') === 'principal') return rows;
  return rows.map((row) => Object.fromEntries(Object.entries(row).filter(([name]) => name !== 'principal')));
}

const maxIds = 15;

function usersById(users: readonly WireRow[], query: URLSearchParams): readonly WireRow[] | Answer {
  const ids = /^id in \((.+)\)$/.exec(query.get('$filter') ?? '')?.[1]?.match(/'([^']*)'/g);
  if (ids === undefined || ids === null || ids.length > maxIds) {
    return invalidQuery('Too many child clauses specified in search filter expression.');
  }
  const wanted = new Set(ids.map((id) => id.slice(1, -1).toLowerCase()));
  const fields = (query.get('$select') ?? '').split(',');
  return users
    .filter(({ id }) => wanted.has(String(id).toLowerCase()))
    .map((user) => Object.fromEntries(Object.entries(user).filter(([name]) => fields.includes(name))));
}
