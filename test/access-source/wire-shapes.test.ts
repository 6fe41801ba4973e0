import { wireAccessPolicy } from '../../local/sample-tenant/access/wire-access-policy';
import { wireActive, wireMembership } from '../../local/sample-tenant/access/wire-assignments';
import { wireGroupPerson, wireUser } from '../../local/sample-tenant/access/wire-people';
import { wirePolicy } from '../../local/sample-tenant/access/wire-settings';
import { readRow } from '../../shared/access-source/access-rows';
import { aMember, globalAdministrator, holders } from '../support/builders/access-lists';

const at = new Date('2026-11-18T08:00:00.000Z');
const member = holders.eligible;

describe('a row of role assignments', () => {
  const row = wireActive({ member, roleId: globalAdministrator, startsAt: at, endsAt: at });
  const read = (overrides: object, path = '/roleManagement/directory/roleAssignmentScheduleInstances') =>
    readRow['role-assignments']({ ...row, ...overrides }, path);

  test('is read with all its facts', () => {
    expect(read({})).toEqual({
      list: 'role-assignments',
      principal: { id: member.id, name: member.name, upn: member.upn, type: 'user' },
      roleId: globalAdministrator,
      access: null,
      scopeId: '/',
      memberType: 'direct',
      assignmentType: 'assigned',
      startsAt: at,
      endsAt: at,
    });
  });

  test('may lack a start, an end (the year 1) and the names of its principal', () => {
    const sparse = read({ startDateTime: null, endDateTime: '0001-01-01T00:00:00Z', principal: { id: 'x' } });
    expect(sparse).toMatchObject({
      startsAt: null,
      endsAt: null,
      principal: { id: member.id, name: null, upn: null, type: null },
    });
    expect(read({ principal: 'gone' }).principal.id).toBe(member.id);
  });

  test('has unknown types when Graph sends new ones', () => {
    expect(read({ memberType: 'Sideways', assignmentType: 'Dreamt' })).toMatchObject({
      memberType: 'unknown',
      assignmentType: 'untold',
    });
    expect(read({ memberType: 'group', assignmentType: 'ACTIVATED' })).toMatchObject({
      memberType: 'group',
      assignmentType: 'activated',
    });
  });

  test('is refused with an unreadable end, which does not mean permanent', () => {
    expect(() => read({ endDateTime: 'in spring' })).toThrow('is not a time');
  });

  test('is direct for a plain assignment, without saying whether it is an activation', () => {
    const { id, principalId, roleDefinitionId, directoryScopeId } = row;
    const plain = { id, principalId, roleDefinitionId, directoryScopeId };
    expect(
      readRow['role-assignments'](plain, '/roleManagement/directory/roleAssignments?$expand=principal'),
    ).toMatchObject({ memberType: 'direct', assignmentType: 'untold', endsAt: null });
  });

  test('has the scope of an administrative unit or of an application', () => {
    expect(read({ directoryScopeId: '/administrativeUnits/u1' }).scopeId).toBe('/administrativeUnits/u1');
    expect(read({ directoryScopeId: null, appScopeId: '/app' }).scopeId).toBe('/app');
  });
});

test('a row of PIM for Groups is a membership or an ownership in a group', () => {
  const row = wireMembership({
    groupId: 'g1',
    accessId: 'owner',
    member,
    endsAt: at,
    assignmentType: 'Assigned',
  });
  expect(readRow['group-assignments'](row, '')).toMatchObject({
    list: 'group-assignments',
    principal: { id: member.id, name: null },
    access: 'owner',
    scopeId: 'g1',
    roleId: null,
    assignmentType: 'assigned',
  });
  expect(readRow['group-eligibility']({ ...row, accessId: 'friend' }, '')).toMatchObject({
    access: 'unknown',
    assignmentType: 'assigned',
  });
});

