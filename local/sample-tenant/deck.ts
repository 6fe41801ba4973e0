import type { Random } from './random';

/**
 * Deals kinds in fixed proportions: every kind comes as often as its weight says within one deck, in an order of
 * chance. A small sample then holds rare kinds too, which independent chances would often miss.
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
