import { parseEvent } from '../../shared/audit-source/parse-event';
import type { AuditEvent } from '../../shared/domain/events/audit-event';
import { oid, role, wire, type Wire } from '../support/builders/wire';

const globalAdministrator = { id: '62e90394-69f5-4237-9190-012177145e10', name: 'Global Administrator' };

function read(event: unknown): AuditEvent {
  const parsed = parseEvent(JSON.stringify(event));
  if (!parsed.ok) throw new Error(parsed.problem);
  return parsed.event;
}

describe('the role of an event', () => {
  const assigned = 'Add eligible member to role in PIM completed (timebound)';
  const zero = '00000000-0000-0000-0000-000000000000';
  const own = role('Global Administrator', oid(1234));
  const definition = `providers/Microsoft.Authorization/roleDefinitions/${globalAdministrator.id}`;
  const roleOf = (category: Wire['category'] & string, details: Wire['details'] & object, target = own) =>
    read(wire(assigned, '17 09:00', { category, targets: [target], details })).role;

  test.each([`/${definition}`, `/administrativeUnits/${oid(71)}/${definition}`])(
    'in the directory has the id at the end of its path: %s',
    (path) => {
      expect(roleOf('RoleManagement', { RoleDefinitionOriginId: path })).toEqual(globalAdministrator);
    },
  );

  test('in Azure keeps its path, which distinguishes it from a directory role of the same name', () => {
    const path = `/subscriptions/${oid(21)}/${definition}`;
    expect(roleOf('ResourceManagement', { RoleDefinitionOriginId: path })?.id).toBe(path);
  });

  test('never has an id of zeros', () => {
    const ids = { TemplateId: zero, RoleDefinitionOriginId: globalAdministrator.id };
    expect(roleOf('RoleManagement', ids)).toEqual(globalAdministrator);
    expect(roleOf('RoleManagement', { TemplateId: zero })).toEqual({ id: own.id, name: own.name });
  });
});

test('an id of zeros does not join events', () => {
  const zero = '00000000-0000-0000-0000-000000000000';
  const details = { RoleAssignmentRequestId: zero, OriginRoleAssignmentId: zero };
  const facts = { targets: [{ type: 'Request', id: zero }], details };
  const event = read({ ...wire('Process request', '17 09:00', facts), correlationId: zero });
  expect(event).toMatchObject({ requestId: null, assignmentId: null, correlationId: null });
  const requested = { ...facts, details: { ...details, RequestId: oid(5) } };
  expect(read(wire('Process request', '17 09:00', requested)).requestId).toBe(oid(5));
});

test.each([
  ['a typed reason', 'Quarterly review of licences', 'Timeout', 'Quarterly review of licences'],
  ['no reason', '', 'Timeout', null],
  ['an error code', 'RoleAssignmentExists', 'RoleAssignmentExists', null],
])(
  'a timeout with %s has the error code Timeout unless its reason is an error code',
  (_, reason, resultReason, justification) => {
    const event = wire('Add member to role in PIM completed (permanent)', '17 09:00', { reason });
    expect(read({ ...event, result: 'timeout' })).toMatchObject({ resultReason, justification });
  },
);
