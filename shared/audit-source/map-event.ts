import type { AuditEvent, Mfa, Ticket } from '../domain/audit-event';
import { fold } from '../domain/fold';
import type { LogSource } from '../domain/log-source';
import { parseInstant } from '../domain/instant';
import type { Actor, Principal, PrincipalType, Provider, Role } from '../domain/people';
import type { DirectoryAudit } from './event-schema';
import { detail, firstKnown, known, modified, targetsOf } from './wire-facts';
import { providerOf, scopeOf } from './wire-scope';

/** Maps a validated wire event to an audit event. `at` is its time, which the caller has parsed already. */
export function mapEvent(wire: DirectoryAudit, at: Date, source: LogSource): AuditEvent {
  const provider = providerOf(wire);
  const reason = known(wire.resultReason);
  const result = resultOf(wire.result);
  return {
    id: wire.id,
    at,
    source,
    activity: wire.activityDisplayName.trim().replace(/\.$/, ''),
    service: wire.loggedByService?.trim() ?? '',
    category: wire.category?.trim() ?? '',
    provider,
    auditType: detail(wire, 'AuditType'),
    operationType: known(wire.operationType),
    result,
    resultReason: reason,
    initiator: initiatorOf(wire),
    principal: principalOf(wire, provider),
    role: roleOf(wire),
    scope: scopeOf(wire, provider),
    subject: subjectOf(wire),
    // On failure resultReason is an error code; the typed reason is then only among the details.
    justification: (result === 'success' ? reason : null) ?? detail(wire, 'Justification'),
    ticket: ticketOf(wire),
    startTime: instantOf(wire, 'StartTime'),
    expirationTime: instantOf(wire, 'ExpirationTime'),
    mfa: mfaOf(wire),
    approvalRequired: truth(detail(wire, 'IsActivationRequireApproval')),
    ipAddress: firstKnown(detail(wire, 'ipaddr'), wire.initiatedBy?.user?.ipAddress),
    userAgent: detail(wire, 'UserAgent', 'User-Agent'),
    requestId: requestIdOf(wire)?.toLowerCase() ?? null,
    assignmentId: detail(wire, 'OriginRoleAssignmentId')?.toLowerCase() ?? null,
    correlationId: known(wire.correlationId),
    tenantId: known(wire.tenantId) ?? detail(wire, 'tid'),
  };
}

function resultOf(text: string | null | undefined): AuditEvent['result'] {
  const result = fold(text);
  return result === 'success' || result === 'failure' || result === 'timeout' ? result : 'unknown';
}

function initiatorOf({ initiatedBy }: DirectoryAudit): Actor | null {
  const { user, app } = initiatedBy ?? {};
  const person = { id: known(user?.id), name: known(user?.displayName), upn: known(user?.userPrincipalName) };
  if (person.id ?? person.name ?? person.upn) return { ...person, type: 'user' };
  const program = { id: firstKnown(app?.servicePrincipalId, app?.appId), name: known(app?.displayName) };
  return (program.id ?? program.name) ? { ...program, upn: null, type: 'app' } : null;
}

const principalTypes: readonly [string, PrincipalType][] = [
  ['User', 'user'],
  ['ServicePrincipal', 'servicePrincipal'],
  ['Group', 'group'],
];

/** By type, never by index. In PIM for Groups the first group is the scope, so a second one can be a member. */
function principalOf(wire: DirectoryAudit, provider: Provider): Principal | null {
  for (const [wireType, type] of principalTypes) {
    const target = targetsOf(wire, wireType)[wireType === 'Group' && provider === 'group' ? 1 : 0];
    if (target === undefined) continue;
    const [id, name, upn] = [known(target.id), known(target.displayName), known(target.userPrincipalName)];
    return { id, name, upn, type };
  }
  return null;
}

/** A built-in role is identified by its template id, which is the same everywhere; others by the definition's id. */
function roleOf(wire: DirectoryAudit): Role | null {
  const roles = targetsOf(wire, 'Role');
  const all = wire.targetResources ?? [];
  const id = firstKnown(
    detail(wire, 'TemplateId'),
    modified(roles, 'TemplateId'),
    modified(all, 'Role.TemplateId'),
    detail(wire, 'RoleDefinitionOriginId'),
    modified(roles, 'RoleDefinitionOriginId'),
    modified(all, 'Role.ObjectID'),
    roles[0]?.id,
  );
  const name = firstKnown(...roles.map((role) => role.displayName), modified(all, 'Role.DisplayName'));
  return id === null && name === null ? null : { id, name };
}

/** The first named target that is no role, person, request or directory; else the first named target. */
function subjectOf(wire: DirectoryAudit): string | null {
  const targets = wire.targetResources ?? [];
  const things = targets.filter(
    (target) => !/^(role|user|serviceprincipal|request|directory)$/i.test(target.type ?? ''),
  );
  return firstKnown(...[...things, ...targets].map((target) => target.displayName));
}

function ticketOf(wire: DirectoryAudit): Ticket | null {
  const entries = (wire.additionalDetails ?? []).filter((entry) => /^ticket/i.test(entry.key ?? ''));
  const system = firstKnown(
    ...entries.filter((entry) => /system/i.test(entry.key ?? '')).map((e) => e.value),
  );
  const number = firstKnown(
    ...entries.filter((entry) => !/system/i.test(entry.key ?? '')).map((e) => e.value),
  );
  return number === null && system === null ? null : { number, system };
}

function requestIdOf(wire: DirectoryAudit): string | null {
  return firstKnown(detail(wire, 'RoleAssignmentRequestId', 'RequestId'), targetsOf(wire, 'Request')[0]?.id);
}

function instantOf(wire: DirectoryAudit, key: string): Date | null {
  const text = detail(wire, key);
  return text === null ? null : parseInstant(text);
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
