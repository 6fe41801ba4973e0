import type { AuditEvent } from '../../../shared/domain/events/audit-event';
import type { Actor, Principal, Role, Scope } from '../../../shared/domain/events/people';

/** A readable instant: `at('16 09:30')` is 16 November 2026, 09:30 UTC. */
export function at(dayAndTime: string): Date {
  const [day = '', time = '00:00'] = dayAndTime.split(' ');
  const full = time.split(':').length === 2 ? `${time}:00` : time;
  const instant = new Date(`2026-11-${day.padStart(2, '0')}T${full}Z`);
  if (Number.isNaN(instant.getTime())) throw new RangeError(`"${dayAndTime}" is not like "16 09:30".`);
  return instant;
}

/** The Monday-to-Monday week of 16 November 2026, 2026-W47. */
export const week47 = { from: at('16'), to: at('23'), timeZone: 'UTC' };

/** A user whose facts all derive from a first name. */
export function user(name: string): Principal & { type: 'user' } {
  return {
    id: `id-${name}`,
    name: `${name[0]?.toUpperCase() ?? ''}${name.slice(1)}`,
    upn: `${name}@contoso.example`,
    type: 'user',
  };
}

export const sam = user('sam');
export const alex = user('alex');
export const pimService: Actor = { id: 'id-pim', name: 'Azure AD PIM', upn: null, type: 'user' };
export const msPim: Actor = { id: 'id-ms-pim', name: 'MS-PIM', upn: null, type: 'app' };

export const globalAdministrator: Role = {
  id: '62e90394-69f5-4237-9190-012177145e10',
  name: 'Global Administrator',
};
export const reportsReader: Role = { id: '4a5d8f65-41da-4de4-8968-e035b65339cf', name: 'Reports Reader' };
export const directory: Scope = { id: 'id-tenant', name: 'Contoso' };

let counter = 0;

/** Any event: facts that a test does not name are unknown or empty; the id is new each time. */
export function auditEvent(activity: string, facts: Partial<AuditEvent> = {}): AuditEvent {
  counter += 1;
  return {
    id: `event-${String(counter).padStart(6, '0')}`,
    at: at('16 09:00'),
    source: 'graph',
    activity,
    service: 'PIM',
    category: 'RoleManagement',
    provider: 'entra',
    auditType: null,
    operationType: null,
    result: 'success',
    resultReason: null,
    initiator: null,
    principal: null,
    candidates: [],
    role: null,
    scope: null,
    subject: null,
    justification: null,
    ticket: null,
    startTime: null,
    expirationTime: null,
    mfa: 'not recorded',
    approvalRequired: null,
    ipAddress: null,
    userAgent: null,
    requestId: null,
    assignmentId: null,
    correlationId: null,
    tenantId: null,
    ...facts,
  };
}

/** An event of PIM about Sam, Global Administrator, the whole directory. */
export function pimEvent(activity: string, when: string, facts: Partial<AuditEvent> = {}): AuditEvent {
  return auditEvent(activity, {
    at: at(when),
    principal: sam,
    role: globalAdministrator,
    scope: directory,
    initiator: sam,
    ...facts,
  });
}

/** An event of Core Directory about Sam and Global Administrator, without a scope. */
export function directoryEvent(activity: string, when: string, facts: Partial<AuditEvent> = {}): AuditEvent {
  return pimEvent(activity, when, { service: 'Core Directory', scope: null, initiator: alex, ...facts });
}

/** The event of Core Directory for a change by PIM. */
export function twin(activity: string, when: string, facts: Partial<AuditEvent> = {}): AuditEvent {
  return directoryEvent(activity, when, { initiator: msPim, ...facts });
}

/** The steps of one activation, all with the request id and facts given. */
export function activationEvents(requestId: string | null, facts: Partial<AuditEvent> = {}) {
  const step =
    (activity: string, by: Actor | null = null) =>
    (when: string, more: Partial<AuditEvent> = {}): AuditEvent =>
      pimEvent(activity, when, { requestId, ...(by === null ? {} : { initiator: by }), ...facts, ...more });
  return {
    requested: step('Add member to role requested (PIM activation)'),
    approvalRequested: step('Add member to role approval requested (PIM activation)'),
    approved: step('Add member to role request approved (PIM activation)', alex),
    denied: step('Add member to role request denied (PIM activation)', alex),
    completed: step('Add member to role completed (PIM activation)'),
    cancelled: step('Add member to role canceled (PIM activation)'),
    timedOut: step('PIM activation request expired', pimService),
    deactivationRequested: step('Remove member from role requested (PIM deactivate)'),
    deactivated: step('Remove member from role completed (PIM deactivate)'),
    expired: step('Remove member from role (PIM activation expired)', pimService),
  };
}
