import { classify } from '../../catalogue/activities';
import {
  field,
  isObject,
  jsonField,
  textField,
  textOf,
  withoutBlanks,
  type JsonObject,
} from '../json-fields';
import type { RecordKind } from '../record-kind';

/** Names of PIM's activities by `EventName`, for exports whose `operationName` is another. Source: recorded events. */
const activityByEventName: Readonly<Record<string, string>> = {
  activaterole: 'Add member to role completed (PIM activation)',
  removeactivatedrole: 'Remove member from role (PIM activation expired)',
  createrequestroleactivation: 'Add member to role requested (PIM activation)',
  createroleremovalrequest: 'Process role removal request',
  roleelevatedoutsidepimalert: 'Add member to role outside of PIM (permanent)',
  updatepolicy: 'Update role setting in PIM',
};

const authorizationPart = /\/providers\/Microsoft\.Authorization\/.*$/is;

/**
 * The Azure Activity Log, in which PIM for Azure resources writes what it does (`azurerbac`). Everything else that the
 * log of a subscription holds is no audit event of the directory.
 */
export const activityLog: RecordKind = {
  source: 'activity log',
  matches: (record) => pimProperties(record) !== null || isOfSubscription(record),
  read(record) {
    const properties = pimProperties(record);
    return properties === null ? null : { event: eventOf(record, properties), isVerbatim: false };
  },
};

function pimProperties(record: JsonObject): JsonObject | null {
  const properties = field(record, 'properties');
  return isObject(properties) && textField(properties, 'EventName') !== null ? properties : null;
}

function isOfSubscription(record: JsonObject): boolean {
  const hasName = field(record, 'operationName') !== undefined;
  return hasName && /^\/(subscriptions|providers)\//i.test(textField(record, 'resourceId') ?? '');
}

function eventOf(record: JsonObject, properties: JsonObject): JsonObject {
  const [result, justification] = [resultOf(record), textField(properties, 'Justification')];
  return withoutBlanks({
    id: textField(properties, 'EventID'),
    category: 'ResourceManagement',
    correlationId: textField(record, 'correlationId'),
    result,
    resultReason: result === 'success' ? justification : textField(record, 'resultDescription'),
    activityDisplayName: activityOf(record, properties),
    activityDateTime: textField(record, 'time', 'eventTimestamp'),
    loggedByService: 'PIM',
    initiatedBy: initiatorOf(record, properties),
    targetResources: targetsOf(properties),
    additionalDetails: detailsOf(record, properties),
    tenantId: textField(properties, 'TenantID'),
    exportedRecord: record,
  });
}

function activityOf(record: JsonObject, properties: JsonObject): string | null {
  const name = nameOf(field(record, 'operationName'));
  if (name !== null && classify(name) !== undefined) return name;
  return activityByEventName[textField(properties, 'EventName')?.toLowerCase() ?? ''] ?? name;
}

/** A text, or what Azure's command line makes of it: `{value, localizedValue}`. */
function nameOf(value: unknown): string | null {
  return isObject(value) ? textField(value, 'localizedValue', 'value') : textOf(value);
}

function resultOf(record: JsonObject): string {
  const said = nameOf(field(record, 'resultType')) ?? nameOf(field(record, 'status')) ?? '';
  if (/^succe/i.test(said)) return 'success';
  return /^fail/i.test(said) ? 'failure' : said.toLowerCase();
}

/** `CallerInfo` is a list of facts: `[{CallerIdentityType: "UPN", CallerIdentityValue: "…"}, …]`. */
function initiatorOf(record: JsonObject, properties: JsonObject): JsonObject {
  const info = jsonField(properties, 'CallerInfo');
  const facts = Array.isArray(info) ? info.filter(isObject) : [];
  const fact = (type: string): string | null => {
    const found = facts.find((each) => textField(each, 'CallerIdentityType')?.toLowerCase() === type);
    return found === undefined ? null : textField(found, 'CallerIdentityValue');
  };
  const [id, name] = [fact('objectid'), fact('name') ?? fact('username')];
  if (/serviceprincipal|application/i.test(fact('objectclass') ?? ''))
    return { app: withoutBlanks({ servicePrincipalId: id, displayName: name }) };
  const ipAddress = textField(record, 'callerIpAddress');
  return { user: withoutBlanks({ id, displayName: name, userPrincipalName: fact('upn'), ipAddress }) };
}

function targetsOf(properties: JsonObject): JsonObject[] {
  const said = textField(properties, 'SubjectType') ?? '';
  const type = /group/i.test(said) ? 'Group' : /serviceprincipal/i.test(said) ? 'ServicePrincipal' : 'User';
  const role = textField(properties, 'RoleDefinitionOriginId');
  const scope = (textField(properties, 'OriginRoleAssignmentId') ?? role)?.replace(authorizationPart, '');
  return [
    { type: 'Role', id: role, displayName: textField(properties, 'RoleDefinition') },
    { type, id: textField(properties, 'SubjectID'), displayName: textField(properties, 'SubjectName') },
    // PIM writes the name of whatever resource it is into `ResourceGroupName`.
    {
      type: textField(properties, 'ResourceType') ?? 'Other',
      id: scope,
      displayName: textField(properties, 'ResourceGroupName'),
    },
  ].map(withoutBlanks);
}

function detailsOf(record: JsonObject, properties: JsonObject): JsonObject[] {
  const all = { AuditType: properties.EventName, ...properties, ipaddr: field(record, 'callerIpAddress') };
  return Object.entries(all).flatMap(([key, value]) => {
    const text = textOf(value);
    return text === null || key === 'CallerInfo' ? [] : [{ key, value: text }];
  });
}
