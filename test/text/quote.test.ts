import { quote } from '../../shared/text/quote';

test('quotes on one line, and never splits a character', () => {
  expect(quote(' two\n lines ')).toBe('“two lines”');
  expect(quote('🔑'.repeat(80))).toBe(`“${'🔑'.repeat(80)}”`);
  expect(quote('🔑'.repeat(81))).toBe(`“${'🔑'.repeat(80)}…”`);
});
