import { capital } from '../../shared/text/capital';

test('words begin with a capital, and stay the same otherwise', () => {
  expect(['at least 2 Groups', 'A', '', '3 events'].map(capital)).toEqual([
    'At least 2 Groups',
    'A',
    '',
    '3 events',
  ]);
});
