import { fold } from '../domain/fold';
import type { Actor, Role } from '../domain/events/people';

/**
 * Microsoft's own apps that assign roles outside PIM, by the name that audit events give them, with the template ids of
 * the roles that each is known to assign. Any app can be given such a name, so no other role is expected of it. Source:
 * learn.microsoft.com/purview/purview-role-assignment-migrator (Purview Workload Content Administrator, Reader, Writer).
 */
const expectedApps: ReadonlyMap<string, readonly string[]> = new Map([
  [
    'purviewroleassignmentmigrator',
    [
      '3f04f91a-4ad7-4bd3-bcfa-49882ea1a88a',
      'e07494ad-1654-4dd2-922e-6f81a71bf00f',
      '02d5655b-c1cf-4e5f-98da-5fb919085bf6',
    ],
  ],
]);

/** Returns whether an actor is an app of Microsoft's that is known to assign this role. */
export function isExpectedApp(actor: Actor | null, role: Role | null): boolean {
  if (actor?.type !== 'app' || role === null) return false;
  return expectedApps.get(fold(actor.name))?.includes(fold(role.id)) ?? false;
}
