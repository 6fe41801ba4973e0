import { spansLines } from '../../shared/text/spans-lines';

test.each(['\n', '\r', 'a\r\nb', '{}\n'])('%j has a line end', (text) => {
  expect(spansLines(text)).toBe(true);
});

test.each(['', 'a b', '\\n', '\u2028'])('%j has none', (text) => {
  expect(spansLines(text)).toBe(false);
});
