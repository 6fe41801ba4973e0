import { isAppNamedLikePim } from '../../../catalogue/pim-service';
import type { Change } from '../../../domain/events/change';
import type { Elevation } from '../../../domain/events/elevation';
import { localClock } from '../../../domain/time/local-clock';
import { displayName, knownName, type Actor } from '../../../domain/events/people';

/**
 * Returns what a role is called in a sentence. A group's "Member" or "Owner" means nothing without the group, an Azure
 * role little without its scope; a directory role needs its scope only when that is an administrative unit.
 */
export function roleTitle({
  provider,
  role,
  scope,
}: Pick<Elevation | Change, 'provider' | 'role' | 'scope'>): string {
  const title = knownName(role) ?? 'an unknown role';
  const where = scope?.label ?? knownName(scope);
  if (where === null) return title;
  if (provider === 'group') return `${title} of ${where}`;
  const isLimited = provider === 'azure' || /^\/administrativeunits\//i.test(scope?.id ?? '');
  return isLimited ? `${title} on ${where}` : title;
}

/**
 * Returns what somebody who did something is called inside a sentence. An app that has PIM's name is called an app:
 * readers would take it for PIM.
 */
export function actorName(actor: Actor | null): string {
  return isAppNamedLikePim(actor) ? `an app called ${displayName(actor)}` : displayName(actor);
}

/** Returns {@link actorName} for the start of a sentence. */
export function actorAtStart(actor: Actor | null): string {
  return actorName(actor).replace(/^an app /, 'An app ');
}

/** Returns the start of a sentence about an activation: "Anna Berg activated Global Administrator". */
export function activatedWords(elevation: Elevation): string {
  return `${displayName(elevation.principal)} activated ${roleTitle(elevation)}`;
}

/** Returns the words for a request: "Anna Berg's request for Global Administrator". */
export function requestWords(of: Elevation | Change): string {
  return `${displayName(of.principal)}'s request for ${roleTitle(of)}`;
}

/** Returns an instant as sentences print it, on the wall clock of a time zone: "Tue 17 Nov 22:41". */
export function timeWords(instant: Date, timeZone: string): string {
  const clock = localClock(timeZone);
  return `${clock.shortDate(instant)} ${clock.time(instant)}`;
}
