import { fold } from '../../shared/domain/fold';

test('folds case and outer white space, and a missing text to the empty one', () => {
  expect([fold(' Anna@Contoso.COM\t'), fold(null), fold(undefined), fold(' ')]).toEqual([
    'anna@contoso.com',
    '',
    '',
    '',
  ]);
});
