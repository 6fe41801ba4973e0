import fc from 'fast-check';
import { cellLimit, cellText, oneLine, printable, wellFormed } from '../../shared/text/text-safety';
import { hostileTexts } from '../support/builders/report';
import { anyText } from '../support/builders/any-text';

const lone = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

test('characters that XML forbids become U+FFFD, one for one', () => {
  expect(wellFormed('a\u0000b\u001Fc\uFFFEd\uFFFFe\uD83Df\uDE00g')).toBe(
    'a\uFFFDb\uFFFDc\uFFFDd\uFFFDe\uFFFDf\uFFFDg',
  );
  expect(wellFormed('tab\tline\nemoji 😀 مدير')).toBe('tab\tline\nemoji 😀 مدير');
  expect(wellFormed('one\r\ntwo\rthree')).toBe('one\ntwo\nthree');
});

test('a cell is cut at the limit with a mark, and never inside a surrogate pair', () => {
  for (let shift = 0; shift < 4; shift += 1) {
    const cell = cellText('x'.repeat(shift) + '😀'.repeat(20_000));
    expect(cell.length).toBeLessThanOrEqual(cellLimit);
    expect(cell.length).toBeGreaterThanOrEqual(cellLimit - 1);
    expect(cell).toMatch(/ … \[cut: longer than a cell\]$/);
    expect(cell).not.toMatch(lone);
  }
  expect(cellText('x'.repeat(cellLimit))).toBe('x'.repeat(cellLimit));
});

test("Excel's own escapes are escaped, so that a cell reads back as typed", () => {
  expect(cellText('_x0041_')).toBe('_x005F_x0041_');
  expect(cellText('_x00e9_x0041_')).toBe('_x005F_x00e9_x005F_x0041_');
  expect(cellText('snake_xcase_name _x41_')).toBe('snake_xcase_name _x41_');
});

test('printed text cannot reverse the reading order', () => {
  expect(printable(hostileTexts.rightToLeft)).toBe('annexgpj.exe');
  expect(printable('a\u2066b\u2069')).toBe('ab');
});

test('a line has no control characters and keeps its limit', () => {
  fc.assert(
    fc.property(anyText, fc.integer({ min: 1, max: 50 }), (text, limit) => {
      const line = oneLine(text, limit);
      expect(line).not.toMatch(/[\u0000-\u001F\u007F-\u009F\u2028-\u202E\u2066-\u2069]/);
      expect(line).not.toMatch(lone);
      expect(line.length).toBeLessThanOrEqual(limit);
    }),
  );
  expect(oneLine('Subject\r\nBcc: all@contoso.example')).toBe('Subject Bcc: all@contoso.example');
  expect(oneLine('abcdefgh', 5)).toBe('abcd…');
  expect(oneLine('Ann activated Global Administrator', 25)).toBe('Ann activated Global…');
  expect(oneLine('Ann activated Global Administrator', 21)).toBe('Ann activated Global…');
});

test('any text becomes valid XML text', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(cellText(text)).not.toMatch(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/);
      expect(cellText(text)).not.toMatch(lone);
    }),
  );
});
