import type { Random } from '../random';
import { fileTime } from './wire-time';

/** The small disorder of real events: ids in several formats, lists in any order, keys in any case. */
export interface EventShapes {
  /** 100 ns ticks after the milliseconds; sometimes with a trailing zero, so that the time text has six digits. */
  ticks(): number;
  /** An id in PIM's format: mostly it ends in the FILETIME of the event. */
  pimId(at: Date, ticks: number): string;
  /** An id in Core Directory's format. */
  directoryId(correlationId: string): string;
  /** `additionalDetails`: without undefined values; order and case of the keys vary. */
  details(values: Readonly<Record<string, string | undefined>>): { key: string; value: string }[];
  /** The same items, mostly in their usual order. */
  unordered<T>(items: readonly T[]): T[];
  /** One of the two ways to leave a value out: null or absent. */
  nothing(): '' | null;
}

const capitals = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const digits = '0123456789';

/** Creates the disorder from a random stream. */
export function createEventShapes(random: Random): EventShapes {
  function unordered<T>(items: readonly T[]): T[] {
    const list = [...items];
    if (random.chance(0.7)) return list;
    for (let last = list.length - 1; last > 0; last -= 1) {
      const other = random.integer(0, last);
      [list[last], list[other]] = [list[other] as T, list[last] as T];
    }
    return list;
  }

  return {
    unordered,
    ticks: () => (random.chance(0.1) ? random.integer(0, 999) * 10 : random.integer(0, 9999)),
    pimId(at, ticks) {
      if (random.chance(0.85)) return `PIM_${random.uuid()}_${random.uuid()}_${fileTime(at, ticks)}`;
      return random.chance(0.5)
        ? `PIM_${random.uuid()}_${random.text(5, capitals)}_${random.text(9, digits)}`
        : random.uuid();
    },
    directoryId: (correlationId) =>
      `Directory_${correlationId}_${random.text(5, capitals)}_${random.text(9, digits)}`,
    details(values) {
      const given = Object.entries(values).flatMap(([key, value]) =>
        value === undefined ? [] : [{ key, value }],
      );
      if (random.chance(0.92)) return unordered(given);
      return unordered(given).map(({ key, value }) => ({
        key: key.charAt(0).toLowerCase() + key.slice(1),
        value,
      }));
    },
    nothing: () => (random.chance(0.5) ? '' : null),
  };
}
