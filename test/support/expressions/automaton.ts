import { CharBase, CharSet, JS, visitAst, type Assertion, type Concatenation, type Element } from 'refa';

/** A regular expression as source code has it, without the slashes. */
export interface Expression {
  readonly source: string;
  readonly flags: string;
}

/** A set of characters: a bit for all those that the expression treats alike. The highest is for the edge of the text. */
export type Characters = bigint;

/** What an expression asks of the characters around a point of the text. */
interface Gate {
  readonly behind: Characters;
  readonly ahead: Characters;
  /** Whether it asks for nothing else. */
  readonly isExact: boolean;
}

/** A place in an expression that has just read a character. */
export interface Place {
  readonly id: number;
  readonly reads: Characters;
  /** What it can do next with the characters of each bit. */
  readonly steps: readonly (readonly Step[])[];
  /** Whether a match is certain from here on, whatever follows. */
  readonly isCertain: boolean;
}

export interface Step {
  /** The characters that it may have read last. */
  readonly behind: Characters;
  readonly to: Place;
}

/** All places of one search through a text. */
export interface Automaton {
  readonly places: readonly Place[];
  /** A character for each bit but the highest. */
  readonly samples: readonly string[];
}

/** A part of an expression, with what follows it. */
type Part =
  | Read
  | Branch
  | { readonly does: 'test'; readonly gate: Gate; readonly next: Part }
  | { readonly does: 'turn'; readonly search: Part }
  | { readonly does: 'end' };

interface Read {
  readonly does: 'read';
  readonly reads: Characters;
  readonly next: Part;
}

interface Branch {
  readonly does: 'branch';
  readonly to: Part[];
}

/** A way from a part to the next one that reads a character, turns or ends. */
interface Way extends Gate {
  readonly to: Exclude<Part, { readonly does: 'branch' | 'test' }>;
}

interface Draft extends Place {
  readonly steps: DraftStep[][];
  readonly ends: Gate[];
  isCertain: boolean;
}

interface DraftStep extends Gate {
  readonly to: Draft;
}

/** More repetitions than these are built as if they had no limit. */
const mostCopies = 16;

const end: Part = { does: 'end' };
const failure: Part = { does: 'branch', to: [] };

/**
 * Returns every way that a backtracking engine can take through an expression, or none if it repeats nothing. There is an
 * automaton for the expression, and one for each assertion that reads a text of any length against the direction of the
 * rest. Some ways are none of the engine's: an assertion asks only for the characters next to it.
 */
