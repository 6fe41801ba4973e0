import { fold } from '../../../domain/fold';
import type { Identity } from '../../../domain/events/people';

/**
 * Returns whether two are the same, by object id or else by UPN; null when that is unknown, because the events give no
 * fact of both. Display names prove nothing: two people share one, one person has two.
 */
export function samePerson(a: Identity | null, b: Identity | null): boolean | null {
  if (a === null || b === null) return null;
  if (a.id !== null && b.id !== null) return fold(a.id) === fold(b.id);
  if (a.upn !== null && b.upn !== null) return fold(a.upn) === fold(b.upn);
  return null;
}
