import { samePerson } from '../analysis/findings/policy/same-person';
import type { Elevation } from '../domain/events/elevation';
import { fold } from '../domain/fold';
import { knownName, type Actor } from '../domain/events/people';

/** Who requested an activation for somebody else; null when it was the principal, or nobody is known. */
export function requestedBy({ initiator, principal }: Elevation): Actor | null {
  if (initiator === null) return null;
  const isSame =
    samePerson(initiator, principal) ?? fold(knownName(initiator)) === fold(knownName(principal));
  return isSame ? null : initiator;
}
