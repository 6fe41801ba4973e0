/** Where a role lives: Entra ID directory roles, PIM for Groups, or Azure resources. */
export type Provider = 'entra' | 'group' | 'azure';

/** What kind of directory object holds a role. */
export type PrincipalType = 'user' | 'group' | 'servicePrincipal';

/** Who holds, asks for or ends a role. Every fact may be unknown: events are often incomplete. */
export interface Principal {
  readonly id: string | null;
  readonly name: string | null;
  /** User principal name as the event wrote it; compare through {@link principalKey}. */
  readonly upn: string | null;
  readonly type: PrincipalType | null;
}

/** Who did something: a person, an app or the PIM service itself. */
export interface Actor {
  readonly id: string | null;
  readonly name: string | null;
  readonly upn: string | null;
  readonly type: 'user' | 'app';
}

/** A role definition. For PIM for Groups the role is "Member" or "Owner" and the group is the scope. */
export interface Role {
  /** Template id of a built-in role, else the definition's id as the event gave it. */
  readonly id: string | null;
  readonly name: string | null;
}

/** A role in a result: whether it is one of the privileged ones has been looked up. */
export interface RatedRole extends Role {
  readonly privileged: boolean;
}

/** Where a role reaches: the directory, an administrative unit, a group or an Azure path. */
export interface Scope {
  readonly id: string | null;
  readonly name: string | null;
}

const fold = (text: string | null): string => (text ?? '').trim().toLowerCase();

/**
 * The identity of a principal or actor for comparing and grouping: the object id, else the UPN, else the name,
 * all without regard to case. Empty when nothing is known.
 */
export function principalKey(who: Pick<Principal, 'id' | 'upn' | 'name'>): string {
  return fold(who.id) || fold(who.upn) || fold(who.name);
}

/** The identity of a role for comparing and grouping: its id, else its name, without regard to case. */
export function roleKey(role: Role): string {
  return fold(role.id) || fold(role.name);
}

/** The identity of a scope for comparing and grouping. An unknown scope is the empty text. */
export function scopeKey(scope: Scope | null): string {
  return scope === null ? '' : fold(scope.id) || fold(scope.name);
}

/** The display name of a principal, role or scope, else its UPN, else its id; null when nothing is known. */
export function knownName(
  of: { readonly id: string | null; readonly name: string | null; readonly upn?: string | null } | null,
): string | null {
  return of?.name ?? of?.upn ?? of?.id ?? null;
}

/** The name of a person in a sentence: display name, else UPN, else object id, else "unknown". */
export function displayName(who: Pick<Principal, 'id' | 'upn' | 'name'> | null): string {
  return knownName(who) ?? 'unknown';
}
