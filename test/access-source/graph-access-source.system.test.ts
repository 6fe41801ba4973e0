import { startGraphServer, type GraphServer, type GraphServerOptions } from '../../local/graph-server';
import type { AccessDirectory } from '../../local/graph/access-directory';
import { startLoopbackServer, type Answer, type FaultScript } from '../../local/loopback-server';
import { wireEligible } from '../../local/sample-tenant/access/wire-assignments';
import { createGraphAccessSource } from '../../shared/access-source/graph-access-source';
import { accessEndpoints, accessParts, type AccessPart } from '../../shared/domain/access/access-endpoint';
import type { AccessNews } from '../../shared/domain/access/access-reading';
import { createGraphGet } from '../../shared/graph/graph-client';
import { InterruptedError } from '../../shared/domain/interrupted-error';
import { RefusalError } from '../../shared/domain/refusal-error';
import {
  aDirectory,
  aMember,
  exchangeAdministrator,
  globalAdministrator,
  holders,
} from '../support/builders/access-lists';

const now = new Date('2026-11-18T01:35:00Z');
const ever = new AbortController().signal;
const retry = { attempts: 8, refusedAttempts: 3, firstDelay: 1, maxDelay: 4, maxRetryAfter: 5_000 };
const messages: string[] = [];
let server: GraphServer;
afterEach(() => server.close());
beforeEach(() => {
  messages.length = 0;
});

async function start(
  directory: AccessDirectory = aDirectory(),
  options: Partial<GraphServerOptions> = {},
): Promise<void> {
  server = await startGraphServer({ events: [], clock: () => now, access: () => directory, ...options });
}

const sourceAt = (endpoint: string, get = createGraphGet(endpoint, null)) =>
  createGraphAccessSource({
    get,
    endpoint,
    pace: () => Promise.resolve(),
    retry,
    requestTimeout: 2_000,
    onRetry: (message) => messages.push(message),
  });

async function readAll(
  parts: readonly AccessPart[] = accessParts,
  groups: readonly string[] = [],
  signal = ever,
  source = sourceAt(server.url),
) {
  const news: AccessNews[] = [];
  for await (const each of source.read({ parts, groups }, now, signal)) news.push(each);
  const answers = news.flatMap((each) => (each.kind === 'answer' ? [each.answer] : []));
  const records = news.flatMap((each) => (each.kind === 'list' ? [each.record] : []));
  const list = (name: string) => {
    const record = records.find(({ endpoint }) => endpoint === name);
    if (record === undefined) throw new RangeError(name);
    return record;
  };
  const ids = (name: string): unknown[] =>
    answers
      .filter(({ endpoint, status }) => endpoint === name && status === 200)
      .flatMap(({ text }) => (JSON.parse(text) as { value: { principalId?: string; id: string }[] }).value)
      .map(({ principalId, id }) => principalId ?? id);
  return { answers, records, list, ids, asked: server.requests.map(({ url }) => decodeURIComponent(url)) };
}

const states = (records: readonly { endpoint: string; state: string }[]) =>
  Object.fromEntries(records.map(({ endpoint, state }) => [endpoint, state]));

