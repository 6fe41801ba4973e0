import type { Random } from './random';

/**
 * Draws kinds in fixed proportions: within one deck every kind comes as often as its weight, in random order. A small
 * sample then holds rare kinds too, which independent draws would often miss.
 */
export function createDeck<Kind extends string>(
  random: Random,
  weights: Readonly<Record<Kind, number>>,
): () => Kind {
  const kinds = Object.entries<number>(weights).flatMap(([kind, weight]) =>
    Array.from({ length: weight }, () => kind as Kind),
  );
  let deck: Kind[] = [];
  return () => {
    if (deck.length === 0) deck = [...kinds];
    const [kind] = deck.splice(random.integer(0, deck.length - 1), 1);
    if (kind === undefined) throw new RangeError('A deck needs at least one kind.');
    return kind;
  };
}
