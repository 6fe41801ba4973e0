import { fold } from '../../domain/fold';
import type { Identity } from '../../domain/events/people';

/** Things by the object that each is about. */
export interface ObjectIndex<T> {
  /** Adds a thing under its object's id and UPN, and under more keys. Empty keys are ignored. */
  add(item: T, object: Identity | null, keys?: readonly string[]): void;
  /**
   * Returns, in the order in which they were added, the things that share an id, a UPN or a key with what is asked for.
   * The caller decides which of them belong together.
   */
  about(object: Identity | null, keys?: readonly string[]): readonly T[];
  /** Returns whether there is any such thing. */
  has(object: Identity | null, keys?: readonly string[]): boolean;
}

/** Creates an empty index, with which things of one object are found without a search through all things. */
export function createObjectIndex<T>(): ObjectIndex<T> {
  const items: T[] = [];
  const [byId, byUpn, byKey] = [
    new Map<string, number[]>(),
    new Map<string, number[]>(),
    new Map<string, number[]>(),
  ];
  const placesOf = (object: Identity | null, keys: readonly string[]) => [
    byId.get(fold(object?.id)),
    byUpn.get(fold(object?.upn)),
    ...keys.map((key) => byKey.get(key)),
  ];
  return {
    add(item, object, keys = []) {
      const place = items.push(item) - 1;
      addTo(byId, fold(object?.id), place);
      addTo(byUpn, fold(object?.upn), place);
      for (const key of new Set(keys)) addTo(byKey, key, place);
    },
    has: (object, keys = []) =>
      byId.has(fold(object?.id)) || byUpn.has(fold(object?.upn)) || keys.some((key) => byKey.has(key)),
    about(object, keys = []) {
      const found = new Set(placesOf(object, keys).flatMap((places = []) => places));
      return [...found].sort((a, b) => a - b).flatMap((place) => items[place] ?? []);
    },
  };
}

/** Returns the lookup of an index of the given things. */
export function indexByObject<T>(
  items: readonly T[],
  objectOf: (item: T) => Identity | null,
  keysOf: (item: T) => readonly string[] = () => [],
): ObjectIndex<T>['about'] {
  const index = createObjectIndex<T>();
  for (const item of items) index.add(item, objectOf(item), keysOf(item));
  return (object, keys) => index.about(object, keys);
}

function addTo(places: Map<string, number[]>, key: string, place: number): void {
  const others = places.get(key);
  if (others !== undefined) others.push(place);
  else if (key !== '') places.set(key, [place]);
}
