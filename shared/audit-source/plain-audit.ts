import type { DirectoryAudit } from './event-schema';

/**
 * Returns whether a JSON value is a `directoryAudit` that the schema ({@link directoryAudit}) would take as it is: nearly
 * every event is. The schema costs several times as much, and decides about all others: those with a number for a
 * text, a null in a list, or a mistake.
 */
export function isPlainAudit(value: unknown): value is DirectoryAudit {
  if (!isRecord(value)) return false;
  const { id, activityDateTime, activityDisplayName, initiatedBy } = value;
  if (typeof id !== 'string' || id === '' || typeof activityDateTime !== 'string') return false;
  if (typeof activityDisplayName !== 'string' || activityDisplayName === '') return false;
  if (activityDisplayName.trim() !== activityDisplayName) return false;
  return (
    isText(value.loggedByService) &&
    isText(value.category) &&
    isText(value.correlationId) &&
    isText(value.operationType) &&
    isText(value.result) &&
    isText(value.resultReason) &&
    isText(value.tenantId) &&
    isMissingOr(initiatedBy, isInitiator) &&
    isListOf(value.targetResources, isTarget) &&
    isListOf(value.additionalDetails, isDetail)
  );
}

type Fields = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isText = (value: unknown): boolean =>
  typeof value === 'string' || value === null || value === undefined;

const isMissingOr = (value: unknown, is: (fields: Fields) => boolean): boolean =>
  value === null || value === undefined || (isRecord(value) && is(value));

const isListOf = (value: unknown, is: (fields: Fields) => boolean): boolean =>
  value === null ||
  value === undefined ||
  (Array.isArray(value) && value.every((item: unknown) => isRecord(item) && is(item)));

const isInitiator = ({ user, app }: Fields): boolean => isMissingOr(user, isUser) && isMissingOr(app, isApp);

const isUser = ({ id, displayName, userPrincipalName, ipAddress }: Fields): boolean =>
  isText(id) && isText(displayName) && isText(userPrincipalName) && isText(ipAddress);

const isApp = ({ appId, displayName, servicePrincipalId }: Fields): boolean =>
  isText(appId) && isText(displayName) && isText(servicePrincipalId);

const isTarget = ({ id, displayName, type, userPrincipalName, modifiedProperties }: Fields): boolean =>
  isText(id) &&
  isText(displayName) &&
  isText(type) &&
  isText(userPrincipalName) &&
  isListOf(modifiedProperties, isProperty);

const isProperty = ({ displayName, oldValue, newValue }: Fields): boolean =>
  isText(displayName) && isText(oldValue) && isText(newValue);

const isDetail = ({ key, value }: Fields): boolean => isText(key) && isText(value);