describe('a row of role settings', () => {
  const read = (settings: Omit<Parameters<typeof wirePolicy>[0], 'roleId'>) =>
    readRow['role-policies'](wirePolicy({ roleId: 'r1', ...settings }), '');

  test('is read with all its facts', () => {
    const settings = {
      maximumDuration: 'PT1H30M',
      enabledRules: ['Justification', 'Ticketing'],
      approvers: { u1: 'Anna Berg' },
      authenticationContext: 'c1',
      permanentEligible: true,
      changedAt: at,
    };
    expect(read(settings)).toEqual({
      roleId: 'r1',
      maximumMinutes: 90,
      mfa: false,
      asksForContext: true,
      authenticationContext: 'c1',
      justification: true,
      ticket: true,
      approval: true,
      approvers: [{ id: 'u1', name: 'Anna Berg' }],
      permanentEligible: true,
      permanentActive: false,
      changedAt: at,
    });
  });

  test('is read without a context, approval or change', () => {
    expect(read({})).toMatchObject({
      maximumMinutes: 480,
      mfa: true,
      asksForContext: false,
      authenticationContext: null,
      approval: false,
      approvers: [],
      changedAt: null,
    });
    expect(read({ maximumDuration: 'P1D' }).maximumMinutes).toBe(1440);
  });

  test('has unknown settings whose rules are missing or lack fields', () => {
    const nothing = {
      maximumMinutes: null,
      mfa: null,
      asksForContext: null,
      authenticationContext: null,
      justification: null,
      ticket: null,
      approval: null,
      approvers: [],
      permanentEligible: null,
      permanentActive: null,
      changedAt: null,
    };
    const ids = ['Expiration', 'Enablement', 'Approval', 'AuthenticationContext'].map(
      (kind) => `${kind}_EndUser_Assignment`,
    );
    const bare = [...ids, 'Expiration_Admin_Eligibility', 'Expiration_Admin_Assignment'].map((id) => ({
      id,
    }));
    for (const policy of [null, {}, { rules: [] }, { rules: bare }, { rules: [null, 'x', { id: 7 }] }])
      expect(readRow['role-policies']({ roleDefinitionId: 'r1', policy }, '')).toEqual({
        roleId: 'r1',
        ...nothing,
      });
    expect(read({ maximumDuration: 'P1M' }).maximumMinutes).toBeNull();
  });

  test('lists groups and managers as approvers', () => {
    const approvers = [
      { '@odata.type': '#microsoft.graph.groupMembers', groupId: 'g1', description: 'Approvers' },
      { '@odata.type': '#microsoft.graph.requestorManager' },
    ];
    const setting = { isApprovalRequired: true, approvalStages: [{ primaryApprovers: approvers }] };
    const rules = [{ id: 'Approval_EndUser_Assignment', setting }];
    expect(readRow['role-policies']({ roleDefinitionId: 'r1', policy: { rules } }, '').approvers).toEqual([
      { id: 'g1', name: 'Approvers' },
      { id: null, name: "the requester's manager" },
    ]);
  });
});

describe('people', () => {
  test('a user has the latest of the sign-ins that Graph returns', () => {
    const user = wireUser(member, { accountEnabled: false, userType: 'Guest', synced: true });
    const signInActivity = {
      lastSignInDateTime: '2026-11-01T08:00:00Z',
      lastNonInteractiveSignInDateTime: at.toISOString(),
      lastSuccessfulSignInDateTime: '0001-01-01T00:00:00Z',
    };
    expect(readRow.users({ ...user, signInActivity }, '')).toEqual({
      id: member.id,
      name: member.name,
      upn: member.upn,
      enabled: false,
      isGuest: true,
      synced: true,
      createdAt: new Date('2024-01-15T09:30:00Z'),
      lastSignInAt: at,
    });
    expect(readRow.users(wireUser(member), '').lastSignInAt).toBeNull();
    expect(readRow.users({ id: 'x' }, '')).toMatchObject({ enabled: null, isGuest: null, synced: false });
  });

  test('a guest is recognized by the UPN if the type is missing', () => {
    const guest = aMember(7, { upn: 'b_alder.example#EXT#@contoso.example' });
    expect(readRow.users({ ...wireUser(guest), userType: null }, '').isGuest).toBe(true);
    expect(readRow.users({ ...wireUser(guest), userType: 'Member' }, '').isGuest).toBe(false);
  });

  test('a member of a group belongs to the group in the request path', () => {
    expect(
      readRow['group-members'](wireGroupPerson(member), '/groups/g1/transitiveMembers?$select=id'),
    ).toEqual({
      groupId: 'g1',
      id: member.id,
      name: member.name,
      upn: member.upn,
      type: 'user',
      enabled: true,
      isGuest: false,
    });
  });
});

