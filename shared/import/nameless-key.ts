import { createHash } from 'node:crypto';
import type { DirectoryAudit } from '../audit-source/event-schema';
import { firstKnownText, known } from '../audit-source/wire-facts';
import { foldActivity } from '../catalogue/activities';

/** How the id begins that an event without one gets. */
export const namelessPrefix = 'import:';

/**
 * The id of an event whose export has none: the same for the same event, in whatever file it comes. SHA-256 of a JSON
 * array of its second, correlation id, activity, actor and targets.
 */
export function namelessKey(wire: Omit<DirectoryAudit, 'id'>, at: Date): string {
  const { user, app } = wire.initiatedBy ?? {};
  const actor = firstKnownText(
    user?.id,
    app?.servicePrincipalId,
    user?.userPrincipalName,
    user?.displayName,
    app?.displayName,
  );
  const targets = (wire.targetResources ?? []).flatMap(
    (target) => firstKnownText(target.id, target.displayName, target.userPrincipalName) ?? [],
  );
  const facts = [
    secondOf(at),
    known(wire.correlationId),
    foldActivity(wire.activityDisplayName),
    actor,
    targets.sort(),
  ];
  return `${namelessPrefix}${createHash('sha256').update(JSON.stringify(facts)).digest('hex')}`;
}

/** `2026-11-16T08:00:00Z`. */
export const secondOf = (at: Date): string => `${at.toISOString().slice(0, 19)}Z`;
