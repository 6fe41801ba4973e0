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
  const places = new Map<string, number[]>();
  return {
    add(item, object, keys = []) {
      const place = items.push(item) - 1;
      for (const key of new Set(allKeys(object, keys))) {
        const others = places.get(key);
        if (others === undefined) places.set(key, [place]);
        else others.push(place);
      }
    },
    has: (object, keys = []) => allKeys(object, keys).some((key) => places.has(key)),
    about(object, keys = []) {
      const found = [...new Set(allKeys(object, keys))].flatMap((key) => places.get(key) ?? []);
      return [...new Set(found)].sort((a, b) => a - b).flatMap((place) => items[place] ?? []);
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

function allKeys(object: Identity | null, keys: readonly string[]): string[] {
  const [id, upn] = [fold(object?.id), fold(object?.upn)];
  return [
    ...(id === '' ? [] : [`id ${id}`]),
    ...(upn === '' ? [] : [`upn ${upn}`]),
    ...keys.flatMap((key) => (key === '' ? [] : [`key ${key}`])),
  ];
}
