import { classify } from '../../catalogue/activities';
import { privilegedEntraRoles } from '../../catalogue/privileged-roles';
import {
  field,
  isObject,
  jsonField,
  textField,
  UnreadableRecordError,
  withoutBlanks,
  type JsonObject,
} from '../json-fields';
import type { RecordKind } from '../record-kind';
import { partyOf } from './unified-party';

/**
 * The unified audit log of Microsoft Purview: rows with `AuditData`, or that data alone. Of PIM it holds only the
 * directory's copy: who got which role when, by MS-PIM.
 * Source: Office 365 Management Activity API schema, and recorded rows.
 */
export const unifiedAuditLog: RecordKind = {
  source: 'unified audit log',
  matches: (record) => field(record, 'AuditData') !== undefined || isAuditData(record),
  read(record) {
    const data = isAuditData(record) ? record : jsonField(record, 'AuditData');
    if (!isObject(data)) throw new UnreadableRecordError('AuditData is empty.');
    const operation = textField(data, 'Operation') ?? textField(record, 'Operation', 'Operations');
    if (operation === null || !isAboutRoles(operation, data)) return null;
    const time = textField(data, 'CreationTime') ?? textField(record, 'CreationDate');
    return { event: eventOf(operation, time, data), isVerbatim: false };
  },
};

const isAuditData = (record: JsonObject): boolean =>
  ['Operation', 'RecordType', 'Workload', 'CreationTime'].every((name) => field(record, name) !== undefined);

/** What the directory would log in its category RoleManagement. */
function isAboutRoles(operation: string, data: JsonObject): boolean {
  if (!/^azureactivedirectory$/i.test(textField(data, 'Workload') ?? 'AzureActiveDirectory')) return false;
  if (property(data, 'extendedAuditEventCategory')?.toLowerCase() === 'role') return true;
  const activity = classify(operation);
  return activity !== undefined && activity.family !== 'ignored';
}

function eventOf(operation: string, time: string | null, data: JsonObject): JsonObject {
  return withoutBlanks({
    id: textField(data, 'Id'),
    category: 'RoleManagement',
    correlationId: textField(data, 'InterSystemsId'),
    result: textField(data, 'ResultStatus')?.toLowerCase(),
    resultReason: textField(data, 'ResultStatusDetail'),
    activityDisplayName: operation,
    activityDateTime: time,
    loggedByService: 'Core Directory',
    initiatedBy: initiatorOf(data),
    targetResources: [targetOf(data)],
    tenantId: textField(data, 'OrganizationId'),
    exportedRecord: data,
  });
}

function initiatorOf(data: JsonObject): JsonObject {
  const { type, id, name, upn } = partyOf(field(data, 'Actor'), textField(data, 'UserId'));
  if (type === 'ServicePrincipal' || (type === null && upn === null && name !== null))
    return { app: withoutBlanks({ servicePrincipalId: id, displayName: name }) };
  const ipAddress = textField(data, 'ActorIpAddress', 'ClientIP');
  return { user: withoutBlanks({ id, displayName: name, userPrincipalName: upn, ipAddress }) };
}

function targetOf(data: JsonObject): JsonObject {
  const { type, id, name, upn } = partyOf(field(data, 'Target'), textField(data, 'ObjectId'));
  const properties = field(data, 'ModifiedProperties');
  const modifiedProperties = namedRoles(Array.isArray(properties) ? properties.filter(isObject) : []);
  return withoutBlanks({
    type: type ?? ((id ?? name ?? upn) === null ? 'Other' : 'User'),
    id,
    displayName: name,
    userPrincipalName: upn,
    modifiedProperties,
  });
}

/** Modified properties in Graph's shape; a role has its name of today, which the log does not always use. */
function namedRoles(properties: readonly JsonObject[]): JsonObject[] {
  const nameOf = (each: JsonObject) => textField(each, 'Name')?.toLowerCase();
  const values = (each: JsonObject | undefined) => ({
    oldValue: each === undefined ? null : textField(each, 'OldValue'),
    newValue: each === undefined ? null : textField(each, 'NewValue'),
  });
  const template = values(properties.find((each) => nameOf(each) === 'role.templateid'));
  const current = (templateId: string | null) => privilegedEntraRoles[templateId?.toLowerCase() ?? ''];
  return properties.map((each) => {
    const { oldValue, newValue } = values(each);
    const displayName = textField(each, 'Name');
    if (nameOf(each) !== 'role.displayname') return { displayName, oldValue, newValue };
    return {
      displayName,
      oldValue: oldValue && (current(template.oldValue) ?? oldValue),
      newValue: newValue && (current(template.newValue) ?? newValue),
    };
  });
}

/** A value of the list `ExtendedProperties`. */
function property(data: JsonObject, name: string): string | null {
  const list = field(data, 'ExtendedProperties');
  const found = Array.isArray(list)
    ? list.filter(isObject).find((each) => textField(each, 'Name')?.toLowerCase() === name.toLowerCase())
    : undefined;
  return found === undefined ? null : textField(found, 'Value');
}
