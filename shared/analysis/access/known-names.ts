import type { Actor, Principal, PrincipalType, Role, Scope } from '../../domain/events/people';

/** What stored events call somebody or something. */
export interface KnownName {
  readonly name: string | null;
  readonly upn: string | null;
  /** Null for a role, a unit, and where events do not tell. */
  readonly type: PrincipalType | null;
}

/** The facts of an event, an elevation or a change that carry names. */
export interface Named {
  readonly principal: Principal | null;
  readonly role: Role | null;
  readonly scope: Scope | null;
  readonly initiator?: Actor | null;
  readonly approver?: Actor | null;
}

/** Notes the names that something carries, by id in lower case; what is called otherwise later has its later name. */
export function noteNames(names: Map<string, KnownName>, named: Named): void {
  const { principal, role, scope, initiator, approver } = named;
  if (principal !== null)
    note(names, principal.id, { name: principal.name, upn: principal.upn, type: principal.type });
  for (const actor of [initiator, approver]) {
    if (actor === null || actor === undefined) continue;
    note(names, actor.id, {
      name: actor.name,
      upn: actor.upn,
      type: actor.type === 'user' ? 'user' : 'servicePrincipal',
    });
  }
  for (const thing of [role, scope])
    if (thing !== null) note(names, lastPart(thing.id), { name: thing.name, upn: null, type: null });
}

/** Notes a name under an id. */
export function note(names: Map<string, KnownName>, id: string | null, name: KnownName): void {
  if (id === null || (name.name === null && name.upn === null)) return;
  const seen = names.get(id.toLowerCase());
  names.set(id.toLowerCase(), {
    name: name.name ?? seen?.name ?? null,
    upn: name.upn ?? seen?.upn ?? null,
    type: name.type ?? seen?.type ?? null,
  });
}

/** A unit is known by the id at the end of its path. */
const lastPart = (id: string | null): string | null =>
  id === null ? null : id.slice(id.lastIndexOf('/') + 1);