describe('the requested lists', () => {
  test('are four for `roles` alone, requested as Microsoft documents them, and all others are off', async () => {
    await start();
    const { asked, records, list } = await readAll(['roles']);
    expect(asked).toEqual([
      '/v1.0/roleManagement/directory/roleEligibilityScheduleInstances?$expand=principal',
      '/v1.0/roleManagement/directory/roleAssignmentScheduleInstances?$expand=principal',
      '/v1.0/roleManagement/directory/roleDefinitions',
      "/v1.0/policies/roleManagementPolicyAssignments?$filter=scopeId eq '/' and scopeType eq 'DirectoryRole'&$expand=policy($expand=rules)",
    ]);
    expect(server.requests.every(({ method }) => method === 'GET')).toBe(true);
    expect(records.map(({ endpoint }) => endpoint)).toEqual(accessEndpoints);
    expect(Object.values(states(records)).filter((state) => state === 'complete')).toHaveLength(4);
    expect(list('role-assignments')).toMatchObject({
      part: 'roles',
      permission: 'RoleManagement.Read.Directory',
      query: asked[1],
      pages: 1,
      rows: 3,
      firstRequestAt: now,
      lastRequestAt: now,
      reason: null,
    });
    expect(list('users')).toMatchObject({ state: 'off', query: null, pages: 0, firstRequestAt: null });
  });

  test('include each person, and each group with a role, with eligible members or named by PIM events', async () => {
    await start();
    const { team, operators, eligible, standing, activating, inTeam, owner, operator } = holders;
    const { asked, records, ids } = await readAll(accessParts, [operators.id.toUpperCase()]);
    expect(new Set(Object.values(states(records)))).toEqual(new Set(['complete']));
    const privileged = '/v1.0/identityGovernance/privilegedAccess/group';
    const fields = 'id,displayName,userPrincipalName,userType,accountEnabled';
    expect(asked.slice(4)).toEqual([
      '/v1.0/identity/conditionalAccess/policies',
      '/v1.0/groups?$filter=isAssignableToRole eq true&$select=id,displayName,isAssignableToRole,membershipRule,onPremisesSyncEnabled',
      `${privileged}/eligibilityScheduleInstances?$filter=groupId eq '${team.id}'`,
      `${privileged}/eligibilityScheduleInstances?$filter=groupId eq '${operators.id}'`,
      `${privileged}/assignmentScheduleInstances?$filter=groupId eq '${team.id}'`,
      `${privileged}/assignmentScheduleInstances?$filter=groupId eq '${operators.id}'`,
      `/v1.0/groups/${team.id}/transitiveMembers?$select=${fields}&$top=999`,
      `/v1.0/groups/${team.id}/owners?$select=${fields}`,
      expect.stringContaining('/v1.0/users?$filter=id in (') as string,
    ]);
    const people = [eligible, standing, activating, inTeam, owner, operator].map(({ id }) => id);
    expect([...ids('users')].sort()).toEqual(people.sort());
    expect(asked.at(-1)).toContain(',onPremisesSyncEnabled,createdDateTime,signInActivity');
  });

  test('have 15 users per request', async () => {
    const many = Array.from({ length: 31 }, (_, index) => aMember(100 + index));
    await start({
      ...aDirectory(),
      eligible: many.map((member) => wireEligible({ member, roleId: globalAdministrator })),
      active: [],
    });
    const { asked } = await readAll(['roles', 'people']);
    const counts = asked
      .filter((url) => url.startsWith('/v1.0/users'))
      .map((url) => url.match(/'/g)!.length / 2);
    expect(counts).toEqual([15, 15, 1]);
  });

  test('are read to the end over pages of one row and an empty page', async () => {
    const many = Array.from({ length: 9 }, (_, index) => aMember(100 + index));
    const eligible = many.map((member) => wireEligible({ member, roleId: globalAdministrator }));
    await start({ ...aDirectory(), eligible }, { accessPageSize: 1 });
    const { list, ids, asked } = await readAll(['roles']);
    expect(ids('role-eligibility')).toEqual(many.map(({ id }) => id));
    expect(list('role-eligibility')).toMatchObject({ state: 'complete', rows: 9, pages: 11 });
    const links = asked.filter((url) => url.includes('roleEligibility'));
    expect(links.slice(1).every((url) => url.includes('?$expand=principal&$skiptoken='))).toBe(true);
    expect(asked.some((url) => url.includes('$top'))).toBe(false);
  });
});

describe('a refusal affects one list, and its reason names the permission and the fix', () => {
  test('a missing permission is retried twice for the first list, and tried once for each other list', async () => {
    await start(aDirectory(), {
      accessLimits: () => ({ missingPermissions: ['RoleManagement.Read.Directory'] }),
    });
    const { records, list, answers, asked } = await readAll(['roles', 'conditional-access']);
    expect(states(records)).toMatchObject({
      'role-eligibility': 'refused',
      'role-assignments': 'refused',
      'role-definitions': 'refused',
      'role-policies': 'refused',
      'conditional-access': 'complete',
    });
    expect(list('role-eligibility').reason).toBe(
      'Microsoft Graph refused the eligible role assignments (HTTP 403 UnknownError: "Attempted to perform an unauthorized operation."): ' +
        'grant the identity the application permission RoleManagement.Read.Directory (admin consent), or take "roles" out of STANDING_ACCESS.',
    );
    expect(asked).toHaveLength(3 + 1 + 1 + 1 + 1);
    // The refusal is kept as evidence.
    expect(
      answers.filter(({ endpoint }) => endpoint === 'role-eligibility').map(({ status }) => status),
    ).toEqual([403]);
    expect(asked.some((url) => url.includes('/roleAssignments'))).toBe(false);
  });

  test.each([
    ['group-eligibility', 'PrivilegedEligibilitySchedule.Read.AzureADGroup'],
    ['group-assignments', 'PrivilegedAssignmentSchedule.Read.AzureADGroup'],
    ['groups', 'GroupMember.Read.All'],
    ['users', 'User.Read.All'],
    ['conditional-access', 'Policy.Read.All'],
  ] as const)('a missing permission for %s is named in the reason', async (endpoint, permission) => {
    await start(aDirectory(), { accessLimits: () => ({ missingPermissions: [permission] }) });
    const { records, list } = await readAll();
    const refused = records.filter(({ state }) => state === 'refused');
    expect(new Set(refused.map((record) => record.permission))).toEqual(new Set([permission]));
    expect(refused.map((record) => record.endpoint)).toContain(endpoint);
    expect(list(endpoint).reason).toContain(`grant the identity the application permission ${permission}`);
    expect(records.filter(({ state }) => state === 'complete')).toHaveLength(11 - refused.length);
  });

  test('without a PIM licence, plain role assignments are read, and the record says what they lack', async () => {
    await start(aDirectory(), { accessLimits: () => ({ licence: 'P1' }) });
    const { list, ids, asked } = await readAll(['roles']);
    expect(list('role-eligibility')).toMatchObject({ state: 'refused', rows: 0 });
    expect(list('role-eligibility').reason).toContain('the tenant has no licence for them');
    expect(list('role-assignments')).toMatchObject({
      state: 'complete',
      rows: 1,
      query: '/v1.0/roleManagement/directory/roleAssignments?$expand=principal',
      reason:
        'The tenant has no licence for PIM, so plain role assignments were read: activations and standing assignments cannot be told apart.',
    });
    expect(ids('role-assignments')).toEqual([holders.standing.id]);
    // A licence does not appear within minutes, so no request is repeated.
    expect(new Set(asked).size).toBe(asked.length);
  });

  test('without P1, the users are requested again without sign-in times', async () => {
    await start(aDirectory(), { accessLimits: () => ({ missingPermissions: ['AuditLog.Read.All'] }) });
    const { list, ids, asked } = await readAll(['roles', 'people']);
    expect(list('users')).toMatchObject({ state: 'complete', rows: 3 });
    expect(list('users').reason).toContain('does not return the times of last sign-ins');
    expect(ids('users')).toHaveLength(3);
    expect(
      asked.filter((url) => url.includes('/users')).map((url) => url.includes('signInActivity')),
    ).toEqual([true, false]);
  });

  test('a group that no longer exists is left out, and counted in the reason', async () => {
    await start({ ...aDirectory(), groupMembers: {}, groupOwners: {} });
    const { list } = await readAll(accessParts);
    expect(list('group-members')).toMatchObject({
      state: 'complete',
      rows: 0,
      reason: '1 group no longer exists.',
    });
  });

  test('without an identity, nothing more is requested', async () => {
    await start();
    let asked = 0;
    const source = sourceAt(server.url, () => {
      asked += 1;
      return Promise.reject(new RefusalError('No token for Microsoft Graph.'));
    });
    const { records } = await readAll(accessParts, [], ever, source);
    expect(asked).toBe(1);
    expect(
      new Set(
        records
          .filter(({ endpoint }) => endpoint.startsWith('role-'))
          .map(({ state, reason }) => `${state} ${reason}`),
      ),
    ).toEqual(new Set(['refused No token for Microsoft Graph.']));
  });
});

describe('an interrupted list is partial, and the others are read', () => {
  const role = (url: string) => url.includes('roleEligibility');
  const spoilEligibility =
    (fault: (url: string) => ReturnType<FaultScript>): FaultScript =>
    ({ url }) =>
      role(url) ? fault(url) : undefined;
  const page = (value: unknown[] | undefined, nextLink?: string): Answer => ({
    status: 200,
    body: { value, ...(nextLink && { '@odata.nextLink': nextLink }) },
  });
  const [first] = aDirectory().eligible;

  test.each<[string, (url: string) => Answer, string]>([
    [
      'a page without `value`',
      (url) =>
        url.includes('skip')
          ? page(undefined)
          : page(
              [first],
              `${server.url}/v1.0/roleManagement/directory/roleEligibilityScheduleInstances?$skiptoken=1`,
            ),
      'broken page: the page has no "value" list',
    ],
    ['a loop of pages', (url) => page([first], `${server.url}${url}`), 'form a loop'],
    ['a foreign link', () => page([first], 'https://evil.example/v1.0/steal'), 'gave a next page outside'],
    [
      'a refusal in the middle',
      (url) =>
        url.includes('skip')
          ? { status: 400, body: { error: { code: 'x', message: 'no' } } }
          : page(
              [first],
              `${server.url}/v1.0/roleManagement/directory/roleEligibilityScheduleInstances?$skiptoken=1`,
            ),
      'HTTP 400 x: "no"',
    ],
  ])('after %s', async (_name, answer, words) => {
    await start(aDirectory(), { faults: spoilEligibility((url) => answer(url)) });
    const { list, records } = await readAll(['roles']);
    expect(list('role-eligibility')).toMatchObject({ state: 'partial', rows: 1 });
    expect(list('role-eligibility').reason).toContain(words);
    expect(records.filter(({ state }) => state === 'complete')).toHaveLength(3);
    expect(server.requests.every(({ url }) => !url.includes('evil'))).toBe(true);
  });

  test('a service that is down is tried eight times for the first list, three times for each other', async () => {
    await start(aDirectory(), { faults: () => ({ status: 503, body: '' }) });
    const { records } = await readAll(['roles']);
    expect(records.filter(({ state }) => state === 'partial')).toHaveLength(4);
    expect(server.requests).toHaveLength(8 + 3 + 3 + 3);
    expect(messages.length).toBeGreaterThan(0);
  });

  test('a service that rejects every request is retried for the first list only', async () => {
    await start(aDirectory(), { faults: () => ({ status: 400, body: '' }) });
    const { records } = await readAll(['roles']);
    expect(records.filter(({ state }) => state === 'refused')).toHaveLength(4);
    expect(server.requests).toHaveLength(3 + 1 + 1 + 1);
  });

  test('a short outage leaves all lists complete', async () => {
    await start(aDirectory(), {
      faults: (_request, n) => (n % 2 === 1 ? { status: 429, body: '' } : undefined),
    });
    const { records } = await readAll();
    expect(new Set(Object.values(states(records)))).toEqual(new Set(['complete']));
  });

  test.each([
    ['time runs out', undefined, 'There was no time left to read it: the next run reads it.'],
    ['a person interrupts it', new InterruptedError(), 'The command was interrupted.'],
  ])('when %s, unread lists are partial and nothing is thrown', async (_, stop, reason) => {
    const time = new AbortController();
    await start(aDirectory(), {
      faults: ({ url }) => {
        if (url.includes('roleDefinitions')) time.abort(stop);
        return undefined;
      },
    });
    const { records, list } = await readAll(['roles', 'people'], [], time.signal);
    expect(states(records)).toMatchObject({
      'role-eligibility': 'complete',
      'role-assignments': 'complete',
      'role-definitions': 'partial',
      'role-policies': 'partial',
      users: 'partial',
    });
    expect(list('role-policies')).toMatchObject({ rows: 0, reason });
  });
});

describe('unusual rows are kept, counted and reported', () => {
  test('a row with an unknown member type, a row without a principal, and two unreadable rows', async () => {
    const odd = [
      { ...wireEligible({ member: aMember(1), roleId: globalAdministrator }), memberType: 'Sideways' },
      {
        ...wireEligible({ member: aMember(2), roleId: globalAdministrator }),
        principalId: null,
        principal: null,
      },
      { ...wireEligible({ member: aMember(3), roleId: exchangeAdministrator }), endDateTime: 'soon' },
      'row',
    ];
    await start({ ...aDirectory(), eligible: odd as AccessDirectory['eligible'] });
    const { list, answers } = await readAll(['roles']);
    expect(list('role-eligibility')).toMatchObject({
      state: 'complete',
      rows: 4,
      reason:
        'Kept as they came: 1 row with a member type that this version does not know, 1 row without a principal, 2 rows that could not be understood.',
    });
    expect(answers[0]?.text).toContain('"soon"');
  });

  test('principals without names, and users of unknown type, are requested by id', async () => {
    await start({
      ...aDirectory(),
      eligible: aDirectory().eligible.map((row) => ({ ...row, principal: undefined })),
      active: [],
    });
    const { ids } = await readAll(['roles', 'people']);
    expect(ids('users')).toEqual([holders.eligible.id]);
  });
});

test('a server without the lists answers 404, which is a refusal and not an empty list', async () => {
  const bare = await startLoopbackServer({
    clock: () => now,
    answer: () => ({ status: 404, body: { error: { code: 'ResourceNotFound', message: 'x' } } }),
  });
  server = { ...bare, publish: () => undefined };
  const { records } = await readAll(['roles']);
  expect(new Set(records.slice(0, 4).map(({ state }) => state))).toEqual(new Set(['refused']));
});
