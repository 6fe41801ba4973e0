import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEvent } from '../../shared/audit-source/parse-event';
import type { AuditEvent } from '../../shared/domain/events/audit-event';

interface Fixture {
  readonly targetResources?: readonly unknown[] | null;
  readonly additionalDetails?: readonly unknown[] | null;
}

const load = (name: string): Fixture =>
  JSON.parse(readFileSync(join(__dirname, 'fixtures', `${name}.json`), 'utf8')) as Fixture;

function read(wire: unknown): AuditEvent {
  const parsed = parseEvent(JSON.stringify(wire));
  if (!parsed.ok) throw new Error(parsed.problem);
  return parsed.event;
}

const sam = {
  id: 'a1a1a1a1-0000-4000-8000-000000000001',
  name: 'Sam Subject',
  upn: 'sam@contoso.example',
  type: 'user',
};
const alex = {
  ...sam,
  id: 'b2b2b2b2-0000-4000-8000-000000000002',
  name: 'Alex Admin',
  upn: 'alex@contoso.example',
};
const pim = { id: '8e206225-3c49-4629-b72a-be52e968173a', name: 'Azure AD PIM', upn: null, type: 'user' };
const globalAdministrator = { id: '62e90394-69f5-4237-9190-012177145e10', name: 'Global Administrator' };
const contoso = { id: '5d0e6f3a-1c2b-4d5e-8f90-a1b2c3d4e5f6', name: 'Contoso' };
const finance = { id: '99999999-0000-4000-8000-000000000009', name: 'sg-finance-admins' };
const web = '/subscriptions/12121212-0000-4000-8000-000000000012/resourceGroups/rg-web';