describe('a Conditional Access policy', () => {
  type Overrides = Parameters<typeof wireAccessPolicy>[0];
  const wire = (overrides: Partial<Overrides> = {}) => wireAccessPolicy({ id: 'p', name: 'P', ...overrides });
  const read = (row: unknown) => readRow['conditional-access'](row, '');

  test('is read with all its facts', () => {
    const policy = wire({
      includeUsers: ['All'],
      excludeUsers: ['U1'],
      excludeGroups: ['G1'],
      includeRoles: ['R1'],
    });
    expect(read(policy)).toEqual({
      id: 'p',
      name: 'P',
      isEnabled: true,
      asksForMfa: true,
      isGeneral: true,
      include: { users: ['all'], groups: [], roles: ['r1'] },
      exclude: { users: ['u1'], groups: ['g1'], roles: [] },
      authenticationContexts: [],
    });
    expect(read(wire({ state: 'enabledForReportingButNotEnforced' })).isEnabled).toBe(false);
  });

  test.each<[string, object | null, boolean]>([
    ['a strength', { operator: 'OR', builtInControls: [], authenticationStrength: { id: 's' } }, true],
    ['MFA and a compliant device', { operator: 'AND', builtInControls: ['mfa', 'compliantDevice'] }, true],
    ['MFA or a compliant device', { operator: 'OR', builtInControls: ['mfa', 'compliantDevice'] }, false],
    ['MFA or the terms of use', { operator: 'OR', builtInControls: ['mfa'], termsOfUse: ['t'] }, false],
    ['a block', { operator: 'OR', builtInControls: ['block'] }, false],
    ['nothing', null, false],
  ])('with %s as its grant requires multi-factor authentication: %s', (_name, grantControls, asks) => {
    expect(read({ ...wire(), grantControls }).asksForMfa).toBe(asks);
  });

  const allBut = (id: string) => ({ includeApplications: ['All'], excludeApplications: [id] });
  test.each<[string, object, boolean]>([
    ['says nothing of applications', { applications: undefined }, true],
    ['is for the portals', { applications: { includeApplications: ['MicrosoftAdminPortals'] } }, true],
    ['is for one application', { applications: { includeApplications: ['x'] } }, false],
    ['is for a context', { applications: { includeAuthenticationContextClassReferences: ['c1'] } }, false],
    ['is for a user action', { applications: { includeUserActions: ['urn:user:registerdevice'] } }, false],
    ['is for a risk', { signInRiskLevels: ['high'] }, false],
    ['is for a risky user', { userRiskLevels: ['high'] }, false],
    ['is for an insider risk', { insiderRiskLevels: 'elevated' }, false],
    ['leaves the portals out', { applications: allBut('MicrosoftAdminPortals') }, false],
    ['leaves another application out', { applications: allBut('x') }, true],
    ['is for all platforms', { platforms: { includePlatforms: ['all'], excludePlatforms: [] } }, true],
    ['is for one platform', { platforms: { includePlatforms: ['linux'] } }, false],
    ['leaves a platform out', { platforms: { includePlatforms: ['all'], excludePlatforms: ['iOS'] } }, false],
    ['is for all places', { locations: { includeLocations: ['All'] } }, true],
    [
      'leaves trusted places out',
      { locations: { includeLocations: ['All'], excludeLocations: ['x'] } },
      true,
    ],
    ['is for one place', { locations: { includeLocations: ['x'] } }, false],
    ['is for old clients', { clientAppTypes: ['exchangeActiveSync', 'other'] }, false],
    ['is for modern clients', { clientAppTypes: ['browser', 'mobileAppsAndDesktopClients'] }, true],
    ['is for some devices', { devices: { deviceFilter: { mode: 'include', rule: 'r' } } }, false],
    ['leaves some devices out', { devices: { deviceFilter: { mode: 'exclude', rule: 'r' } } }, true],
    ['is for device codes', { authenticationFlows: { transferMethods: 'deviceCodeFlow' } }, false],
    ['has empty conditions', { platforms: null, locations: null, devices: null }, true],
  ])('that %s is general: %s', (_name, conditions, isGeneral) => {
    const row = wire() as { conditions: object };
    expect(read({ ...row, conditions: { ...row.conditions, ...conditions } }).isGeneral).toBe(isGeneral);
  });

  test('is read without conditions or controls', () => {
    expect(read({})).toMatchObject({ isEnabled: false, asksForMfa: false, include: { users: [] } });
  });

  test('excludes guests in the newer form of the property', () => {
    const row = wire() as { conditions: { users: object } };
    const users = {
      ...row.conditions.users,
      excludeGuestsOrExternalUsers: { guestOrExternalUserTypes: 'x' },
    };
    expect(read({ ...row, conditions: { ...row.conditions, users } }).exclude.users).toEqual([
      'guestsorexternalusers',
    ]);
  });
});
