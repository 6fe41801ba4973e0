import type { AuditEvent } from '../../domain/events/audit-event';
import { fold } from '../../domain/fold';
import type { Identity, PrincipalType } from '../../domain/events/people';
import { compareText } from '../../text/compare-text';
import { groupBy } from '../group-by';

/** A fact and when it was last logged, in milliseconds since the epoch. */
interface DatedFact<T extends string> {
  readonly value: T;
  readonly at: number;
}

/** What events say about one object: the latest known value of each fact. */
export interface KnownObject {
  readonly name: DatedFact<string> | null;
  readonly upn: DatedFact<string> | null;
  /** Other UPNs that the same id had, folded and sorted; left out when it had none. */
  readonly formerUpns?: readonly string[];
  /** Set for people, groups and apps; null for roles and places. */
  readonly type: DatedFact<PrincipalType> | null;
}

/** What is known about objects, by folded id; people without an id by `upn ` and their folded UPN. */
export type ObjectNames = ReadonlyMap<string, KnownObject>;

/** Returns what some events say about the people, groups, apps, roles and places that they name. */
export function namesIn(events: readonly AuditEvent[]): ObjectNames {
  // Events share the objects of people and roles. Each object is read once, with the time of its last event.
  const lastNamed = new Map<PrincipalType | null, Map<Named, number>>();
  for (const { at, initiator, principal, candidates, role, scope, provider } of events) {
    const see = (thing: Named, type: PrincipalType | null): void => {
      const things = lastNamed.get(type) ?? new Map<Named, number>();
      if (things.size === 0) lastNamed.set(type, things);
      things.set(thing, Math.max(things.get(thing) ?? -Infinity, at.getTime()));
    };
    if (initiator !== null) see(initiator, initiator.type === 'user' ? 'user' : 'servicePrincipal');
    if (principal !== null) see(principal, principal.type);
    for (const candidate of candidates) see(candidate, candidate.type);
    if (role !== null) see(role, null);
    if (scope !== null) see(scope, provider === 'group' ? 'group' : null);
  }
  const names = new Map<string, KnownObject>();
  for (const [type, things] of lastNamed)
    for (const [{ id, name, upn = null }, at] of things) {
      const dated = <T extends string>(value: T | null) => (value === null ? null : { value, at });
      const key = keyOf({ id, upn });
      if (key !== '') add(names, key, { name: dated(name), upn: dated(upn), type: dated(type) });
    }
  return names;
}

/** What an event says about a person, group, app, role or place. */
interface Named {
  readonly id: string | null;
  readonly name: string | null;
  readonly upn?: string | null;
}

/** Merges what several sources know. Their order does not matter: of two values the later one counts. */
export function mergeNames(...sources: readonly ObjectNames[]): ObjectNames {
  const [first = new Map<string, KnownObject>(), ...others] = sources;
  const names = new Map(first);
  for (const source of others) for (const [key, known] of source) add(names, key, known);
  return names;
}

/** Returns the key of an identity among {@link ObjectNames}; empty when it has neither id nor UPN. */
export function keyOf({ id, upn }: Omit<Identity, 'name'>): string {
  return fold(id) || (fold(upn) && `upn ${fold(upn)}`);
}

/** Returns the folded display names that more than one person, group or app has. */
export function sharedNames(names: ObjectNames): ReadonlySet<string> {
  const objects = [...names].filter(([, { name, type }]) => name !== null && type !== null);
  const upns = new Set(objects.flatMap(([key, { upn }]) => (key.startsWith('upn ') ? [] : fold(upn?.value))));
  // Somebody who is known by id is known under that UPN too.
  const distinct = objects.filter(([key]) => !(key.startsWith('upn ') && upns.has(key.slice('upn '.length))));
  const groups = groupBy(distinct, ([, { name }]) => fold(name?.value));
  return new Set(groups.filter(({ length }) => length > 1).map(([[, { name }]]) => fold(name?.value)));
}

/** Returns the object id by folded UPN, where only one object is known under that UPN. */
export function idsOfUpns(names: ObjectNames): ReadonlyMap<string, string> {
  const withId = [...names].filter(([key, { upn }]) => upn !== null && !key.startsWith('upn '));
  const groups = groupBy(withId, ([, { upn }]) => fold(upn?.value));
  return new Map(
    groups.flatMap(([[id, { upn }], ...others]) => (others.length === 0 ? [[fold(upn?.value), id]] : [])),
  );
}

function add(names: Map<string, KnownObject>, key: string, known: KnownObject): void {
  const seen = names.get(key);
  if (seen === undefined) {
    names.set(key, known);
    return;
  }
  const upn = later(seen.upn, known.upn);
  const upns = [seen, known].flatMap((each) => [each.upn?.value ?? '', ...(each.formerUpns ?? [])]);
  const former = [...new Set(upns.map(fold))].filter((each) => each !== '' && each !== fold(upn?.value));
  names.set(key, {
    name: later(seen.name, known.name),
    upn,
    type: later(seen.type, known.type),
    ...(former.length > 0 && { formerUpns: former.sort(compareText) }),
  });
}

/** Returns an identity once under each UPN that events give its id, its own included. */
export function underEveryUpn<T extends Identity>(who: T, names: ObjectNames): T[] {
  const known = names.get(fold(who.id));
  const upns = new Set([who.upn, known?.upn?.value ?? who.upn, ...(known?.formerUpns ?? [])]);
  return [...upns].map((upn) => ({ ...who, upn }));
}

function later<T extends string>(a: DatedFact<T> | null, b: DatedFact<T> | null): DatedFact<T> | null {
  if (a === null || b === null) return a ?? b;
  return (a.at - b.at || compareText(a.value, b.value)) >= 0 ? a : b;
}
