import {
  automataOf,
  type Automaton,
  type Characters,
  type Expression,
  type Place,
  type Step,
} from './automaton';

/**
 * Returns a text that slows an expression down: many repeats of it take more than linear time. Null if no text does.
 *
 * Such a text leads from a place in the expression back to it in two ways; or it leads from a place back to it, from there to
 * another place, and from that one back to it. The first place is often the search for a match, which begins again at every
 * character. Places from which a match is certain do not count: an engine that gets there tries no other way.
 *
 * No slow expression is missed. A fast one can be reported, if whatever may follow the text leads to a match.
 */
export function slowText(expression: Expression): string | null {
  for (const automaton of automataOf(expression)) {
    const looksBehind = automaton.places.some(({ reads, steps }) =>
      steps.flat().some(({ behind }) => (reads & ~behind) !== 0n),
    );
    for (const routes of suspiciousRoutes(automaton, looksBehind)) {
      // Most routes have no text in common, even if what comes before a text does not matter. That is soon known.
      const quick = commonText(routes, automaton.samples, false);
      const text = looksBehind && quick !== null ? commonText(routes, automaton.samples, true) : quick;
      if (text !== null) return text;
    }
  }
  return null;
}

/** A way from one place to another inside some places. */
interface Route {
  readonly from: Place;
  readonly to: Place;
  readonly inside: ReadonlySet<Place>;
}

/** Routes that make an expression slow if one text takes all of them. */
function* suspiciousRoutes({ places }: Automaton, looksBehind: boolean): Generator<readonly Route[]> {
  const after = placesAfter(places, () => true);
  const afterInDoubt = placesAfter(places, ({ isCertain }) => !isCertain);
  const loops = places
    .filter((place) => afterInDoubt(place).has(place))
    .map((place): Route => {
      const inside = [...afterInDoubt(place)].filter((other) => afterInDoubt(other).has(place));
      return { from: place, to: place, inside: new Set(inside) };
    });
  const seen = new Set<Place>();
  for (const loop of loops) {
    // All places of a loop have the same texts in common, if what comes before a text does not matter.
    if (looksBehind || !seen.has(loop.from)) yield [loop, loop];
    for (const place of loop.inside) seen.add(place);
    for (const other of loops) {
      if (loop.inside.has(other.from) || !after(loop.from).has(other.from)) continue;
      const inside = places.filter((place) => place === other.from || after(place).has(other.from));
      yield [loop, { from: loop.from, to: other.from, inside: new Set(inside) }, other];
    }
  }
}

/** Returns a function that tells all places to which a place leads, through wanted ones only. */
function placesAfter(places: readonly Place[], isWanted: (place: Place) => boolean) {
  const nextOf = ({ steps }: Place) => steps.flat().flatMap(({ to }) => (isWanted(to) ? [to] : []));
  const nexts = new Map(places.map((place) => [place, new Set(nextOf(place))]));
  const all = new Map(
    places.map((place) => {
      const found = new Set(nexts.get(place));
      // A set is also iterated over what is added meanwhile.
      for (const each of found) for (const next of nexts.get(each) ?? []) found.add(next);
      return [place, found];
    }),
  );
  return (place: Place): ReadonlySet<Place> => all.get(place) ?? new Set();
}

/** How far a text has come on each route. */
interface Progress {
  readonly at: readonly Place[];
  readonly last: Characters;
  readonly text: string;
  /** Whether the routes have parted. */
  readonly isApart: boolean;
}

/**
 * Returns a text that can take all of some routes, not all by the same steps, and once more after itself; null if there is
 * none.
 */
function commonText(
  routes: readonly Route[],
  samples: readonly string[],
  looksBehind: boolean,
): string | null {
  const bits = samples.map((_, index) => 1n << BigInt(index));
  const any = -1n;
  const lasts = looksBehind ? bits.filter((bit) => routes.every(({ from }) => from.reads & bit)) : [any];
  for (const last of lasts) {
    const seen = new Set<string>();
    const open: Progress[] = [{ at: routes.map(({ from }) => from), last, text: '', isApart: false }];
    for (const progress of open)
      for (const [index, bit] of bits.entries())
        for (const steps of choices(progress, index, routes)) {
          const next = {
            at: steps.map(({ to }) => to),
            last: looksBehind ? bit : any,
            text: progress.text + (samples[index] ?? ''),
            isApart: progress.isApart || steps.some((step) => step !== steps[0]),
          };
          if (next.isApart && next.last === last && routes.every(({ to }, route) => to === next.at[route]))
            return next.text;
          const key = [...next.at.map(({ id }) => id), next.last, next.isApart].join();
          if (!seen.has(key)) open.push(next);
          seen.add(key);
        }
  }
  return null;
}

/** Every choice of one step on each route with the same character. */
function choices({ at, last }: Progress, bit: number, routes: readonly Route[]): Step[][] {
  if (at.some(({ steps }) => steps[bit]?.length === 0)) return [];
  return at.reduce<Step[][]>(
    (some, { steps }, route) => {
      const possible =
        steps[bit]?.filter(({ behind, to }) => behind & last && routes[route]?.inside.has(to)) ?? [];
      return some.flatMap((each) => possible.map((step) => [...each, step]));
    },
    [[]],
  );
}
