import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { hostileTexts } from './hostile-text';

const folder = join(__dirname, '../../audit-source/fixtures');
const fixtures = readdirSync(folder).map(
  (name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Record<string, unknown>,
);

/** Values in place of expected ones: any JSON, and JSON that breaks parsers. */
const oddValue = fc.oneof(
  { weight: 4, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  {
    weight: 2,
    arbitrary: fc.constantFrom<unknown>(null, '', 0, -1, true, [], {}, [null], [[]], '0', 'null'),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom<unknown>(...Object.values(hostileTexts).filter((text) => text.length < 500)),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom<unknown>(
      1e308,
      -0,
      5e-324,
      2 ** 53,
      '0001-01-01T00:00:00Z',
      '9999-12-31T23:59:59.9999999Z',
    ),
  },
);

/** JSON values that no serializer writes: numbers beyond double, duplicate keys, great depth. */
const oddText = fc.constantFrom(
  '1e999999',
  `-${'9'.repeat(400)}.${'1'.repeat(400)}e-400`,
  '{"a":1,"a":2,"__proto__":{"id":"x"}}',
  `${'['.repeat(3_000)}${']'.repeat(3_000)}`,
  `${'{"value":'.repeat(2_000)}[]${'}'.repeat(2_000)}`,
  '"\\ud800"',
  '" \\u0000\\u2028"',
  ' [ 1 , { "value" : [ "]" ] } ] ',
);

type Place = readonly [holder: Record<string, unknown>, key: string];

/** Every place below a value that can be changed. Lists count as objects by index. */
function placesOf(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap((key) => [[holder, key] as const, ...placesOf(holder[key])]);
}

const placeholder = '@@odd text@@';

/** A recorded event, moved to the week 2026-W47 and changed in up to four places. */
export const fuzzedEvent: fc.Arbitrary<string> = fc
  .record({
    shape: fc.constantFrom(...fixtures),
    id: fc.uuid(),
    minute: fc.nat(7 * 24 * 60 - 1),
    changes: fc.array(
      fc.record({
        at: fc.nat(),
        how: fc.constantFrom('replace', 'delete', 'odd'),
        value: oddValue,
      }),
      { maxLength: 4 },
    ),
    odd: oddText,
    doubled: fc.option(fc.constantFrom('id', 'activityDateTime', 'targetResources', 'additionalDetails'), {
      freq: 8,
    }),
  })
  .map(({ shape, id, minute, changes, odd, doubled }) => {
    const activityDateTime = new Date(Date.UTC(2026, 10, 16, 0, minute)).toISOString();
    const event = structuredClone({ ...shape, id, activityDateTime });
    for (const { at, how, value } of changes) {
      const places = placesOf(event);
      const place = places[at % Math.max(1, places.length)];
      if (place === undefined) continue;
      const [holder, key] = place;
      if (how === 'delete') Reflect.deleteProperty(holder, key);
      // A copy: a later change could otherwise put a list into itself, which JSON cannot express.
      else holder[key] = how === 'odd' ? placeholder : structuredClone(value);
    }
    const raw = JSON.stringify(event).replaceAll(`"${placeholder}"`, () => odd);
    return doubled === null || raw === '{}' ? raw : `{"${doubled}":${odd},${raw.slice(1)}`;
  });

/** Any JSON value as a text, as it may occur in a page's list. */
export const anyJson: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fuzzedEvent },
  { weight: 2, arbitrary: fc.json() },
  { weight: 1, arbitrary: oddText },
);

/** A text with up to three cuts and insertions, which is rarely JSON any more. */
export const broken = (text: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .tuple(
      text,
      fc.array(fc.tuple(fc.nat(), fc.nat(8), fc.constantFrom('', '"', '{', ']', ',', '\\', '\u0000', 'e')), {
        maxLength: 3,
      }),
    )
    .map(([whole, cuts]) =>
      cuts.reduce((left, [at, length, with_]) => {
        const from = at % (left.length + 1);
        return left.slice(0, from) + with_ + left.slice(from + length);
      }, whole),
    );
