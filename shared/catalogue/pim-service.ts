import type { AuditEvent } from '../domain/audit-event';
import { fold } from '../domain/fold';
import type { Actor } from '../domain/people';

/** Names of PIM's own app in Core Directory events. Its appId is null there, so nothing else identifies it. */
const directoryNames: readonly string[] = ['ms-pim', 'ms-pim-fairfax'];

/** Names that PIM logs for itself when it acts on its own, as when an activation expires. */
const ownNames: readonly string[] = ['azure ad pim', 'azureadpim', ...directoryNames];

/** Returns whether an actor is the PIM service and not a person or somebody's app. */
export function isPimService(actor: Actor | null): boolean {
  return ownNames.includes(fold(actor?.name)) && actor?.upn === null;
}

/**
 * Returns whether an event looks like the Core Directory twin of an event that PIM logs itself. Anybody who may rename
 * an app can forge that look.
 */
export function hasTwinLooks(event: Pick<AuditEvent, 'service' | 'initiator'>): boolean {
  return (
    fold(event.service) === 'core directory' &&
    event.initiator?.type === 'app' &&
    directoryNames.includes(fold(event.initiator.name))
  );
}
