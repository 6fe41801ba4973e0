import { field, isObject, textField, type JsonObject } from '../json-fields';
import type { RecordKind } from '../record-kind';

/**
 * Audit logs that a diagnostic setting sends to a storage account or an event hub: Graph's record under `properties`,
 * in an envelope that names the tenant. The file may also contain records of other categories.
 */
export const azureMonitor: RecordKind = {
  source: 'azure monitor',
  matches: (record) => isAuditRecord(record) || isOtherCategory(record),
  read(record) {
    const properties = field(record, 'properties');
    if (!isObject(properties) || isOtherCategory(record)) return null;
    const tenantId = textField(record, 'tenantId') ?? tenantOf(textField(record, 'resourceId'));
    const time = textField(properties, 'activityDateTime') ?? textField(record, 'time');
    const event = {
      ...properties,
      ...(time === null ? {} : { activityDateTime: time }),
      ...(tenantId === null ? {} : { tenantId }),
    };
    return { event, isVerbatim: false };
  },
};

function isAuditRecord(record: JsonObject): boolean {
  const properties = field(record, 'properties');
  if (!isObject(properties)) return false;
  return isCategory(record, 'AuditLogs') || textField(properties, 'activityDisplayName') !== null;
}

/** A record of the directory's other logs, such as `SignInLogs`. */
function isOtherCategory(record: JsonObject): boolean {
  if (!isObject(field(record, 'properties'))) return false;
  const isDirectory = /\/providers\/microsoft\.aadiam/i.test(textField(record, 'resourceId') ?? '');
  return isDirectory && textField(record, 'category') !== null && !isCategory(record, 'AuditLogs');
}

const isCategory = (record: JsonObject, category: string): boolean =>
  textField(record, 'category')?.trim().toLowerCase() === category.toLowerCase();

/** `/tenants/<id>/providers/Microsoft.aadiam`. */
const tenantOf = (resourceId: string | null): string | null =>
  /^\/tenants\/([^/]+)\//i.exec(resourceId ?? '')?.[1] ?? null;
