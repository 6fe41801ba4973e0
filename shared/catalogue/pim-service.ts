import type { AuditEvent } from '../domain/events/audit-event';
import { fold } from '../domain/fold';
import type { Actor } from '../domain/events/people';

/** Names of PIM's own app in Core Directory events. Its appId is null there, so nothing else identifies it. */
const directoryNames: readonly string[] = ['ms-pim', 'ms-pim-fairfax'];

/** Names that PIM logs for itself when it acts on its own, as when an activation expires. */
const ownNames: readonly string[] = ['azure ad pim', 'azureadpim', ...directoryNames];

/**
 * Returns whether an actor is the PIM service and not a person or somebody's app. PIM logs itself as a user without UPN,
 * which no account can be; an app can have any name.
 */
export function isPimService(actor: Actor | null): boolean {
  return actor?.type === 'user' && actor.upn === null && ownNames.includes(fold(actor.name));
}

/** Returns whether an actor is an app that has a name of PIM's: PIM's own app in the directory, or a copy of its name. */
export function isAppNamedLikePim(actor: Actor | null): boolean {
  return actor?.type === 'app' && ownNames.includes(fold(actor.name));
}

/**
 * Returns whether an event looks like the directory's copy of an event that PIM logs itself. Anybody who may rename an app
 * can forge that.
 */
export function looksLikeTwin({ service, initiator }: Pick<AuditEvent, 'service' | 'initiator'>): boolean {
  const isNamedSo = initiator?.type === 'app' && directoryNames.includes(fold(initiator.name));
  return isNamedSo && ['core directory', ''].includes(fold(service));
}
