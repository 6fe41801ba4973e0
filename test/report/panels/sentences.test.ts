import { mfaSentence } from '../../../shared/report/panels/sentences';

test.each([
  [
    42,
    1,
    9,
    '42 of 52 activations used multi-factor authentication, 1 did not, and for 9 the log does not say.',
  ],
  [42, 0, 9, '42 of 51 activations used multi-factor authentication, and for 9 the log does not say.'],
  [1, 2, 0, '1 of 3 activations used multi-factor authentication, 2 did not.'],
  [3, 0, 0, 'All 3 activations used multi-factor authentication.'],
  [1, 0, 0, 'The activation used multi-factor authentication.'],
  [0, 3, 0, 'All 3 activations took place without multi-factor authentication.'],
  [0, 1, 0, 'The activation took place without multi-factor authentication.'],
  [0, 1, 2, '1 of 3 activations did not use multi-factor authentication, and for 2 the log does not say.'],
  [0, 0, 2, 'For all 2 activations the log does not say whether multi-factor authentication was used.'],
  [0, 0, 1, 'For the activation the log does not say whether multi-factor authentication was used.'],
])('says how many activations used MFA: %i yes, %i no, %i not recorded', (yes, no, unknown, sentence) => {
  expect(mfaSentence({ activated: yes + no + unknown, mfa: { yes, no, 'not recorded': unknown } })).toBe(
    sentence,
  );
});

test('is silent on MFA in a week without activations', () => {
  expect(mfaSentence({ activated: 0, mfa: { yes: 0, no: 0, 'not recorded': 0 } })).toBeNull();
});
