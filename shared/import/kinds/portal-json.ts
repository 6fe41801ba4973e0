import { isObject, textField } from '../json-fields';
import type { RecordKind } from '../record-kind';

/** The fields of a `directoryAudit`, at every depth. Source: Graph v1.0 resource type directoryAudit. */
const graphFields = [
  'id',
  'category',
  'correlationId',
  'result',
  'resultReason',
  'activityDisplayName',
  'activityDateTime',
  'loggedByService',
  'operationType',
  'userAgent',
  'tenantId',
  'initiatedBy',
  'user',
  'app',
  'appId',
  'displayName',
  'servicePrincipalId',
  'servicePrincipalName',
  'userPrincipalName',
  'ipAddress',
  'userType',
  'targetResources',
  'type',
  'groupType',
  'modifiedProperties',
  'oldValue',
  'newValue',
  'additionalDetails',
  'key',
  'value',
];

const nameByFolded = new Map(graphFields.map((name) => [name.toLowerCase(), name]));

/** The audit log as the Entra admin center downloads it as JSON: Graph's shape, in which letter case may differ. */
export const portalJson: RecordKind = {
  source: 'portal json',
  matches: (record) => textField(record, 'activityDisplayName') !== null,
  read: (record) => ({ event: withGraphNames(record) as Record<string, unknown>, isVerbatim: false }),
};

/** A JSON value whose fields are named as Graph names them; other fields keep their names. */
export function withGraphNames(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withGraphNames);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      nameByFolded.get(name.toLowerCase()) ?? name,
      withGraphNames(inner),
    ]),
  );
}
