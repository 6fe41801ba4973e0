import { fold } from '../fold';

/** Where roles live: Entra ID directory roles, PIM for Groups and Azure resources, in the order of every list. */
export const providers = ['entra', 'group', 'azure'] as const;

/** One of {@link providers}. */
export type Provider = (typeof providers)[number];

/** The kind of directory object that holds a role. */
export type PrincipalType = 'user' | 'group' | 'servicePrincipal';

/** What identifies a person, group or app. Every fact may be unknown: events are often incomplete. */
export interface Identity {
  readonly id: string | null;
  readonly name: string | null;
  /** User principal name as the event wrote it; compare identities through {@link principalKey}. */
  readonly upn: string | null;
  /** What sentences call somebody whose display name is not unique: the name with the UPN or id. */
  readonly label?: string;
}

/** Who holds, requests or gives up a role. */
export interface Principal extends Identity {
  readonly type: PrincipalType | null;
}

/** Who did something: a person, an app or the PIM service itself. */
export interface Actor extends Identity {
  readonly type: 'user' | 'app';
}

/** A role definition. For PIM for Groups the role is "Member" or "Owner" and the group is the scope. */
export interface Role {
  /** Template id of a built-in role, else the definition's id as the event gave it. */
  readonly id: string | null;
  readonly name: string | null;
}

/** A role in a result, with whether it counts as privileged. */
export interface RatedRole extends Role {
  readonly privileged: boolean;
}

/** Where a role applies: the directory, an administrative unit, a group or an Azure path. */
export interface Scope {
  readonly id: string | null;
  readonly name: string | null;
  /** What sentences call a group whose display name is not unique: the name with the id. */
  readonly label?: string;
}

/** Returns who acted as a principal, for results that are about the person or app that did something. */
export function asPrincipal(actor: Actor): Principal {
  return { ...actor, type: actor.type === 'user' ? 'user' : 'servicePrincipal' };
}

/** Returns whether two are the same person, group or app, by what nobody can choose: object id, else UPN. */
export function isSameObject(a: Identity | null, b: Identity | null): boolean {
  if (a?.id && b?.id) return a.id === b.id || fold(a.id) === fold(b.id);
  return fold(a?.upn) !== '' && fold(a?.upn) === fold(b?.upn);
}

/**
 * Returns the key of a principal or actor for comparing and grouping: the object id, else the UPN, else the name,
 * without regard to case. Empty for somebody unknown.
 */
export function principalKey(who: Identity): string {
  return fold(who.id) || fold(who.upn) || fold(who.name);
}

/** Returns the key of a role for comparing and grouping: its id, else its name, without regard to case. */
export function roleKey(role: Role): string {
  return roleIdKey(role.id) || fold(role.name);
}

/** Returns a role's id for comparing: of an Azure definition, which events name by its path or by its id alone, the id. */
export function roleIdKey(id: string | null | undefined): string {
  const folded = fold(id);
  return /\/roledefinitions\/([^/]+)\/?$/.exec(folded)?.[1] ?? folded;
}

/** Returns the key of a scope for comparing and grouping; the empty text for an unknown scope. */
export function scopeKey(scope: Scope | null): string {
  return scope === null ? '' : fold(scope.id) || fold(scope.name);
}

/** Returns the best known name of a principal, role or scope: display name, else UPN, else id; null if all three are unknown. */
export function knownName(
  of: { readonly id: string | null; readonly name: string | null; readonly upn?: string | null } | null,
): string | null {
  return of?.name ?? of?.upn ?? of?.id ?? null;
}

/** Returns what somebody is called in a sentence: a unique label, else the best known name, else "unknown". */
export function displayName(who: Identity | null): string {
  return who?.label ?? knownName(who) ?? 'unknown';
}
