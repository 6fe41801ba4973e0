import { numberWord } from '../../shared/text/number-word';

test('a number below ten is a word', () => {
  expect([0, 1, 9, 10, 1_200].map(numberWord)).toEqual(['no', 'one', 'nine', '10', '1,200']);
});
