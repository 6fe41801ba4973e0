import fc from 'fast-check';
import { excerpt, parsePage } from '../../shared/graph/odata-page';
import { anyText } from '../support/builders/any-text';

const pageOf = (text: string) => parsePage(Buffer.from(text));

/** Blanks of any kind between the tokens of a JSON text. */
const blank = fc.stringMatching(/^[ \t\r\n]{0,3}$/);

/** Any JSON text: numbers and escapes that serializing again would change, duplicate keys, keys like `value`. */
const jsonText = fc.letrec<{ value: string; list: string; object: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(
      'null',
      'true',
      'false',
      '0',
      '-0',
      '-1.50e+10',
      '1E400',
      '12345678901234567890.000',
      '""',
    ),
    fc.constantFrom(
      '"\\u0041\\/"',
      '"\\ud800"',
      '"]}"',
      '"[{,"',
      '"\\""',
      '"\\\\"',
      '"// no"',
      '"/*"',
      '"\u2028"',
    ),
    anyText.map((text) => JSON.stringify(text)),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => JSON.stringify(number)),
    tie('list'),
    tie('object'),
  ),
  list: fc
    .array(fc.tuple(blank, tie('value'), blank), { maxLength: 4 })
    .map((items) => `[${items.map((parts) => parts.join('')).join(',')}]`),
  object: fc
    .array(fc.tuple(blank, key(), blank, blank, tie('value'), blank), { maxLength: 4 })
    .map(
      (items) =>
        `{${items.map(([a, name, b, c, value, d]) => `${a}${name}${b}:${c}${value}${d}`).join(',')}}`,
    ),
})).value;

function key(): fc.Arbitrary<string> {
  return fc.oneof(
    fc.constantFrom(
      '"value"',
      '"v\\u0061lue"',
      '"@odata.nextLink"',
      '"__proto__"',
      '"constructor"',
      '"a"',
      '"a"',
    ),
    fc.string().map((text) => JSON.stringify(text)),
  );
}

const otherKey = fc.constantFrom('"@odata.context"', '"__proto__"', '"error"', '"Value"', '"values"');

describe('a page', () => {
  test('is split into its items byte for byte, with any JSON around and inside them', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(blank, jsonText, blank), { maxLength: 6 }),
        fc.array(fc.tuple(otherKey, jsonText), { maxLength: 3 }),
        fc.array(fc.tuple(otherKey, jsonText), { maxLength: 3 }),
        blank,
        fc.constantFrom('"value"', '"v\\u0061lue"'),
        (items, before, after, space, name) => {
          const list = items.length === 0 ? space : items.map((parts) => parts.join('')).join(',');
          const pairs = [
            ...before.map(([other, value]) => `${other}${space}:${space}${value}`),
            `${space}${name}${space}:${space}[${list}]${space}`,
            ...after.map(([other, value]) => `${other}:${value}`),
          ];
          const page = pageOf(`${space}{${pairs.join(',')}}${space}`);
          expect(page.items).toEqual(items.map(([, text]) => text));
          expect(page.nextLink).toBeNull();
        },
      ),
      { numRuns: 800 },
    );
  });

  test('keeps digits, escapes and duplicate keys that serializing again would lose', () => {
    const items = [
      '{"n":1.0,"n":12345678901234567890}',
      '{"t":"\\u0041\\/"}',
      '{ "value" : [ 1 , 2 ] }',
      '[]',
      '"x"',
    ];
    expect(pageOf(`{"value":[${items.join(' , ')}],"@odata.nextLink":"https://g/next"}`)).toEqual({
      items,
      nextLink: 'https://g/next',
    });
  });

  test('with two lists has the last one, as in JSON', () => {
    expect(pageOf('{"value":[1,2],"a":"value","b":[9],"value":[3]}').items).toEqual(['3']);
    expect(pageOf('{"value":null,"value":[3]}').items).toEqual(['3']);
    expect(() => pageOf('{"value":[3],"value":{"value":[4]}}')).toThrow('no "value" list');
  });

  test.each([
    ['{"value":[]}', null],
    ['{"value":[],"@odata.nextLink":null}', null],
    ['{"value":[],"@odata.nextLink":""}', null],
    ['{"@odata.nextLink":"x","value":[]}', 'x'],
  ])('may be empty, with or without a next page: %s', (text, nextLink) => {
    expect(pageOf(text)).toEqual({ items: [], nextLink });
  });

  test.each([
    ['', 'the page is not JSON; it begins (empty)'],
    ['<html><body>502 Bad Gateway</body></html>', 'is not JSON; it begins "<html>'],
    ['{"value":[{"id":"1"},', 'is not JSON'],
    ['{"value":[1]} {"value":[2]}', 'is not JSON'],
    ['{"value":[1,]}', 'is not JSON'],
    ['{"value":[,1]}', 'is not JSON'],
    ['{"value":[x],"value":[1]}', 'is not JSON'],
    ['{"value":[1],"other":["\\x"]}', 'is not JSON'],
    ['{"value":["1]}', 'is not JSON; it begins (14 characters of JSON, not shown)'],
    ['{"value":[1] /* c */}', 'is not JSON'],
    ['null', 'is not an object'],
    ['7', 'is not an object'],
    ['"value"', 'is not an object'],
    ['[]', 'has no "value" list'],
    ['{}', 'has no "value" list'],
    ['{"value":{}}', 'has no "value" list'],
    ['{"value":null}', 'has no "value" list'],
    ['{"Value":[]}', 'has no "value" list'],
    ['{"__proto__":{"value":[]}}', 'has no "value" list'],
    ['{"error":{"code":"UnknownError"}}', 'has no "value" list'],
    ['{"value":[],"@odata.nextLink":7}', '"@odata.nextLink" is not a text'],
  ])('is refused, and not empty, if it is %s', (text, message) => {
    expect(() => pageOf(text)).toThrow(message);
  });

  test('of 20,000 items can be read', () => {
    const item = '{"id":"x","targetResources":[{"a":[1,2,{"b":"}]"}]}]}';
    expect(
      pageOf(`{"value":[${Array.from({ length: 20_000 }, () => item).join(',\n')}]}`).items,
    ).toHaveLength(20_000);
  });
});

test('an excerpt is one short line', () => {
  expect(excerpt(' a\n\n b\t')).toBe('"a b"');
  expect(excerpt('  \n')).toBe('(empty)');
  expect(excerpt('x'.repeat(500))).toBe(`"${'x'.repeat(120)}…"`);
});
