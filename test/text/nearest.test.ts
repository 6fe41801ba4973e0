import { nearest } from '../../shared/text/nearest';

test('finds the candidate that needs the fewest edits, the first of equals', () => {
  expect(nearest('activated-to-often', ['activation-failed', 'activated-too-often'])).toBe(
    'activated-too-often',
  );
  expect(nearest('b', ['a', 'c'])).toBe('a');
});
