import { fold } from '../../shared/domain/fold';

test('folds case and surrounding white space, and nothing to the empty text', () => {
  expect([fold(' Anna@Contoso.COM\t'), fold(null), fold(undefined), fold(' ')]).toEqual([
    'anna@contoso.com',
    '',
    '',
    '',
  ]);
});
