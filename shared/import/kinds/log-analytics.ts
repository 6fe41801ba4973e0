import { field, jsonField, textField, withoutBlanks, type JsonObject } from '../json-fields';
import type { RecordKind } from '../record-kind';

/** A row of the table `AuditLogs` has at least one of these columns, in addition to its time and name. */
const auditColumns = ['TargetResources', 'InitiatedBy', 'ActivityDisplayName', 'LoggedByService'];

/** Rows of the table `AuditLogs` of a Log Analytics workspace. Source: its reference in the Azure Monitor docs. */
export const logAnalytics: RecordKind = {
  source: 'log analytics',
  matches: (record) =>
    field(record, 'TimeGenerated') !== undefined &&
    field(record, 'OperationName') !== undefined &&
    auditColumns.some((column) => field(record, column) !== undefined),
  read: (record) => ({ event: eventOf(record), isVerbatim: false }),
};

function eventOf(row: JsonObject): JsonObject {
  const category = textField(row, 'Category');
  return withoutBlanks({
    id: textField(row, 'Id'),
    // The docs know no other category than "Audit", which says nothing; the real log has the directory's own.
    category: /^audit(logs)?$/i.test(category ?? '') ? null : category,
    correlationId: textField(row, 'CorrelationId'),
    result: textField(row, 'Result'),
    resultReason: textField(row, 'ResultReason', 'ResultDescription'),
    activityDisplayName: textField(row, 'ActivityDisplayName', 'OperationName'),
    activityDateTime: textField(row, 'ActivityDateTime', 'TimeGenerated'),
    loggedByService: textField(row, 'LoggedByService'),
    operationType: textField(row, 'AADOperationType'),
    initiatedBy: jsonField(row, 'InitiatedBy'),
    targetResources: jsonField(row, 'TargetResources'),
    additionalDetails: jsonField(row, 'AdditionalDetails'),
    // `TenantId` is the workspace's.
    tenantId: textField(row, 'AADTenantId'),
  });
}
