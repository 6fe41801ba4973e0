import { joinFirst, joinList, nounFor, plural } from '../../shared/text/plural';

test('a number has the right form of its noun', () => {
  expect([0, 1, 2, 12_345].map((count) => plural(count, 'event'))).toEqual([
    '0 events',
    '1 event',
    '2 events',
    '12,345 events',
  ]);
  expect([1, 2].map((count) => plural(count, 'person', 'people'))).toEqual(['1 person', '2 people']);
});

test('a noun has the form that goes with a number', () => {
  expect([0, 1, 2].map((count) => nounFor(count, 'day'))).toEqual(['days', 'day', 'days']);
  expect(nounFor(2, 'person', 'people')).toBe('people');
});

test('a list has commas and one "and"', () => {
  expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(joinList)).toEqual(['', 'a', 'a and b', 'a, b and c']);
});

test('a long list has its first items and the number of the others', () => {
  expect(joinFirst(['a', 'b'], 2)).toBe('a and b');
  expect(joinFirst(['a', 'b', 'c'], 2)).toBe('a, b and 1 more');
  expect(joinFirst(Array<string>(1_003).fill('a'), 1)).toBe('a and 1,002 more');
  expect(joinFirst(['a', 'b', 'c'], 1, (rest) => plural(rest, 'other'))).toBe('a and 2 others');
});
