import { classify } from '../catalogue/activities';
import type { AuditEvent } from '../domain/events/audit-event';
import { asPrincipal, type Role, type Scope } from '../domain/events/people';

/**
 * Completes an event of elevated access, or of its removal. Such events have no targets: they are about User Access
 * Administrator at the root of all Azure subscriptions, and about whoever initiated them unless a target says otherwise.
 * Returns any other event as it is.
 */
export function completeElevatedAccess(event: AuditEvent): AuditEvent {
  const activity = classify(event.activity);
  const isElevated = activity?.family === 'administration' && activity.kind === 'access-elevated';
  const isRemoval = activity?.family === 'directory' && activity.isElevatedAccess === true;
  if (!isElevated && !isRemoval) return event;
  const principal = event.principal ?? (event.initiator === null ? null : asPrincipal(event.initiator));
  return { ...event, provider: 'azure', principal, role: userAccessAdministrator, scope: azureRootScope };
}

/** The Azure role that elevated access gives; its id is that of the built-in role definition. */
const userAccessAdministrator: Role = {
  id: '18d7d88d-d35e-4fb5-a5c3-7773c20a72d9',
  name: 'User Access Administrator',
};

/** Azure's root scope, where elevated access applies. */
const azureRootScope: Scope = { id: '/', name: 'all Azure subscriptions (root)' };
