const [minute, week] = [60_000, 7 * 86_400_000];

/** Returns the local clock of a zone by Intl, which the tested code does not use. */
export function zoneClock(timeZone: string) {
  // The Swedish format is ISO 8601 without the `T`.
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  /** The local time, to the second: `2026-11-16 08:00:00`. */
  const shows = (at: Date): string => format.format(at);
  /** The offset of local time from UTC, in milliseconds. */
  const offset = (time: number): number => {
    const second = Math.floor(time / 1000) * 1000;
    return Date.parse(`${format.format(second).replace(' ', 'T')}Z`) - second;
  };

  return {
    timeZone,
    shows,
    offset: (at: Date): number => offset(at.getTime()),
    date: (at: Date): string => shows(at).slice(0, 10),
    /** 1 for Monday to 7 for Sunday. */
    weekday: (at: Date): number => new Date(`${shows(at).slice(0, 10)}T00:00:00Z`).getUTCDay() || 7,
    minuteOfDay: (at: Date): number => Number(shows(at).slice(11, 13)) * 60 + Number(shows(at).slice(14, 16)),

    /** Returns the first instant of each new offset between two instants. Assumes at most one change in a week. */
    changes(from: Date, to: Date): Date[] {
      const found: Date[] = [];
      for (let [low, high] = [from.getTime(), 0]; low < to.getTime(); low = high) {
        high = low + week;
        if (offset(low) === offset(high)) continue;
        let [before, after] = [low, high];
        while (after - before > minute) {
          const middle = before + Math.floor((after - before) / 2 / minute) * minute;
          if (offset(middle) === offset(low)) before = middle;
          else after = middle;
        }
        found.push(new Date(after));
      }
      return found;
    },
  };
}

export type ZoneClock = ReturnType<typeof zoneClock>;
