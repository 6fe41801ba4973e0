import { stringify } from 'csv-stringify/sync';
import type { WireEvent } from '../../../local/sample-tenant/wire/wire-event';

const columns = [
  'TenantId',
  'SourceSystem',
  'TimeGenerated',
  'ResourceId',
  'OperationName',
  'OperationVersion',
  'Category',
  'ResultSignature',
  'ResultDescription',
  'CorrelationId',
  'Identity',
  'Level',
  'AdditionalDetails',
  'Id',
  'InitiatedBy',
  'LoggedByService',
  'Result',
  'ResultReason',
  'TargetResources',
  'AADTenantId',
  'ActivityDisplayName',
  'ActivityDateTime',
  'AADOperationType',
  'Type',
];

const workspaceId = '00000000-1111-4222-8333-444444444444';

/** Returns a row of the table AuditLogs, with lists and objects as values. */
function rowOf(event: WireEvent, tenantId: string): Record<string, unknown> {
  return {
    TenantId: workspaceId,
    SourceSystem: 'Azure AD',
    TimeGenerated: event.activityDateTime,
    ResourceId: `/tenants/${tenantId}/providers/Microsoft.aadiam`,
    OperationName: event.activityDisplayName,
    OperationVersion: '1.0',
    Category: event.category,
    ResultSignature: 'None',
    ResultDescription: '',
    CorrelationId: event.correlationId,
    Identity: event.initiatedBy.user?.displayName ?? event.initiatedBy.app?.displayName ?? '',
    Level: '4',
    AdditionalDetails: event.additionalDetails ?? [],
    Id: event.id,
    InitiatedBy: event.initiatedBy,
    LoggedByService: event.loggedByService,
    Result: event.result,
    ResultReason: event.resultReason,
    TargetResources: event.targetResources,
    AADTenantId: tenantId,
    ActivityDisplayName: event.activityDisplayName,
    ActivityDateTime: event.activityDateTime,
    AADOperationType: event.operationType,
    Type: 'AuditLogs',
  };
}

/** Returns rows as JSON, with lists and objects as values or as text. */
export function logAnalyticsJson(
  events: readonly WireEvent[],
  tenantId: string,
  nested: 'object' | 'text' = 'object',
): string {
  const rows = events.map((event) => rowOf(event, tenantId));
  return JSON.stringify(nested === 'object' ? rows : rows.map(flat));
}

/** Returns rows in the portal's CSV: `TimeGenerated [UTC]`, American times to the millisecond. */
export function logAnalyticsCsv(
  events: readonly WireEvent[],
  tenantId: string,
  mark: '' | ' [UTC]' | ' [Local Time]' = ' [UTC]',
  american: (time: string) => string = americanTime,
): string {
  const isTime = (column: string) => column === 'TimeGenerated' || column === 'ActivityDateTime';
  const header = columns.map((column) => (isTime(column) ? `${column}${mark}` : column));
  const rows = events.map((event) => {
    const row = flat(rowOf(event, tenantId));
    return columns.map((column) => (isTime(column) ? american(String(row[column])) : row[column]));
  });
  return stringify([header, ...rows], { bom: true });
}

function flat(row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).map(([key, value]) => [
      key,
      typeof value === 'object' && value !== null ? JSON.stringify(value) : value,
    ]),
  );
}

/** `2/25/2025, 9:19:25.391 AM`. */
export function americanTime(iso: string): string {
  const [, year, month, day, hour, rest] = /^(\d+)-(\d+)-(\d+)T(\d+):(\d\d:\d\d\.\d{3})/.exec(iso) ?? [];
  const hours = Number(hour);
  return `${Number(month)}/${Number(day)}/${year ?? ''}, ${hours % 12 || 12}:${rest ?? ''} ${hours < 12 ? 'AM' : 'PM'}`;
}
