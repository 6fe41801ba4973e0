import type { AuditEvent, Mfa, Ticket } from '../domain/events/audit-event';
import { errorWords } from '../catalogue/error-codes';
import { fold } from '../domain/fold';
import type { LogSource } from '../domain/events/log-source';
import { parseInstant } from '../domain/time/instant';
import type { Actor, Principal, Provider, Role, Scope } from '../domain/events/people';
import { headOf } from './event-head';
import type { DirectoryAudit, TargetResource } from './event-schema';
import { completeElevatedAccess } from './elevated-access';
import {
  createPool,
  detail,
  details,
  detailsWhere,
  firstKnownText,
  firstKnownTextOf,
  firstOf,
  known,
  knownId,
  modified,
  otherTargets,
  pooledOrNull,
  targetsOf,
} from './wire-facts';
import { peopleOf } from './wire-people';
import { providerOf, scopeOf } from './wire-scope';

const [pooledActor, pooledPrincipal] = [createPool<Actor>(), createPool<Principal>()];
const [pooledRole, pooledScope] = [createPool<Role>(), createPool<Scope>()];

/** Maps a validated wire event to an audit event. `at` is its time, which the caller has parsed already. */
export function mapEvent(wire: DirectoryAudit, at: Date, source: LogSource): AuditEvent {
  const provider = providerOf(wire);
  const people = peopleOf(wire, provider);
  const { activity, service, category, tenantId } = headOf(wire, at);
  const result = resultOf(wire.result);
  const { reason, errorCode } = reasonOf(wire, result);
  // Written out, because an object that begins with a spread takes more memory.
  const event: AuditEvent = {
    id: wire.id,
    at,
    source,
    activity,
    service,
    category,
    provider,
    auditType: pooledOrNull(detail(wire, 'AuditType')),
    operationType: pooledOrNull(known(wire.operationType)),
    result,
    resultReason: errorCode ?? reason,
    initiator: pooledActor(people.initiator),
    principal: pooledPrincipal(people.principal),
    candidates: people.candidates,
    role: pooledRole(roleOf(wire, provider)),
    scope: pooledScope(scopeOf(wire, provider, people)),
    subject: subjectOf(wire),
    justification: reason ?? detail(wire, 'Justification'),
    ticket: ticketOf(wire),
    startTime: instantOf(wire, 'StartTime'),
    expirationTime: instantOf(wire, 'ExpirationTime', 'EndTime'),
    mfa: mfaOf(wire),
    approvalRequired: truth(detail(wire, 'IsActivationRequireApproval')),
    ipAddress: pooledOrNull(firstKnownText(detail(wire, 'ipaddr'), wire.initiatedBy?.user?.ipAddress)),
    userAgent: pooledOrNull(detail(wire, 'UserAgent', 'User-Agent')),
    requestId: requestIdOf(wire)?.toLowerCase() ?? null,
    assignmentId: knownId(detail(wire, 'OriginRoleAssignmentId'))?.toLowerCase() ?? null,
    correlationId: knownId(wire.correlationId),
    tenantId,
  };
  return completeElevatedAccess(event);
}

/**
 * Separates a typed reason from an error code. On success resultReason is the typed reason. On failure it is a code, and the
 * typed reason is only among the details. After a timeout it can be either.
 */
function reasonOf(
  { resultReason }: DirectoryAudit,
  result: AuditEvent['result'],
): { readonly reason: string | null; readonly errorCode: string | null } {
  const text = known(resultReason);
  if (result === 'success') return { reason: text, errorCode: null };
  if (result === 'timeout' && (text === null || errorWords(text) === null)) {
    return { reason: text, errorCode: 'Timeout' };
  }
  return { reason: null, errorCode: text };
}

function resultOf(text: string | null | undefined): AuditEvent['result'] {
  const result = fold(text);
  return result === 'success' || result === 'failure' || result === 'timeout' ? result : 'unknown';
}

/**
 * A built-in role is identified by its template id, which is the same everywhere; others by the definition's id. Of a
 * directory role a definition path says no more than the id at its end; an Azure role can have the same name and another
 * meaning, and keeps its path.
 */
function roleOf(wire: DirectoryAudit, provider: Provider): Role | null {
  const roles = targetsOf(wire, 'role');
  const all = wire.targetResources ?? [];
  const idOf = (text: string | null | undefined) => knownId(provider === 'entra' ? endOfPath(text) : text);
  const firstId = (key: string) => firstOf(details(wire, key), idOf);
  const id =
    firstId('TemplateId') ??
    idOf(modified(roles, 'TemplateId')) ??
    idOf(modified(all, 'Role.TemplateId')) ??
    firstId('RoleDefinitionOriginId') ??
    idOf(modified(roles, 'RoleDefinitionOriginId')) ??
    idOf(modified(all, 'Role.ObjectID')) ??
    idOf(roles[0]?.id);
  const name = firstKnownTextOf(roles.map((role) => role.displayName)) ?? modified(all, 'Role.DisplayName');
  return id === null && name === null ? null : { id, name };
}

const endOfPath = (id: string | null | undefined): string | null =>
  (id?.includes('/') ? /\/roleDefinitions\/([0-9a-f-]{36})\/?$/i.exec(known(id) ?? '')?.[1] : null) ??
  known(id);

const noSubjects = ['role', 'user', 'serviceprincipal', 'request', 'directory'];

/** The first named target that is no role, person, request or directory; else the first named target. */
function subjectOf(wire: DirectoryAudit): string | null {
  const nameOf = (target: TargetResource) => known(target.displayName);
  const things = otherTargets(wire, noSubjects);
  return firstOf(things, nameOf) ?? firstOf(wire.targetResources ?? [], nameOf);
}

function ticketOf(wire: DirectoryAudit): Ticket | null {
  const entries = detailsWhere(wire, (key) => key.startsWith('ticket'));
  const system = entries.find(({ key }) => key.includes('system'))?.value ?? null;
  const number = entries.find(({ key }) => !key.includes('system'))?.value ?? null;
  return number === null && system === null ? null : { number, system };
}

function requestIdOf(wire: DirectoryAudit): string | null {
  const firstId = (key: string) => firstOf(details(wire, key), knownId);
  return (
    firstId('RoleAssignmentRequestId') ?? firstId('RequestId') ?? knownId(targetsOf(wire, 'request')[0]?.id)
  );
}

/** The first of the values of some keys that is a time; some events state the planned end as `EndTime`. */
function instantOf(wire: DirectoryAudit, ...keys: string[]): Date | null {
  return firstOf(keys, (key) => firstOf(details(wire, key), parseInstant));
}

function mfaOf(wire: DirectoryAudit): Mfa {
  const recorded = truth(detail(wire, 'IsAuthenticatedWithMfa'));
  if (recorded === null) return 'not recorded';
  return recorded ? 'yes' : 'no';
}

function truth(text: string | null): boolean | null {
  const word = fold(text);
  if (word === 'true' || word === '1' || word === 'yes') return true;
  return word === 'false' || word === '0' || word === 'no' ? false : null;
}
