import { unitOfChange } from '../../analysis/events/unit-scope';
import type { AssignmentKind } from '../../domain/access/standing-access';
import type { ChangeKind } from '../../domain/events/change';
import type { Provider, Scope } from '../../domain/events/people';
import { fold } from '../../domain/fold';

/** A row of a report that is about a place: an activation, a change or an assignment. */
export interface PlacedRow {
  readonly scope: Scope | null;
  readonly provider?: Provider;
  readonly kind?: ChangeKind | AssignmentKind;
}

/** The whole directory as snapshots of standing access name it. */
const wholeDirectory: Scope = { id: '/', name: 'Directory' };

/**
 * Returns the place of a row. Core Directory names no place for what happens outside PIM in the whole directory, so that
 * such a change gets the directory.
 */
export function placeOf({ scope, kind }: PlacedRow): Scope | null {
  if (scope !== null || kind === undefined) return scope;
  return unitOfChange({ kind, scope }) === '' ? wholeDirectory : null;
}

/**
 * Creates a function that returns the names of a place, folded: its id and name. The whole directory has every name that
 * one of the rows gives it, because PIM's events name the tenant, and snapshots "Directory".
 */
export function createScopeNames(rows: Iterable<PlacedRow>): (scope: Scope) => readonly string[] {
  const directory = new Set(namesIn(wholeDirectory));
  for (const { scope, provider } of rows)
    if (scope !== null && provider === 'entra' && isDirectory(scope))
      for (const name of namesIn(scope)) directory.add(name);
  return (scope) => {
    const own = namesIn(scope);
    return isDirectory(scope) && own.some((name) => directory.has(name)) ? [...directory] : own;
  };
}

const namesIn = ({ id, name }: Scope): string[] => [fold(id), fold(name)].filter((text) => text !== '');

/** Whether a scope of Entra is neither a unit nor an object: these have paths. */
const isDirectory = ({ id }: Scope): boolean => id === wholeDirectory.id || !fold(id).startsWith('/');
