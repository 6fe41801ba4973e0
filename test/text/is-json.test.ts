import { isJson } from '../../shared/text/is-json';

test.each(['{}', ' [1, "a"]\n', 'null', '"a"', '1e3'])('%j is JSON', (text) => {
  expect(isJson(text)).toBe(true);
});

test.each(['', '{', '{}{}', "{'a': 1}", '[1,]', 'undefined', '\uFEFF{}'])('%j is not JSON', (text) => {
  expect(isJson(text)).toBe(false);
});
