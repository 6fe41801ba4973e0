import { durationWords } from '../../shared/text/duration-words';

test.each([
  [0, '0 minutes'],
  [1, '1 minute'],
  [59.4, '59 minutes'],
  [59.6, '1 hour'],
  [61, '1 hour 1 minute'],
  [1440, '24 hours'],
  [4319, '71 hours 59 minutes'],
  [4320, '3 days'],
  [6480, '4.5 days'],
])('prints %d minutes as "%s"', (minutes, text) => {
  expect(durationWords(minutes)).toBe(text);
});
