import { textField, withoutBlanks, type JsonObject } from '../json-fields';
import type { RecordKind } from '../record-kind';

const [targets, properties, details] = [3, 5, 6].map((count) =>
  Array.from({ length: count }, (_, n) => n + 1),
) as [number[], number[], number[]];

/**
 * The columns of the audit log as the Entra admin center downloads it, in their order. The header is translated in
 * portals of other languages, the order is not. Three targets of five properties, and six details, are all it holds.
 */
export const portalCsvColumns: readonly string[] = [
  'Date',
  'CorrelationId',
  'Service',
  'Category',
  'Activity',
  'Result',
  'ResultReason',
  'User Agent',
  'ActorType',
  'ActorDisplayName',
  'ActorObjectId',
  'ActorUserPrincipalName',
  'IPAddress',
  'ActorHomeTenantId',
  'ActorHomeTenantName',
  'ActorServicePrincipalId',
  'ActorServicePrincipalName',
  ...targets.flatMap((n) => [
    ...['Type', 'DisplayName', 'ObjectId', 'UserPrincipalName'].map((fact) => `Target${n}${fact}`),
    ...properties.flatMap((m) =>
      ['Name', 'OldValue', 'NewValue'].map((fact) => `Target${n}ModifiedProperty${m}${fact}`),
    ),
  ]),
  ...details.flatMap((k) => [`AdditionalDetail${k}Key`, `AdditionalDetail${k}Value`]),
];

/** The audit log as the Entra admin center downloads it as CSV; a row as an object by {@link portalCsvColumns}. */
export const portalCsv: RecordKind = {
  source: 'portal csv',
  matches: (record) => ['Date', 'Activity', 'ActorType'].every((column) => column in record),
  read: (record) => ({ event: eventOf(record), isVerbatim: false }),
};

function eventOf(row: JsonObject): JsonObject {
  return withoutBlanks({
    category: row.Category,
    correlationId: row.CorrelationId,
    result: textField(row, 'Result')?.toLowerCase(),
    resultReason: row.ResultReason,
    activityDisplayName: row.Activity,
    activityDateTime: row.Date,
    loggedByService: row.Service,
    userAgent: row['User Agent'],
    initiatedBy: initiatorOf(row),
    targetResources: targets.map((n) => targetOf(row, n)).filter((target) => Object.keys(target).length > 0),
    additionalDetails: details
      .map((k) => ({
        key: textField(row, `AdditionalDetail${k}Key`),
        value: row[`AdditionalDetail${k}Value`],
      }))
      .filter(({ key }) => key !== null),
  });
}

function initiatorOf(row: JsonObject): JsonObject {
  const name = textField(row, 'ActorDisplayName');
  const [userId, upn] = [textField(row, 'ActorObjectId'), textField(row, 'ActorUserPrincipalName')];
  const [appId, appName] = [
    textField(row, 'ActorServicePrincipalId'),
    textField(row, 'ActorServicePrincipalName'),
  ];
  const isApp = /^(app|service)/i.test(textField(row, 'ActorType') ?? '') || (appId ?? appName) !== null;
  if (isApp && upn === null)
    return { app: withoutBlanks({ displayName: name ?? appName, servicePrincipalId: appId ?? userId }) };
  const ipAddress = textField(row, 'IPAddress');
  return { user: withoutBlanks({ id: userId, displayName: name, userPrincipalName: upn, ipAddress }) };
}

function targetOf(row: JsonObject, n: number): JsonObject {
  const fact = (name: string) => textField(row, `Target${n}${name}`);
  const modifiedProperties = properties
    .map((m) => ({
      displayName: fact(`ModifiedProperty${m}Name`),
      oldValue: fact(`ModifiedProperty${m}OldValue`),
      newValue: fact(`ModifiedProperty${m}NewValue`),
    }))
    .filter(({ displayName }) => displayName !== null);
  const target = withoutBlanks({
    type: fact('Type'),
    id: fact('ObjectId'),
    displayName: fact('DisplayName'),
    userPrincipalName: fact('UserPrincipalName'),
  });
  return modifiedProperties.length === 0 ? target : { ...target, modifiedProperties };
}
