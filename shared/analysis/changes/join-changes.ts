import { isPrivileged } from '../../catalogue/privileged-roles';
import type { Change } from '../../domain/events/change';
import { compareText } from '../../text/compare-text';
import { eventIdsOfActivations } from '../elevations/chains';
import { isOf, type EventOf, type KnownEvent } from '../events/known-events';
import { outsideChanges } from './outside-changes';
import { requestChanges } from './request-changes';
import { singleChange, type UnratedChange } from './unrated-change';

/**
 * Joins events into changes: everything that changed who may hold a role, or PIM itself, in order of time. Activations
 * and their ends are elevations and never changes. A change belongs to the instant at which it was settled.
 * @param events each once, in order of time, from well before to well after the period asked for
 * @param privilegedRoles ids or names of roles that count as privileged in addition to Microsoft's list
 */
export function joinChanges(events: readonly KnownEvent[], privilegedRoles: readonly string[]): Change[] {
  const ofActivations = eventIdsOfActivations(events);
  const own = events.filter(({ event }) => !ofActivations.has(event.id));
  const unrated = [
    ...requestChanges(own),
    ...outsideChanges(own),
    ...own.filter((known) => isOf(known, 'administration')).map(administrationChange),
  ];
  return unrated
    .map((change): Change => {
      const { role } = change;
      return {
        ...change,
        role: role === null ? null : { ...role, privileged: isPrivileged(role, privilegedRoles) },
      };
    })
    .sort((a, b) => a.at.getTime() - b.at.getTime() || compareText(a.eventIds[0] ?? '', b.eventIds[0] ?? ''));
}

function administrationChange({ event, activity }: EventOf<'administration'>): UnratedChange {
  const { action } = activity;
  const change = {
    ...singleChange(activity.kind, event),
    subject: event.subject,
    ...(action !== undefined && { action }),
  };
  if (activity.kind !== 'role-setting-changed') return change;
  // PIM logs the new settings in resultReason.
  return { ...change, justification: event.resultReason ?? event.justification };
}
