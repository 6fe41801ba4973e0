import { classify } from '../../catalogue/activities';
import { builtInRoleName } from '../../catalogue/privileged-roles';
import type { AuditEvent } from '../../domain/events/audit-event';
import { fold } from '../../domain/fold';
import type { Actor, Principal, Role, Scope } from '../../domain/events/people';
import { idsOfUpns, keyOf, sharedNames, type KnownObject, type ObjectNames } from './object-names';

/**
 * Returns the events with what other events know about the ids in them: who is the principal where the targets' types do
 * not say so, the names, UPNs and types of ids that an event leaves bare, and a label for those whose display name others
 * have too. What an event states itself is kept, except a principal that other events show to be another object, and a
 * scope's name that others share.
 */
export function resolveNames(events: readonly AuditEvent[], names: ObjectNames): AuditEvent[] {
  const shared = sharedNames(names);
  const known = (of: { readonly id: string | null; readonly upn?: string | null }): KnownObject | undefined =>
    names.get(keyOf({ id: of.id, upn: of.upn ?? null }));
  const idsByUpn = idsOfUpns(names);

  /** The label of a name that is not unique: `Anna Berg (anna.berg@contoso.com)`. */
  const labelled = <T extends Actor | Principal | Scope>(of: T): T => {
    const mark = ('upn' in of ? of.upn : null) ?? of.id;
    return of.name !== null && mark !== null && shared.has(fold(of.name))
      ? { ...of, label: `${of.name} (${mark})` }
      : of;
  };

  const person = <T extends Actor | Principal>(stated: T): T => {
    const id = stated.id ?? idsByUpn.get(fold(stated.upn)) ?? null;
    const facts = known({ id, upn: stated.upn });
    const name = stated.name ?? facts?.name?.value ?? null;
    const upn = stated.upn ?? (stated.type === 'app' ? null : (facts?.upn?.value ?? null));
    return labelled(withFacts(stated, { id, name, upn } as Partial<T>));
  };
  const actor = memoized((stated: Actor) => person(stated));
  const namedPrincipal = memoized((stated: Principal) => person(stated));

  const principalOf = (event: AuditEvent): Principal | null => {
    const { principal, candidates, initiator, scope, provider } = event;
    const isAzure = provider === 'azure';
    const isInitiator = fold(principal?.id) !== '' && fold(principal?.id) === fold(initiator?.id);
    const shownAsPerson = candidates.find((candidate) => (known(candidate)?.type ?? null) !== null);
    const chosen =
      principal === null
        ? (shownAsPerson ?? onlyNamed(candidates, scope))
        : isInitiator
          ? // In Azure whoever acts can be the only user, and the one concerned a target of type `Other`.
            (shownAsPerson ??
            (isAzure ? onlyNamed(candidates, scope) : null) ??
            (isAzure && isAssignment(event) && hasSeveralNames(candidates) ? null : principal))
          : principal;
    return (
      chosen && namedPrincipal(withFacts(chosen, { type: chosen.type ?? known(chosen)?.type?.value ?? null }))
    );
  };

  const roleOf = memoized((role: Role): Role =>
    withFacts(role, { name: role.name ?? known(role)?.name?.value ?? builtInRoleName(role.id) }),
  );

  const scopeOf = (
    { scope, candidates, provider }: AuditEvent,
    principal: Principal | null,
  ): Scope | null => {
    if (scope === null) return null;
    const isPerson = (who: Principal): boolean =>
      fold(who.id) === fold(principal?.id) || (known(who)?.type ?? null) !== null;
    // The name of a path can be that of any other target: not a person's.
    const isPersons = (name: string | null): boolean =>
      name !== null && candidates.some((who) => who.name === name && isPerson(who));
    const isOpen = isPersons(scope.name) || (scope.name === null && provider === 'azure');
    const places = candidates.filter((who) => !isPerson(who));
    const name = isOpen ? (hasSeveralNames(places) ? null : firstName(places)) : scope.name;
    const elsewhere = known(scope)?.name?.value ?? null;
    const named = withFacts(scope, { name: name ?? (isPersons(elsewhere) ? null : elsewhere) });
    return provider === 'group' ? labelled(named) : named;
  };

  return events.map((event) => {
    const principal = principalOf(event);
    return withFacts(event, {
      initiator: event.initiator && actor(event.initiator),
      principal,
      role: event.role && roleOf(event.role),
      scope: scopeOf(event, principal),
    });
  });
}

/** Returns a function that computes each result once: thousands of events share a person or a role. */
function memoized<T extends object>(of: (thing: T) => T): (thing: T) => T {
  const results = new Map<T, T>();
  return (thing) => {
    const seen = results.get(thing);
    const result = seen ?? of(thing);
    if (seen === undefined) results.set(thing, result);
    return result;
  };
}

/** Returns a thing with these facts: itself if it has all of them already, as in nearly every event. */
function withFacts<T extends object>(thing: T, facts: Partial<T>): T {
  const keys = Object.keys(facts) as (keyof T)[];
  return keys.every((key) => thing[key] === facts[key]) ? thing : { ...thing, ...facts };
}

const firstName = (candidates: readonly Principal[]): string | null =>
  candidates.find(({ name }) => name !== null)?.name ?? null;

const hasSeveralNames = (candidates: readonly Principal[]): boolean =>
  new Set(candidates.flatMap(({ name }) => name ?? [])).size > 1;

/** Whether an event gives or takes a role: whoever does that need not be whom it concerns. */
const isAssignment = ({ activity }: AuditEvent): boolean => classify(activity)?.family === 'assignment';

/** The only named target, unless the place has its name: then it cannot be told whether it is a person. */
function onlyNamed(candidates: readonly Principal[], scope: Scope | null): Principal | null {
  const [first, ...others] = candidates.filter(({ name }) => name !== null);
  return first !== undefined && others.length === 0 && first.name !== scope?.name ? first : null;
}
