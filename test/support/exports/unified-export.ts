import { stringify } from 'csv-stringify/sync';
import type { WireEvent } from '../../../local/sample-tenant/wire/wire-event';

/** Returns a Core Directory event of the unified audit log: one target, time to the second, roles by old names. */
export function auditDataOf(event: WireEvent, tenantId: string): object {
  const { user, app } = event.initiatedBy;
  const target =
    event.targetResources.find(({ modifiedProperties }) => (modifiedProperties ?? []).length > 0) ??
    event.targetResources[0];
  const upn = target?.userPrincipalName ?? undefined;
  const unquoted = (value: string | null) => (value === null ? '' : (JSON.parse(value) as string));
  return {
    CreationTime: event.activityDateTime.slice(0, 19),
    Id: `unified-${event.id}`,
    Operation: `${event.activityDisplayName}.`,
    OrganizationId: tenantId,
    RecordType: 8,
    ResultStatus: event.result === 'success' ? 'Success' : 'Failure',
    UserKey: '10032002643F6746@contoso.example',
    UserType: 0,
    Version: 1,
    Workload: 'AzureActiveDirectory',
    ObjectId: upn ?? target?.id ?? 'Not Available',
    UserId: user?.userPrincipalName ?? `ServicePrincipal_${app?.servicePrincipalId ?? ''}`,
    AzureActiveDirectoryEventType: 1,
    ExtendedProperties: [
      { Name: 'additionalDetails', Value: '{}' },
      { Name: 'extendedAuditEventCategory', Value: 'Role' },
    ],
    ModifiedProperties: (target?.modifiedProperties ?? []).map(({ displayName, oldValue, newValue }) => ({
      Name: displayName,
      NewValue: formerName(unquoted(newValue)),
      OldValue: formerName(unquoted(oldValue)),
    })),
    Actor: user
      ? [
          { ID: user.userPrincipalName ?? '', Type: 5 },
          { ID: '10032002643F6746', Type: 3 },
          { ID: `User_${user.id ?? ''}`, Type: 2 },
          { ID: user.id ?? '', Type: 2 },
          { ID: 'User', Type: 2 },
        ]
      : [
          { ID: app?.displayName ?? '', Type: 1 },
          { ID: '01fc33a7-78ba-4d2f-a4b7-768e336e890e', Type: 2 },
          { ID: `ServicePrincipal_${app?.servicePrincipalId ?? ''}`, Type: 2 },
          { ID: app?.servicePrincipalId ?? '', Type: 2 },
          { ID: 'ServicePrincipal', Type: 2 },
        ],
    ActorContextId: tenantId,
    InterSystemsId: event.correlationId,
    IntraSystemId: '9532b307-d395-f947-0194-6555d40e5bbe',
    SupportTicketId: '',
    Target: [
      { ID: `${target?.type ?? 'User'}_${target?.id ?? ''}`, Type: 2 },
      { ID: target?.id ?? '', Type: 2 },
      { ID: target?.type ?? 'User', Type: 2 },
      ...(upn === undefined ? [{ ID: target?.displayName ?? '', Type: 1 }] : [{ ID: upn, Type: 5 }]),
      { ID: '100320026457F547', Type: 3 },
    ],
    TargetContextId: tenantId,
  };
}

const formerName = (name: string): string =>
  name === 'Global Administrator' ? 'Company Administrator' : name;

/** How the log is exported: from Purview, by Search-UnifiedAuditLog in PowerShell, or in its older form. */
export type UnifiedForm = 'purview' | 'search' | 'older';

/** Rows of the unified audit log as CSV. */
export function unifiedExport(
  events: readonly WireEvent[],
  tenantId: string,
  form: UnifiedForm = 'purview',
): string {
  const data = events.map((event) => auditDataOf(event, tenantId) as Record<string, unknown>);
  const text = (each: Record<string, unknown>, key: string) => String(each[key]);
  const rows = data.map((each) => {
    const iso = text(each, 'CreationTime');
    const record = JSON.stringify(each);
    switch (form) {
      case 'purview':
        return [
          text(each, 'Id'),
          `${iso}.0000000Z `,
          '8',
          text(each, 'Operation'),
          text(each, 'UserId'),
          record,
          '',
          '',
        ];
      case 'search':
        return [
          'AzureActiveDirectory',
          americanDate(iso),
          text(each, 'UserId'),
          text(each, 'Operation'),
          record,
          '1',
          String(events.length),
          text(each, 'Id'),
          'True',
          'Unchanged',
        ];
      case 'older':
        return [americanDate(iso), text(each, 'UserId'), text(each, 'Operation'), record];
    }
  });
  const header = {
    purview: [
      'RecordId',
      'CreationDate',
      'RecordType',
      'Operation',
      'UserId',
      'AuditData',
      'AssociatedAdminUnits',
      'X',
    ],
    search: [
      'RecordType',
      'CreationDate',
      'UserIds',
      'Operations',
      'AuditData',
      'ResultIndex',
      'ResultCount',
      'Identity',
      'IsValid',
      'ObjectState',
    ],
    older: ['CreationDate', 'UserIds', 'Operations', 'AuditData'],
  }[form];
  const table = stringify([header, ...rows], { quoted: form === 'search', record_delimiter: '\r\n' });
  return form === 'search' ? `#TYPE Deserialized.Microsoft.Exchange.Data\r\n${table}` : table;
}

/** `9/20/2023 4:05:03 AM`. */
function americanDate(iso: string): string {
  const [, year, month, day, hour, rest] = /^(\d+)-(\d+)-(\d+)T(\d+):(\d\d:\d\d)/.exec(iso) ?? [];
  const hours = Number(hour);
  return `${Number(month)}/${Number(day)}/${year ?? ''} ${hours % 12 || 12}:${rest ?? ''} ${hours < 12 ? 'AM' : 'PM'}`;
}
