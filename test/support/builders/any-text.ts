import fc from 'fast-check';

/** Surrogates, which no text that UTF-8 can carry has alone. */
const [firstSurrogate, surrogates] = [0xd800, 0x800];

/** Any code point but a surrogate. fast-check's own unit `binary` first makes a map of all of them, which takes a second. */
export const anyCodePoint = fc
  .integer({ min: 0, max: 0x10ffff - surrogates })
  .map((number) => String.fromCodePoint(number < firstSurrogate ? number : number + surrogates));

/** Any text that UTF-8 can carry, and texts that are properties of every object, such as `__proto__`. */
export const anyText = fc.oneof(
  { arbitrary: fc.string({ unit: anyCodePoint }), weight: 4 },
  { arbitrary: fc.string(), weight: 1 },
);
