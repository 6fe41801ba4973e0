import type { LastSeen } from './history';

const day = 86_400_000;

/** When keys were last seen: before the period, and within it up to the case that a rule is looking at. */
export interface Sightings {
  /** Returns when the key was last seen, in milliseconds since the epoch; null when never. */
  last(key: string): number | null;
  /** Returns whether the key was seen within a number of days before an instant, the first moment of them included. */
  wasSeen(key: string, at: Date, days: number): boolean;
  /** Returns how many different keys were seen within a number of days before an instant. */
  countSeen(at: Date, days: number): number;
  see(key: string, at: Date): void;
}

/** Continues from what was seen before the period; the history itself is not changed. */
export function sightingsAfter(history: LastSeen = new Map()): Sightings {
  const own = new Map<string, number>();
  const last = (key: string): number | null => own.get(key) ?? history.get(key) ?? null;
  const wasSeen = (key: string, at: Date, days: number): boolean =>
    (last(key) ?? -Infinity) >= at.getTime() - days * day;
  return {
    last,
    wasSeen,
    countSeen: (at, days) =>
      [...new Set([...history.keys(), ...own.keys()])].filter((key) => wasSeen(key, at, days)).length,
    see: (key, at) => own.set(key, Math.max(at.getTime(), last(key) ?? -Infinity)),
  };
}

/** Returns sightings by owner, for keys that belong to something: the addresses of a person, the approvers of a role. */
export function sightingsOf(histories: ReadonlyMap<string, LastSeen>): (owner: string) => Sightings {
  const byOwner = new Map<string, Sightings>();
  return (owner) => {
    const sightings = byOwner.get(owner) ?? sightingsAfter(histories.get(owner));
    byOwner.set(owner, sightings);
    return sightings;
  };
}
