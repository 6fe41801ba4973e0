import { compareText } from '../../shared/text/compare-text';

test('orders texts by code unit', () => {
  expect([compareText('B', 'a'), compareText('a', 'B'), compareText('a', 'a')]).toEqual([-1, 1, 0]);
});
