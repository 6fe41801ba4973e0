import type { WireEvent } from '../../../local/sample-tenant/wire/wire-event';

/** Graph's event of a role assignment outside PIM: Mallory made somebody a Global Administrator. */
export function wireAssignment(id: string, at: Date, principal = 'Hanna'): WireEvent {
  const name = principal.toLowerCase();
  const event = {
    id,
    category: 'RoleManagement',
    correlationId: `correlation-${id}`,
    result: 'success',
    resultReason: '',
    activityDisplayName: 'Add member to role',
    activityDateTime: at.toISOString(),
    loggedByService: 'Core Directory',
    operationType: 'Assign',
    initiatedBy: {
      app: null,
      user: {
        id: '0d1f2a3b-0000-4000-8000-00000000a001',
        displayName: 'Mallory',
        userPrincipalName: 'mallory@contoso.example',
        ipAddress: '203.0.113.9',
        userType: null,
      },
    },
    targetResources: [
      {
        id: `0d1f2a3b-0000-4000-8000-${Buffer.from(name).toString('hex').padEnd(12, '0').slice(0, 12)}`,
        displayName: principal,
        type: 'User',
        userPrincipalName: `${name}@contoso.example`,
        groupType: null,
        modifiedProperties: [
          { displayName: 'Role.DisplayName', oldValue: null, newValue: '"Global Administrator"' },
          {
            displayName: 'Role.TemplateId',
            oldValue: null,
            newValue: '"62e90394-69f5-4237-9190-012177145e10"',
          },
        ],
      },
      { id: 'role-object', displayName: 'Global Administrator', type: 'Role', modifiedProperties: [] },
    ],
    additionalDetails: [],
  };
  return event;
}
