import { fold } from '../domain/fold';
import { isOtherPrincipal, isOtherRole } from './events/same-role';
import { roleIdKey, scopeKey, type Principal, type Role, type Scope } from '../domain/events/people';

/** A principal's hold on a role in a scope, as far as events state it. */
export interface Holding {
  readonly principal: Principal | null;
  readonly role: Role | null;
  readonly scope: Scope | null;
  /** `OriginRoleAssignmentId`, where it is known. */
  readonly assignmentId: string | null;
}

/** A holding that has begun and will end. */
export interface OpenHolding extends Holding {
  /** Milliseconds since the epoch from which the holding can no longer be found. */
  until: number;
}

/** Open holdings, found by the facts of an event that may name them by other keys. */
export interface Holdings<T extends OpenHolding> {
  add(holding: T): void;
  /**
   * Returns the latest added holding that is open at the instant and is the same: by assignment id, else by principal,
   * role and scope. A scope that is unknown on one side matches any; an exact scope is preferred. Calls must come in
   * order of time: holdings that are over at `at` are forgotten.
   */
  find(sought: Holding, at: number, accept?: (holding: T) => boolean): T | undefined;
}

/** Creates an empty set of open holdings. Finding costs as much as the sought principal has holdings open. */
export function createOpenHoldings<T extends OpenHolding>(): Holdings<T> {
  const byKey = new Map<string, T[]>();

  const openAt = (key: string, at: number): T[] => {
    const open = (byKey.get(key) ?? []).filter((holding) => holding.until > at);
    if (open.length === 0) byKey.delete(key);
    else byKey.set(key, open);
    return open;
  };

  return {
    add(holding) {
      for (const key of [...assignmentKeys(holding), ...principalAliases(holding.principal)]) {
        const holdings = byKey.get(key);
        if (holdings === undefined) byKey.set(key, [holding]);
        else holdings.push(holding);
      }
    },
    find(sought, at, accept = () => true) {
      for (const key of assignmentKeys(sought)) {
        const found = openAt(key, at).findLast(
          (holding) => !isOtherHolder(holding, sought) && accept(holding),
        );
        if (found !== undefined) return found;
      }
      for (const key of principalAliases(sought.principal)) {
        const same = openAt(key, at).filter((holding) => isSameHolder(holding, sought) && accept(holding));
        const exact = same.findLast((holding) => scopeKey(holding.scope) === scopeKey(sought.scope));
        const found = exact ?? same.findLast((holding) => mayBeSameScope(holding.scope, sought.scope));
        if (found !== undefined) return found;
      }
      return undefined;
    },
  };
}

function assignmentKeys(holding: Holding): string[] {
  const id = fold(holding.assignmentId);
  return id === '' ? [] : [`assignment ${id}`];
}

/** Every key under which a principal may be known, the most reliable first. */
function principalAliases(principal: Principal | null): string[] {
  const aliases: string[] = [];
  for (const kind of ['id', 'upn', 'name'] as const) {
    const name = fold(principal?.[kind]);
    if (name !== '') aliases.push(`${kind} ${name}`);
  }
  return aliases;
}

/** Whether an assignment id is not enough: events that share one can still name two people or roles. */
function isOtherHolder(a: Holding, b: Holding): boolean {
  return isOtherPrincipal(a.principal, b.principal) || isOtherRole(a.role, b.role);
}

function isSameHolder(a: Holding, b: Holding): boolean {
  const samePrincipal = firstComparable(
    [a.principal?.id, b.principal?.id],
    [a.principal?.upn, b.principal?.upn],
    [a.principal?.name, b.principal?.name],
  );
  const sameRole = firstComparable(
    [roleIdKey(a.role?.id), roleIdKey(b.role?.id)],
    [a.role?.name, b.role?.name],
  );
  return samePrincipal === true && sameRole === true;
}

function mayBeSameScope(a: Scope | null, b: Scope | null): boolean {
  return firstComparable([a?.id, b?.id], [a?.name, b?.name]) !== false;
}

/** Whether the first pair with both sides known is equal; undefined when no pair can be compared. */
function firstComparable(
  ...pairs: [string | null | undefined, string | null | undefined][]
): boolean | undefined {
  const known = pairs.find(([left, right]) => fold(left) !== '' && fold(right) !== '');
  return known === undefined ? undefined : fold(known[0]) === fold(known[1]);
}
