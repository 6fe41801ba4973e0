import { wallClock } from '../domain/time/local-clock';
import { localDate, type Period } from '../domain/time/period';

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

/** Returns the wall clock of a period's zone, correct across clock changes. */
export function localSlots({ from, to, timeZone }: Period): LocalSlots {
  return { days: daysOf(from, to, timeZone), of: (instant) => slotOf(wallClock(instant, timeZone)) };
}

const slotOf = (wall: Date): LocalSlot => ({
  day: wall.toISOString().slice(0, 10),
  weekday: wall.getUTCDay() || 7,
  hour: wall.getUTCHours(),
});

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
