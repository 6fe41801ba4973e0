import fc from 'fast-check';
import { plainLine } from '../../shared/text/plain-line';

const units = fc.array(fc.nat(0xffff), { maxLength: 60 }).map((units) => String.fromCharCode(...units));

describe('a plain line', () => {
  test.each([
    ['what people write', 'Anna Müller 💡 عربي', 'Anna Müller 💡 عربي'],
    ['lines and tabs', 'one\r\ntwo\ttab', 'one\\u000d\\u000atwo\\u0009tab'],
    ['a terminal’s commands', '\u001b[31mred \u009b', '\\u001b[31mred \\u009b'],
    [
      'the ends of controls and separators of lines',
      '\u0000\u007f\u2028\u2029',
      '\\u0000\\u007f\\u2028\\u2029',
    ],
    [
      'marks that turn the order round',
      'turned \u202e round \u200f\u2066\u061c',
      'turned \\u202e round \\u200f\\u2066\\u061c',
    ],
    ['halves of pairs', 'half \ud83d and \udca1 a pair 💡', 'half \\ud83d and \\udca1 a pair 💡'],
    ['what is no character', '\ufffe\uffff\ufffd', '\\ufffe\\uffff\ufffd'],
    ['nothing', '', ''],
  ])('shows %s', (_, text, line) => {
    expect(plainLine(text)).toBe(line);
  });

  test('is cut with a mark, and not inside a surrogate pair', () => {
    expect(plainLine('abcde', 5)).toBe('abcde');
    expect(plainLine('abcdef', 5)).toBe('abcd…');
    expect(plainLine('abc💡', 5)).toBe('abc💡');
    expect(plainLine('abc💡d', 5)).toBe('abc…');
    expect(plainLine('ab💡de', 5)).toBe('ab💡…');
    expect(plainLine('abcd💡', 5)).toBe('abcd…');
    expect(plainLine('x'.repeat(1_001))).toBe(`${'x'.repeat(999)}…`);
    expect(plainLine('x'.repeat(1_000))).toHaveLength(1_000);
  });

  test('contains no line break, terminal control or lone surrogate, and keeps its limit', () => {
    fc.assert(
      fc.property(units, fc.integer({ min: 1, max: 80 }), (text, limit) => {
        const line = plainLine(text, limit);
        expect(line.length).toBeLessThanOrEqual(limit);
        expect(line).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\p{Surrogate}\p{Bidi_Control}\ufffe\uffff]/u);
      }),
      { numRuns: 300 },
    );
  });
});