describe('a wire event', () => {
  test('of an activation has every fact', () => {
    expect(read(load('entra-activation'))).toEqual({
      id: 'PIM_7f89aca6-8194-494a-8cc7-5b21c243a277_9023d5cd-9c56-4752-837a-c10ef41dd3a7_134331936526770240',
      at: new Date('2026-11-17T09:15:32.677Z'),
      source: 'graph',
      activity: 'Add member to role completed (PIM activation)',
      service: 'PIM',
      category: 'RoleManagement',
      provider: 'entra',
      auditType: 'ActivateRole',
      operationType: 'Update',
      result: 'success',
      resultReason: 'Ticket INC-4711: mailbox restore',
      initiator: sam,
      principal: sam,
      candidates: [],
      role: globalAdministrator,
      scope: contoso,
      subject: 'Global Administrator',
      justification: 'Ticket INC-4711: mailbox restore',
      ticket: { number: 'INC-4711', system: 'ServiceNow' },
      startTime: new Date('2026-11-17T09:15:31.844Z'),
      expirationTime: new Date('2026-11-17T17:15:31.844Z'),
      mfa: 'yes',
      approvalRequired: false,
      ipAddress: '203.0.113.10',
      userAgent: 'Mozilla/5.0',
      requestId: 'e5e5e5e5-0000-4000-8000-000000000005',
      assignmentId: 'abcd_mje20err5jdpjo4suzl7gmt8cvoup3lc4gwzzz-1',
      correlationId: '11111111-0000-4000-8000-000000000011',
      tenantId: '5d0e6f3a-1c2b-4d5e-8f90-a1b2c3d4e5f6',
    });
  });

  test('of an expiry without targets has the service as initiator, and the two ids that join it', () => {
    expect(read(load('entra-expiry-sparse'))).toMatchObject({
      activity: 'Remove member from role (PIM activation expired)',
      at: new Date('2026-11-17T17:15:38.677Z'),
      provider: 'entra',
      initiator: pim,
      principal: null,
      role: null,
      scope: null,
      subject: null,
      justification: null,
      ticket: null,
      startTime: null,
      expirationTime: null,
      mfa: 'not recorded',
      approvalRequired: null,
      ipAddress: null,
      requestId: 'e5e5e5e5-0000-4000-8000-000000000005',
      assignmentId: 'abcd_mje20err5jdpjo4suzl7gmt8cvoup3lc4gwzzz-1',
      correlationId: null,
    });
  });

  test('of a failure has an error code as its reason, and the justification from details with keys in any case', () => {
    expect(read(load('failure'))).toMatchObject({
      activity: 'Add member to role requested (PIM activation)',
      at: new Date('2026-11-17T09:14:00.087Z'),
      result: 'failure',
      resultReason: 'RoleAssignmentRequestPolicyValidationFailed',
      justification: 'Please, it is urgent',
      initiator: alex,
      principal: sam,
      role: globalAdministrator,
      mfa: 'no',
      approvalRequired: true,
      ticket: { number: '42', system: null },
      requestId: '0a0a0a0a-0000-4000-8000-00000000000a',
    });
  });

  test('of PIM for Groups has the group as its scope, and the request id of the target', () => {
    expect(read(load('group-activation'))).toMatchObject({
      provider: 'group',
      principal: sam,
      role: { id: '77777777-0000-4000-8000-000000000007', name: 'Member' },
      scope: finance,
      requestId: 'e5e5e5e5-0000-4000-8000-000000000005',
      resultReason: null,
      justification: 'Month end',
    });
  });

  test('of an Entra role may have a group as its principal', () => {
    expect(read(load('group-as-principal'))).toMatchObject({
      provider: 'entra',
      principal: { ...finance, upn: null, type: 'group' },
      scope: contoso,
      justification: null,
    });
  });

  test('of an Azure role has the path of the resource as its scope, not the path of the role', () => {
    expect(read(load('azure-activation'))).toMatchObject({
      provider: 'azure',
      principal: { name: 'deploy-bot', type: 'servicePrincipal' },
      role: { name: 'Contributor' },
      scope: { id: web, name: 'rg-web' },
      assignmentId:
        `${web}/providers/microsoft.authorization/roleassignments/abcdef00-0000-4000-8000-000000000000`.toLowerCase(),
    });
    expect(read(load('azure-expiry-without-scope'))).toMatchObject({
      provider: 'azure',
      scope: { id: web, name: null },
    });
  });

  test('of an administrative unit has the unit as its scope', () => {
    expect(read(load('administrative-unit')).scope).toEqual({
      id: '/administrativeUnits/34343434-0000-4000-8000-000000000034',
      name: 'Branch Oslo',
    });
  });

  test('of a setting or an alert names its subject', () => {
    expect(read(load('role-setting'))).toMatchObject({
      principal: null,
      role: globalAdministrator,
      auditType: 'UpdatePolicy',
      resultReason:
        'Setting changes in this session: Maximum activation duration updated to 02:00:00. MFA on activation requirement enabled.',
    });
    expect(read(load('alert'))).toMatchObject({
      initiator: pim,
      principal: null,
      role: null,
      scope: null,
      subject: 'There are too many global administrators',
    });
  });

  test('of Core Directory has the role from the old values of a removal, and the app by its name', () => {
    expect(read(load('removed-by-ms-pim'))).toMatchObject({
      service: 'Core Directory',
      initiator: { id: '30d7dce0-46f6-4d35-9f45-d8084a683dc5', name: 'MS-PIM', upn: null, type: 'app' },
      principal: { ...sam, name: null },
      role: globalAdministrator,
      scope: null,
    });
  });

  test('of another category has the provider of its targets, even with repeated, null or missing keys', () => {
    expect(read(load('application-management'))).toMatchObject({
      activity: 'A brand new thing (preview)',
      category: 'ApplicationManagement',
      provider: 'group',
      result: 'timeout',
      initiator: null,
      mfa: 'yes',
      ipAddress: '192.0.2.7',
      ticket: { number: null, system: 'Jira' },
    });
  });

  test.each([
    'entra-activation',
    'failure',
    'group-activation',
    'group-as-principal',
    'azure-activation',
    'administrative-unit',
  ])('has the same facts with its targets and details in any order: %s', (name) => {
    const wire = load(name);
    const [targets, details] = [wire.targetResources ?? [], wire.additionalDetails ?? []];
    // `subject` depends on the order, and matters only for events about nothing else.
    const expected = { ...read(wire), subject: null };
    for (let turn = 0; turn < Math.max(targets.length, details.length); turn += 1) {
      const turned = <T>(list: readonly T[]): T[] => [...list.slice(turn), ...list.slice(0, turn)];
      for (const order of [turned, <T>(list: readonly T[]): T[] => turned(list).reverse()]) {
        const shuffled = { ...wire, targetResources: order(targets), additionalDetails: order(details) };
        expect({ ...read(shuffled), subject: null }).toEqual(expected);
      }
    }
  });
});

test('a path ends before the first of many authorizations', () => {
  const id = `/subscriptions/s${'/providers/Microsoft.Authorization/'.repeat(1_000)}\nx`;
  const event = read({
    ...{ id: '1', activityDateTime: '2026-11-17T09:15:32Z', activityDisplayName: 'Add member to role' },
    ...{ category: 'ResourceManagement', targetResources: [{ id, type: 'Role' }] },
  });
  expect(event.scope?.id).toBe('/subscriptions/s');
});

test('an empty GUID in any field of an event counts as no id', () => {
  const empty = '00000000-0000-0000-0000-000000000000';
  const details = { RoleAssignmentRequestId: empty, OriginRoleAssignmentId: empty, TemplateId: empty };
  const event = read({
    id: 'one',
    activityDateTime: '2026-11-17T09:00:00Z',
    activityDisplayName: 'Add member to role completed (PIM activation)',
    correlationId: empty,
    initiatedBy: { user: { id: empty, displayName: 'Sam Subject' } },
    targetResources: [
      { type: 'Role', id: globalAdministrator.id, displayName: globalAdministrator.name },
      { type: 'User', id: empty, displayName: 'Sam Subject' },
      { type: 'Request', id: empty },
    ],
    additionalDetails: Object.entries(details).map(([key, value]) => ({ key, value })),
  });
  expect(event).toMatchObject({
    requestId: null,
    assignmentId: null,
    correlationId: null,
    role: globalAdministrator,
    principal: { id: null, name: 'Sam Subject' },
    initiator: { id: null },
  });
});
