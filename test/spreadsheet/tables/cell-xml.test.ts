import { localClock } from '../../../shared/domain/time/local-clock';
import { cellValue } from '../../../shared/spreadsheet/tables/cell-xml';

test.each([
  [20.8, 21],
  [20.2, 20],
  [1_439.5, 1_440],
])('a duration of %f minutes is written as %i whole minutes', (minutes, whole) => {
  const column = { header: 'Duration', width: 11, kind: 'duration' as const, value: () => minutes };
  expect(cellValue(column, null, localClock('UTC'))).toBe(whole / 1_440);
});
