import { slowText } from './slow-text';

const textOf = ({ source, flags }: RegExp) => slowText({ source, flags });

test.each([
  [/\s+$/, '  '],
  [/x+y/, 'xx'],
  [/\/part\/.*$/, '/part/b'],
  [/-eyJ[\w-]+\./, '-eyJ--'],
  [/(?<=[\s"]*)[=+]/g, ' '],
  [/(?=.*a)b/, 'c'],
  [/a(?:[ab]*c)?/g, 'aa'],
])('%s begins again too often on many %j', (expression, text) => {
  expect(textOf(expression)).toBe(text);
});

test.each([
  [/^\d+[a\d]+$/, '00'],
  [/^(a+)+$/, 'a'],
  [/^(a*)*b/, 'a'],
  [/^(?:a|a)*$/, 'aa'],
  [/^(?:ab)*(?:ab)*$/, 'ba'],
  [/^(?:a(?:b?|c?)d)*$/, 'da'],
  [/^(?:a{20}|a)*b/, 'aa'],
  [/^(?:a+b?){3}$/y, 'aa'],
])('%s has too many ways through many %j', (expression, text) => {
  expect(textOf(expression)).toBe(text);
});

test.each([
  // Nothing repeats, or only a few times.
  /abc|d?e{2,16}/,
  // One beginning, or none inside a run.
  /^\s+$/,
  /x+y/y,
  /(?<!\s)\s+$/,
  /\b\w+$/,
  /(?<=:\/\/)[^:/]*:[^/]*@/,
  // Whatever follows, there is a match.
  /\s+/,
  /a.*/,
  /a.*$/s,
  /"(?:[^"\\]|\\[^])*"?/,
  // One way for each text.
  /^(?:[a-z]+(?:,|$))*$/,
  /^(?:(?:^|,)[^,]*)*$/,
  /[=+](?<=(?:^|;)[\s"]*.)/g,
])('%s is fast', (expression) => {
  expect(textOf(expression)).toBeNull();
});
