import {
  datesPeriod,
  isoWeek,
  isWithin,
  lastWholeWeek,
  periodLabel,
  previousPeriod,
  type Period,
} from '../../../shared/domain/time/period';
import { zoneClock, type ZoneClock } from '../../support/outputs/zone-clock';

const day = 86_400_000;
const [from, to] = [new Date('2020-01-01T00:00:00Z'), new Date('2031-01-01T00:00:00Z')];
const clocks = Intl.supportedValuesOf('timeZone').map(zoneClock);
const changes = clocks.flatMap((clock) => clock.changes(from, to).map((at) => ({ clock, at })));
const plus = (at: Date, milliseconds: number) => new Date(at.getTime() + milliseconds);

/** The fault of an instant that is said to begin a local day, or null. */
function wrongStart(at: Date, clock: ZoneClock): string | null {
  const before = plus(at, -1);
  if (clock.date(before) >= clock.date(at)) return 'the day had begun before';
  const isMidnight = clock.shows(at).endsWith(' 00:00:00') && at.getTime() % 1000 === 0;
  // If the clocks skip midnight, the day begins when they do.
  return isMidnight || clock.offset(before) !== clock.offset(at) ? null : `it begins at ${clock.shows(at)}`;
}

/** The fault of a week, or null. */
function wrongWeek({ from, to, timeZone }: Period, clock: ZoneClock): string | null {
  const days = [0, 1, 2, 3, 4, 5, 6, 7].map((n) =>
    new Date(Date.parse(`${clock.date(from)}T00:00:00Z`) + n * day).toISOString().slice(0, 10),
  );
  const wrong =
    wrongStart(from, clock) ??
    wrongStart(to, clock) ??
    (clock.weekday(from) === 1 ? null : 'it begins on no Monday') ??
    (clock.date(to) === days[7] ? null : `it ends on ${clock.date(to)}`) ??
    (timeZone === clock.timeZone ? null : timeZone);
  return wrong && `${clock.timeZone} ${from.toISOString()}: ${wrong}`;
}

/** The week before an instant's, its own, and the one after, from three different functions. */
function weeksAround(at: Date, timeZone: string): [Period, Period, Period] {
  const next = lastWholeWeek(plus(at, 14 * day), timeZone);
  const after = isWithin(next, plus(at, 7 * day)) ? next : previousPeriod(next);
  const own = previousPeriod(after);
  return [isoWeek(periodLabel(previousPeriod(own)), timeZone), own, after];
}

/** The faults of the weeks around an instant. */
function problemsAround({ clock, at }: { clock: ZoneClock; at: Date }): string[] {
  const { timeZone } = clock;
  const weeks = weeksAround(at, timeZone);
  const [before, own, after] = weeks;
  const problems = weeks.map((week) => wrongWeek(week, clock));
  const say = (isRight: boolean, what: string) =>
    problems.push(isRight ? null : `${timeZone} ${at.toISOString()}: ${what}`);
  say(before.to.getTime() === own.from.getTime(), 'a gap or an overlap before its week');
  say(own.to.getTime() === after.from.getTime(), 'a gap or an overlap after its week');
  const edges = [at, own.from, own.to].flatMap((edge) => [plus(edge, -1), edge, plus(edge, 1)]);
  const counts = edges.map((edge) => weeks.filter((week) => isWithin(week, edge)).length);
  say(
    counts.every((count) => count === 1),
    `in ${counts.join(', ')} weeks`,
  );
  say(lastWholeWeek(own.to, timeZone).from.getTime() === own.from.getTime(), 'not over at its end');
  say(lastWholeWeek(plus(own.to, -1), timeZone).to <= own.from, 'over before its end');
  return problems.filter((problem) => problem !== null);
}

/** The faults of the local days around a clock change: the one before, its own, the one after. */
function problemsOfDays({ clock, at }: { clock: ZoneClock; at: Date }): string[] {
  const dates = [-day, 0, day].map((by) =>
    new Date(Date.parse(`${clock.date(at)}T00:00:00Z`) + by).toISOString().slice(0, 10),
  );
  const days = dates.map((date) => datesPeriod(date, date, clock.timeZone));
  const whole = datesPeriod(dates[0]!, dates[2]!, clock.timeZone);
  const edges = [whole.from, ...days.map(({ to }) => to)];
  const starts = [...days.map(({ from }) => from), whole.to];
  const isWhole = edges.every((edge, index) => edge.getTime() === starts[index]?.getTime());
  const problems = starts.map((start) => wrongStart(start, clock));
  if (!isWhole) problems.push('days that do not meet');
  if (!isWithin(days[1]!, at)) problems.push('a change of clocks outside of its day');
  const passed =
    whole.to.getTime() - whole.from.getTime() + clock.offset(whole.to) - clock.offset(whole.from);
  // Local time shows three days, less the skipped time if a midnight does not exist.
  const skipped = (start: Date) => clock.minuteOfDay(start) * 60_000;
  if (passed !== 3 * day + skipped(whole.to) - skipped(whole.from)) problems.push(`${passed} ms passed`);
  return problems
    .filter((problem) => problem !== null)
    .map((problem) => `${clock.timeZone} ${at.toISOString()}: ${problem}`);
}

describe(`the ${changes.length} changes of clocks of ${clocks.length} zones, 2020 to 2030`, () => {
  test('are as many as expected, and include skipped and repeated midnights', () => {
    expect(clocks.length).toBeGreaterThan(400);
    expect(changes.length).toBeGreaterThan(2_000);
    const offsets = changes.map(({ clock, at }) => clock.offset(at) - clock.offset(plus(at, -1)));
    expect(offsets).not.toContain(0);
    const skipping = changes.filter(
      ({ clock, at }) => clock.date(plus(at, -1)) < clock.date(at) && clock.minuteOfDay(at) > 0,
    );
    expect(skipping.length).toBeGreaterThan(50);
    // One Monday may have no midnight, and another may partly come twice.
    const ofMonday = skipping.filter(({ clock, at }) => clock.weekday(at) === 1);
    expect(ofMonday.map(({ clock, at }) => `${clock.timeZone} ${clock.shows(at)}`)).toContain(
      'Asia/Tehran 2021-03-22 01:00:00',
    );
    expect(changes.map(({ clock, at }) => `${clock.timeZone} ${clock.shows(at)}`)).toContain(
      'Antarctica/Vostok 2023-12-18 00:00:00',
    );
  });

  test('are each in one week, which joins its neighbours and begins on Monday', () => {
    expect(changes.flatMap(problemsAround)).toEqual([]);
  });

  test('are each in one local day, which joins its neighbours', () => {
    expect(changes.flatMap(problemsOfDays)).toEqual([]);
  });

  test('do not matter for other weeks, which are whole too in every zone and year', () => {
    const sample = clocks.map((clock, index) => ({
      clock,
      at: new Date(from.getTime() + ((index * 37) % (11 * 365)) * day + index * 1_234_567),
    }));
    expect(sample.flatMap(problemsAround)).toEqual([]);
  });
});
