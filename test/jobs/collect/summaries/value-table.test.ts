import { createValueTable } from '../../../../shared/jobs/collect/summaries/value-table';

test('gives equal values one place, and states each once', () => {
  const table = createValueTable();
  const values = ['a', null, { id: 'a' }, { id: 'a' }, 'a', [], '["a"]', ['a'], 0, '0', false];
  const places = values.map((value) => table.placeOf(value));
  expect(places).toEqual([0, 1, 2, 2, 0, 3, 4, 5, 6, 7, 8]);
  expect(places.map((place) => table.values()[place])).toEqual(values);
  expect(table.values()).toHaveLength(9);
});
