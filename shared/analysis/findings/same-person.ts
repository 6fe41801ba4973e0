import type { Principal } from '../../domain/people';

type Who = Pick<Principal, 'id' | 'upn' | 'name'> | null;

const fold = (text: string | null): string => (text ?? '').trim().toLowerCase();

/**
 * Whether two are the same, told by object id, else by UPN; null when the events do not say, because one has only
 * the one and the other only the other. Display names prove neither: two people share one, one person has two.
 */
export function samePerson(a: Who, b: Who): boolean | null {
  if (a === null || b === null) return null;
  if (a.id !== null && b.id !== null) return fold(a.id) === fold(b.id);
  if (a.upn !== null && b.upn !== null) return fold(a.upn) === fold(b.upn);
  return null;
}
