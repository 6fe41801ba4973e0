import type { BusinessHours } from '../../domain/findings-policy';
import { localDate, localTime, type Period } from '../../domain/period';

const minute = 60_000;

/** Whether the instant lies in working hours, by the clock on the wall of the zone. The end is exclusive. */
export function isBusinessTime(instant: Date, hours: BusinessHours, timeZone: string): boolean {
  const local = localTime(instant, timeZone);
  const minutes = local.hour * 60 + local.minute;
  return hours.days.includes(local.dayOfWeek) && minutes >= hours.fromMinute && minutes < hours.toMinute;
}

/** Working minutes of a period. A day on which the clock changes has as many as really pass. */
export function businessMinutes(period: Period, hours: BusinessHours): number {
  let total = 0;
  const end = localDate(period.to, period.timeZone);
  for (let day = localDate(period.from, period.timeZone); !isAfter(day, end); day = day.add({ days: 1 })) {
    if (!hours.days.includes(day.dayOfWeek)) continue;
    const at = (minutes: number): number =>
      day
        .add({ days: Math.floor(minutes / 1440) })
        .toPlainDateTime({ hour: Math.floor((minutes % 1440) / 60), minute: minutes % 60 })
        .toZonedDateTime(period.timeZone).epochMilliseconds;
    const from = Math.max(at(hours.fromMinute), period.from.getTime());
    const to = Math.min(at(hours.toMinute), period.to.getTime());
    total += Math.max(0, to - from) / minute;
  }
  return total;
}

type LocalDate = ReturnType<typeof localDate>;

/** ISO dates sort as text. */
const isAfter = (a: LocalDate, b: LocalDate): boolean => a.toString() > b.toString();
