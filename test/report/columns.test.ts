import { activationColumnKeys } from '../../shared/domain/activation-columns';
import { activationColumns } from '../../shared/report/columns/activation-columns';
import { changeColumns } from '../../shared/report/columns/change-columns';
import type { ReportColumn } from '../../shared/report/columns/column';
import { coverageColumns } from '../../shared/report/columns/coverage-columns';
import { eventColumns } from '../../shared/report/columns/event-columns';
import { findingColumns } from '../../shared/report/columns/finding-columns';
import { anElevation } from '../support/builders/report';

const lists: Record<string, readonly Pick<ReportColumn<never>, 'key' | 'header' | 'help' | 'width'>[]> = {
  Activations: activationColumns(null),
  Changes: changeColumns,
  Findings: findingColumns,
  Coverage: coverageColumns,
  Events: eventColumns,
};

test.each(Object.entries(lists))(
  '%s: keys and headers are unique, and every column is explained',
  (_, columns) => {
    expect(new Set(columns.map(({ key }) => key)).size).toBe(columns.length);
    expect(new Set(columns.map(({ header }) => header.toLowerCase())).size).toBe(columns.length);
    for (const { help, width } of columns) {
      expect(help).toMatch(/^.{10,}\.$/);
      // exceljs takes 9 for its default and leaves it out.
      expect(width).toBeGreaterThan(9);
    }
  },
);

test('settings choose and order the activations columns', () => {
  expect(activationColumns(['minutes', 'person']).map(({ header }) => header)).toEqual(['Minutes', 'Person']);
  expect(activationColumns(['person', 'person', 'shoe-size']).map(({ key }) => key)).toEqual(['person']);
  expect(activationColumns(null).map(({ key }) => key)).toEqual([...activationColumnKeys]);
});

test('a person without a name is called by UPN, then by id', () => {
  const person = activationColumns(['person'])[0]!;
  const principal = { id: 'u-9', name: null, upn: 'x@contoso.example', type: 'user' } as const;
  expect(person.value(anElevation({ principal }))).toBe('x@contoso.example');
  expect(person.value(anElevation({ principal: { ...principal, upn: null } }))).toBe('u-9');
});
