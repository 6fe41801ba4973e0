import { localDate, localTime, type Period } from '../domain/time/period';

/** The position of an instant on the wall clock of a zone. */
export interface LocalSlot {
  /** The local date, `2026-11-16`. */
  readonly day: string;
  /** 1 for Monday to 7 for Sunday. */
  readonly weekday: number;
  /** 0 to 23. */
  readonly hour: number;
}

/** The local days of a period, and the slot of any instant. */
export interface LocalSlots {
  /** Every local day that the period touches, in order, each half-open and cut at the period's edges. */
  readonly days: readonly { readonly day: string; readonly from: Date; readonly to: Date }[];
  of(instant: Date): LocalSlot;
}

const quarterHour = 900_000;

/** Returns the wall clock of a period's zone, correct across clock changes. */
export function localSlots({ from, to, timeZone }: Period): LocalSlots {
  // Zones change on quarter hours: a week of many thousand instants needs at most 700 conversions.
  const known = new Map<number, LocalSlot>();
  return {
    days: daysOf(from, to, timeZone),
    of: (instant) => {
      const quarter = Math.floor(instant.getTime() / quarterHour);
      const slot = known.get(quarter) ?? slotOf(instant, timeZone);
      known.set(quarter, slot);
      return slot;
    },
  };
}

function slotOf(instant: Date, timeZone: string): LocalSlot {
  const local = localTime(instant, timeZone);
  return { day: local.toPlainDate().toString(), weekday: local.dayOfWeek, hour: local.hour };
}

function daysOf(from: Date, to: Date, timeZone: string): LocalSlots['days'] {
  const days: { day: string; from: Date; to: Date }[] = [];
  for (let start = from; start < to;) {
    const date = localDate(start, timeZone);
    // Where the clocks skip midnight, a day starts at its first existing instant.
    const next = new Date(date.add({ days: 1 }).toZonedDateTime(timeZone).epochMilliseconds);
    const end = next < to ? next : to;
    days.push({ day: date.toString(), from: start, to: end });
    start = end;
  }
  return days;
}
