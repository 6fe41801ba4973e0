import { tableName } from '../../../shared/spreadsheet/tables/table-skeleton';

test.each([
  ['Events', 0, 'Events'],
  ['Role settings', 0, 'Role_settings'],
  ['Role settings', 1, 'Role_settings_2'],
])('the name of the table %j on sheet %i has no blank', (name, index, expected) => {
  expect(tableName(name, index)).toBe(expected);
});
