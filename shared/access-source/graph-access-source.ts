import { accessEndpoints, endpointFacts, type AccessEndpoint } from '../domain/access/access-endpoint';
import type { AccessNews, AccessRequest } from '../domain/access/access-reading';
import {
  groupPath,
  maxUsersAtOnce,
  tenantPaths,
  unlicensedPath,
  usersPath,
  type GroupEndpoint,
  type TenantEndpoint,
} from './access-paths';
import { createAccessReader, emptyRecord, type ListFailure, type ListPlan } from './access-reader';
import type { ListParts } from './list-pages';
import type { Discoveries } from './read-progress';

/**
 * Reads from Graph who holds access now. Each list is read on its own: one that is refused or breaks off does not keep
 * the others from being read, and its record says why. Memory holds one page, and the ids of groups and users.
 * Nothing is thrown for what Graph says or does not say; when the signal fires, what is left is recorded as partial.
 */
export function createGraphAccessSource(parts: ListParts) {
  return {
    async *read(request: AccessRequest, now: Date, signal: AbortSignal): AsyncGenerator<AccessNews> {
      const begun = performance.now();
      const clock = () => new Date(now.getTime() + Math.round(performance.now() - begun));
      const read = createAccessReader(parts, clock, signal);
      const discoveries: Discoveries = { roleGroups: new Set(), users: new Set() };
      const failures = new Map<AccessEndpoint, ListFailure | null>();
      for (const endpoint of accessEndpoints) {
        if (!request.parts.includes(endpointFacts[endpoint].part)) {
          yield { kind: 'list', record: emptyRecord(endpoint) };
          continue;
        }
        const reading = read(planOf(endpoint, discoveries, request, failures), discoveries);
        let step = await reading.next();
        for (; step.done !== true; step = await reading.next()) yield { kind: 'answer', answer: step.value };
        failures.set(endpoint, step.value.failure);
        yield { kind: 'list', record: step.value.record };
      }
    },
  };
}

function planOf(
  endpoint: AccessEndpoint,
  { roleGroups, users }: Discoveries,
  { groups }: AccessRequest,
  failures: ReadonlyMap<AccessEndpoint, ListFailure | null>,
): ListPlan {
  switch (endpoint) {
    case 'role-assignments':
      return roleAssignments(failures.get('role-eligibility') === 'licence');
    case 'role-eligibility':
    case 'role-definitions':
    case 'role-policies':
    case 'conditional-access':
    case 'groups':
      return tenantWide(endpoint);
    case 'group-eligibility':
    case 'group-assignments':
      return perGroup(endpoint, [...roleGroups, ...groups.map((id) => id.toLowerCase())]);
    case 'group-members':
    case 'group-owners':
      return perGroup(endpoint, [...roleGroups]);
    case 'users':
      return usersByHandful([...users]);
  }
}

const version = '/v1.0';

function tenantWide(endpoint: TenantEndpoint): ListPlan {
  const path = tenantPaths[endpoint];
  return { endpoint, paths: [path], query: version + path };
}

/** Plain role assignments are a way out of a missing licence alone: another refusal is to be named as what it is. */
function roleAssignments(isUnlicensed: boolean): ListPlan {
  return {
    ...tenantWide('role-assignments'),
    otherwise: {
      when: isUnlicensed ? ['licence', 'refused', 'rejected'] : ['licence'],
      paths: [unlicensedPath],
      query: version + unlicensedPath,
      note: 'The tenant has no licence for PIM, so plain role assignments were read: activations and standing assignments cannot be told apart.',
    },
  };
}

function perGroup(endpoint: GroupEndpoint, groups: readonly string[]): ListPlan {
  const paths = [...new Set(groups)].sort().map((id) => groupPath(endpoint, id));
  const pattern = decodeURIComponent(groupPath(endpoint, '{id}'));
  return { endpoint, paths, query: version + pattern, skipsGone: true };
}

function usersByHandful(users: readonly string[]): ListPlan {
  const handfuls: string[][] = [];
  for (const id of [...users].sort()) {
    const last = handfuls.at(-1);
    if (last === undefined || last.length === maxUsersAtOnce) handfuls.push([id]);
    else last.push(id);
  }
  const query = (withSignIns: boolean) => version + decodeURIComponent(usersPath(['…'], withSignIns));
  return {
    endpoint: 'users',
    paths: handfuls.map((ids) => usersPath(ids, true)),
    query: query(true),
    otherwise: {
      when: ['refused', 'licence'],
      paths: handfuls.map((ids) => usersPath(ids, false)),
      query: query(false),
      note: 'Graph does not return the times of last sign-ins: that needs AuditLog.Read.All and Microsoft Entra ID P1.',
    },
  };
}
