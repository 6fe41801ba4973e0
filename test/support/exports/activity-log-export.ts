import type { WireEvent } from '../../../local/sample-tenant/wire/wire-event';

const authorizationPart = /\/providers\/Microsoft\.Authorization\/.*$/;

/** Returns PIM's event of an Azure resource in the form of the Activity Log: flat properties and an id of its own. */
export function activityLogRecord(event: WireEvent, tenantId: string): object {
  const detail = (key: string) => event.additionalDetails?.find((each) => each.key === key)?.value ?? null;
  const target = (type: string) => event.targetResources.find((each) => each.type === type);
  const subject = target('User') ?? target('ServicePrincipal') ?? target('Group');
  const { user } = event.initiatedBy;
  const assignment = detail('OriginRoleAssignmentId');
  const scope = assignment?.replace(authorizationPart, '') ?? '';
  const caller = {
    UPN: user?.userPrincipalName,
    ObjectID: user?.id,
    Username: user?.displayName,
    Name: user?.displayName,
  };
  return {
    location: 'global',
    resultType: event.result === 'success' ? 'Succeeded' : 'Failed',
    time: event.activityDateTime,
    callerIpAddress: detail('ipaddr') ?? undefined,
    resourceId: scope.toUpperCase(),
    correlationId: event.correlationId,
    operationName: event.activityDisplayName,
    category: 'Administrative',
    properties: {
      SubscriptionID: /^\/subscriptions\/([^/]+)/.exec(scope)?.[1] ?? null,
      ResourceGroupName: event.targetResources.find(({ id }) => id === scope)?.displayName ?? null,
      ResourceProviderName: 'azurerbac',
      ResourceType: 'subscription',
      TenantID: tenantId,
      EventName: detail('AuditType') ?? 'Unknown',
      EventID: `azure-${event.id}`,
      ActionType: 'Grant',
      OriginRoleAssignmentId: assignment,
      RoleAssignmentRequestId: detail('RoleAssignmentRequestId') ?? target('Request')?.id ?? null,
      RoleDefinition: target('Role')?.displayName ?? null,
      RoleDefinitionOriginId: detail('RoleDefinitionOriginId'),
      CallerInfo: JSON.stringify([
        ...Object.entries(caller).map(([type, value]) => ({
          CallerIdentityType: type,
          CallerIdentityValue: value ?? '',
        })),
        { CallerIdentityType: 'ObjectClass', CallerIdentityValue: 'User' },
      ]),
      Justification: detail('Justification') ?? (event.result === 'success' ? event.resultReason : undefined),
      SubjectID: subject?.id ?? null,
      SubjectName: subject?.displayName ?? null,
    },
  };
}

/** A record of a subscription's log that is not from PIM. */
export const otherActivityRecord = {
  time: '2026-11-16T09:00:00.0000000Z',
  resourceId: '/SUBSCRIPTIONS/00000000-0000-0000-0000-000000000001/RESOURCEGROUPS/X',
  operationName: 'MICROSOFT.STORAGE/STORAGEACCOUNTS/LISTKEYS/ACTION',
  category: 'Administrative',
  resultType: 'Success',
  correlationId: '00000000-0000-0000-0000-000000000099',
  properties: { eventCategory: 'Administrative', message: 'x' },
};
