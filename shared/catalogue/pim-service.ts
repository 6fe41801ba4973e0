import type { AuditEvent } from '../domain/audit-event';
import type { Actor } from '../domain/people';

/** What PIM's own app is called in Core Directory; its appId is null there, so the name is all there is. */
const directoryNames: readonly string[] = ['ms-pim', 'ms-pim-fairfax'];

/** What PIM calls itself where it acts on its own, as when an activation runs out. */
const ownNames: readonly string[] = ['azure ad pim', 'azureadpim', ...directoryNames];

const fold = (text: string | null | undefined): string => (text ?? '').trim().toLowerCase();

/** Whether an actor is the PIM service and not a person or somebody's app. */
export function isPimService(actor: Actor | null): boolean {
  return ownNames.includes(fold(actor?.name)) && actor?.upn === null;
}

/**
 * Whether an event looks like the Core Directory twin of something that PIM logs itself. Anybody who may rename an app can
 * make one look so.
 */
export function hasTwinLooks(event: Pick<AuditEvent, 'service' | 'initiator'>): boolean {
  return (
    fold(event.service) === 'core directory' &&
    event.initiator?.type === 'app' &&
    directoryNames.includes(fold(event.initiator.name))
  );
}
