import { capital } from '../../shared/text/capital';

test('capitalizes the first letter only', () => {
  expect(['at least 2 Groups', 'A', '', '3 events'].map(capital)).toEqual([
    'At least 2 Groups',
    'A',
    '',
    '3 events',
  ]);
});
