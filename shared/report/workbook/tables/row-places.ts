import type { RowPlace } from '../../columns/column';

/** Where the events that somebody will ask for have their first row. */
export interface RowPlaces {
  /** Tells that a row has been written that stands for these events. */
  note(eventIds: readonly string[], place: RowPlace): void;
  /** The first row written that stands for one of these events, or null. */
  find(eventIds: readonly string[]): RowPlace | null;
}

/** Remembers the rows of the wanted events alone, so that a long log takes no memory. */
export function createRowPlaces(wanted: Iterable<string>): RowPlaces {
  const places = new Map<string, (RowPlace & { readonly order: number }) | null>();
  for (const id of wanted) places.set(id, null);
  let order = 0;
  return {
    note(eventIds, place) {
      for (const id of eventIds) {
        if (places.get(id) === null) places.set(id, { ...place, order: (order += 1) });
      }
    },
    find(eventIds) {
      const found = eventIds.flatMap((id) => places.get(id) ?? []);
      return found.reduce<(typeof found)[number] | null>(
        (first, place) => (first === null || place.order < first.order ? place : first),
        null,
      );
    },
  };
}