export function automataOf({ source, flags }: Expression): Automaton[] {
  const { expression, maxCharacter } = JS.Parser.fromLiteral({ source, flags }).parse({ simplify: false });
  if (!isLong(expression.alternatives)) return [];
  const sets = [CharSet.all(maxCharacter)];
  visitAst(expression, { onCharacterClassEnter: ({ characters }) => void sets.push(characters) });
  const base = new CharBase(sets);
  const bits = base.sets.map((_, index) => 1n << BigInt(index));
  const edge = 1n << BigInt(bits.length);
  const all = (edge << 1n) - 1n;
  const bitsOf = (set: CharSet) => base.split(set).reduce((some, index) => some | (1n << BigInt(index)), 0n);

  /** @param isBack whether the text is read from right to left */
  function partOf(alternatives: readonly Concatenation[], next: Part, isBack: boolean): Branch {
    const to = alternatives.map(({ elements }) =>
      (isBack ? elements : elements.toReversed()).reduce((rest, each) => elementOf(each, rest, isBack), next),
    );
    return { does: 'branch', to };
  }

  function elementOf(element: Element, next: Part, isBack: boolean): Part {
    switch (element.type) {
      case 'CharacterClass':
        return { does: 'read', reads: bitsOf(element.characters), next };
      case 'Alternation':
        return partOf(element.alternatives, next, isBack);
      case 'Quantifier':
        return repeated(element.min, element.max, next, (rest) => partOf(element.alternatives, rest, isBack));
      case 'Assertion':
        return tested(element, next, isBack);
      case 'Unknown':
        throw new Error(`/${source}/ refers to what it has read.`);
    }
  }

  function repeated(min: number, max: number, next: Part, once: (rest: Part) => Part): Part {
    if (min > mostCopies) return repeated(1, Infinity, next, once);
    if (min > 0) return once(repeated(min - 1, max - 1, next, once));
    if (max === 0) return next;
    if (max <= mostCopies) return { does: 'branch', to: [once(repeated(0, max - 1, next, once)), next] };
    const again: Branch = { does: 'branch', to: [] };
    again.to.push(once(again), next);
    // Another part than after a round, since a loop in a loop is entered again after its own last round.
    return { does: 'branch', to: again.to };
  }

  function tested({ kind, negate, alternatives }: Assertion, next: Part, isBack: boolean): Part {
    const looksBack = kind === 'behind';
    const body = partOf(alternatives, end, looksBack);
    const [possible, sufficient] = [
      beginnings(waysFrom(body)),
      beginnings(waysFrom(body).filter(isSufficient)),
    ];
    const beside = negate ? all & ~sufficient : possible;
    const isExact = possible === sufficient;
    const isForward = looksBack === isBack;
    const gate = isForward
      ? { behind: all, ahead: beside, isExact }
      : { behind: beside, ahead: all, isExact };
    const test: Part = { does: 'test', gate, next };
    if (!isLong(alternatives)) return test;
    const search = partOf(alternatives, failure, looksBack);
    return { does: 'branch', to: [isForward ? search : { does: 'turn', search }, test] };
  }

  /** The characters with which some ways begin. */
  const beginnings = (ways: readonly Way[]): Characters =>
    ways.reduce((some, { ahead, to }) => {
      if (to.does === 'turn') return some;
      return some | (to.does === 'read' ? ahead & to.reads : ahead);
    }, 0n);

  /** Whether a way leads to the end with its first character, whatever is around it. */
  const isSufficient = ({ behind, isExact, to }: Way): boolean =>
    behind === all &&
    isExact &&
    (to.does !== 'read' ||
      waysFrom(to.next).some((way) => way.to.does === 'end' && isOpen(way, to.reads, all)));

  function waysFrom(
    part: Part,
    gate: Gate = { behind: all, ahead: all, isExact: true },
    passed: readonly Part[] = [],
  ): Way[] {
    if (part.does !== 'branch' && part.does !== 'test') return [{ ...gate, to: part }];
    // A round that reads nothing is the last.
    if (passed.includes(part)) return [];
    if (part.does === 'branch') return part.to.flatMap((each) => waysFrom(each, gate, [...passed, part]));
    const behind = gate.behind & part.gate.behind;
    const ahead = gate.ahead & part.gate.ahead;
    if (behind === 0n || ahead === 0n) return [];
    return waysFrom(part.next, { behind, ahead, isExact: gate.isExact && part.gate.isExact }, passed);
  }

  /** What reads in the other direction, and after which characters. */
  const turns = new Map<Part, Characters>();

  function automatonOf(first: Part, isSticky: boolean): Automaton {
    const start: Branch = { does: 'branch', to: [first] };
    const search: Read = { does: 'read', reads: all ^ edge, next: start };
    if (!isSticky) start.to.push(search);
    const places = new Map<Part, Draft>();
    function placeOf(part: Read): Draft {
      const known = places.get(part);
      if (known !== undefined) return known;
      // While the search goes on, there is no match.
      const place: Draft = {
        id: places.size,
        reads: part.reads,
        steps: bits.map(() => []),
        ends: [],
        isCertain: part !== search,
      };
      places.set(part, place);
      for (const { to, ...gate } of waysFrom(part.next)) {
        const after = gate.behind & part.reads;
        if (after === 0n) continue;
        if (to.does === 'read') {
          const step = { ...gate, to: placeOf(to) };
          for (const [index, bit] of bits.entries())
            if (gate.ahead & to.reads & bit) place.steps[index]?.push(step);
        } else if (to.does === 'end') place.ends.push(gate);
        else turns.set(to.search, (turns.get(to.search) ?? 0n) | after);
      }
      return place;
    }
    placeOf({ does: 'read', reads: edge, next: start });
    const drafts = [...places.values()];
    let doubtful: Draft[];
    do {
      doubtful = drafts.filter((place) => place.isCertain && !mustMatch(place));
      for (const place of doubtful) place.isCertain = false;
    } while (doubtful.length > 0);
    return { places: drafts, samples: base.sets.map(sampleOf) };
  }

  /** Whether a match can end at a place, or can do so at the end of the text and any other character leads on. */
  function mustMatch({ reads, steps, ends }: Draft): boolean {
    const canEnd = (before: Characters) => ends.some((gate) => isOpen(gate, reads, before));
    return (
      canEnd(all) ||
      (canEnd(edge) &&
        steps.every((some) => some.some((step) => step.to.isCertain && isOpen(step, reads, 0n))))
    );
  }

  const automata = [automatonOf(partOf(expression.alternatives, end, false), flags.includes('y'))];
  for (const [search, after] of turns) {
    const gate = { behind: all, ahead: after, isExact: true };
    automata.push(automatonOf({ does: 'test', gate, next: search }, false));
  }
  return automata;
}

const isLong = (alternatives: readonly Concatenation[]): boolean =>
  alternatives.some(({ elements }) =>
    elements.some(
      (element) =>
        (element.type === 'Quantifier' && element.max > mostCopies) ||
        ('alternatives' in element && isLong(element.alternatives)),
    ),
  );

/** Whether a gate lets pass after any of some characters, and before any of some others. */
const isOpen = ({ behind, ahead, isExact }: Gate, after: Characters, before: Characters): boolean =>
  isExact && (after & ~behind) === 0n && (before & ~ahead) === 0n;

/** A character of a set, one that is easy to read if there is any. */
function sampleOf(set: CharSet): string {
  const code = [...'abcdefghijklmnopqrstuvwxyz0 ./']
    .map((each) => each.charCodeAt(0))
    .find((each) => set.has(each));
  return String.fromCodePoint(code ?? set.ranges.find(({ min }) => min > 32)?.min ?? set.ranges[0]?.min ?? 0);
}
