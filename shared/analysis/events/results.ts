import type { AuditEvent } from '../../domain/events/audit-event';
import { fold } from '../../domain/fold';

/** Returns whether the logged action did not happen. */
export function didFail(event: AuditEvent): boolean {
  return event.result === 'failure' || event.result === 'timeout';
}

/** Returns whether the event is PIM's refusal to end an activation in its first five minutes. */
export function isTooShort(event: AuditEvent): boolean {
  return didFail(event) && fold(event.resultReason).includes('activedurationtooshort');
}

/**
 * Returns whether the event is PIM's answer that the requester must sign in with a stronger method first. It is the normal
 * first step of a role that requires an authentication context, and no failure.
 */
export function isStepUp(event: AuditEvent): boolean {
  return didFail(event) && fold(event.resultReason).includes('acrsvalidationfailed');
}
