import { scopeKey, type Principal, type Role, type Scope } from '../domain/people';

/** A principal's hold on a role in a scope, as far as its events tell. */
export interface Holding {
  readonly principal: Principal | null;
  readonly role: Role | null;
  readonly scope: Scope | null;
  /** `OriginRoleAssignmentId`, where it is known. */
  readonly assignmentId: string | null;
}

/** A hold that began and, in time, ends. */
export interface OpenHolding extends Holding {
  /** Milliseconds since the epoch from which it can no longer be found. */
  until: number;
}

/** Holds that are open, found by the facts of an event that may name them by other keys. */
export interface Holdings<T extends OpenHolding> {
  add(holding: T): void;
  /**
   * The latest added hold that is open at the instant and is the same: by assignment id, else by principal, role
   * and scope, where a scope unknown on one side gives way to one that is known on both. Calls must come in order
   * of time: what is over at `at` is forgotten.
   */
  find(sought: Holding, at: number, accept?: (holding: T) => boolean): T | undefined;
}

/** Makes an empty set of holds. Finding costs as much as the sought principal has holds open. */
export function openHoldings<T extends OpenHolding>(): Holdings<T> {
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
        const found = openAt(key, at).findLast(accept);
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

const fold = (text: string | null | undefined): string => (text ?? '').trim().toLowerCase();

function assignmentKeys(holding: Holding): string[] {
  const id = fold(holding.assignmentId);
  return id === '' ? [] : [`assignment ${id}`];
}

/** Every name under which a principal may be known, the surest first. */
function principalAliases(principal: Principal | null): string[] {
  const names = { id: fold(principal?.id), upn: fold(principal?.upn), name: fold(principal?.name) };
  return Object.entries(names).flatMap(([kind, name]) => (name === '' ? [] : [`${kind} ${name}`]));
}

function isSameHolder(a: Holding, b: Holding): boolean {
  const samePrincipal = agree(
    [a.principal?.id, b.principal?.id],
    [a.principal?.upn, b.principal?.upn],
    [a.principal?.name, b.principal?.name],
  );
  return samePrincipal === true && agree([a.role?.id, b.role?.id], [a.role?.name, b.role?.name]) === true;
}

function mayBeSameScope(a: Scope | null, b: Scope | null): boolean {
  return agree([a?.id, b?.id], [a?.name, b?.name]) !== false;
}

/** Whether the first pair of which both sides are known is equal; undefined when no pair can be compared. */
function agree(...pairs: [string | null | undefined, string | null | undefined][]): boolean | undefined {
  const comparable = pairs.find(([left, right]) => fold(left) !== '' && fold(right) !== '');
  return comparable === undefined ? undefined : fold(comparable[0]) === fold(comparable[1]);
}
