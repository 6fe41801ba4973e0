import type { Finding } from '../../shared/domain/finding';
import { activationColumnKeys } from '../../shared/domain/reports/activation-column-keys';
import { activationColumns } from '../../shared/report/columns/activation-columns';
import { changeColumns } from '../../shared/report/columns/change-columns';
import type { ReportColumn } from '../../shared/report/columns/column';
import { coverageColumns } from '../../shared/report/columns/coverage-columns';
import { eventColumns } from '../../shared/report/columns/event-columns';
import { findingColumns } from '../../shared/report/columns/finding-columns';
import { rowFindings } from '../../shared/report/columns/row-findings';
import { aChange, aFinding, anElevation } from '../support/builders/report';

const none = rowFindings([]);
const lists: Record<
  string,
  readonly Pick<ReportColumn<never>, 'key' | 'header' | 'help' | 'width' | 'collapsed'>[]
> = {
  Activations: activationColumns(null, none),
  Changes: changeColumns(none),
  Findings: findingColumns([], () => null),
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
      expect(width).not.toBe(9);
    }
  },
);

test('settings choose and order the columns of activations, after the person', () => {
  const headers = (keys: string[]) => activationColumns(keys, none).map(({ header }) => header);
  expect(headers(['minutes', 'person'])).toEqual(['Person', 'Minutes']);
  expect(headers(['started', 'role'])).toEqual(['Person', 'Started', 'Role']);
  expect(headers(['person', 'person', 'shoe-size'])).toEqual(['Person']);
  expect(activationColumns(null, none).map(({ key }) => key)).toEqual([...activationColumnKeys]);
});

test('the standard columns begin with person, role and start, and collapse the details; chosen columns are not collapsed', () => {
  const shown = activationColumns(null, none).filter(({ collapsed }) => collapsed !== true);
  expect(shown.map(({ header }) => header)).toEqual([
    ...['Person', 'Role', 'Started', 'Duration', 'Why', 'Decided by', 'Outcome'],
    ...['Worst', 'Findings', 'Scope', 'Requested by'],
  ]);
  expect(activationColumns(['upn', 'id'], none).some(({ collapsed }) => collapsed === true)).toBe(false);
});

test.each(Object.entries(lists))(
  '%s: shows at most 14 columns, and folds the ones at the right',
  (_, columns) => {
    const isCollapsed = columns.map(({ collapsed }) => collapsed === true);
    expect(isCollapsed.filter((one) => !one).length).toBeLessThanOrEqual(14);
    expect(isCollapsed).toEqual([...isCollapsed].sort());
  },
);

test('shows the UPN of a person without a name, or else the id', () => {
  const person = activationColumns(['person'], none)[0]!;
  const principal = { id: 'u-9', name: null, upn: 'x@contoso.example', type: 'user' } as const;
  expect(person.value(anElevation({ principal }))).toBe('x@contoso.example');
  expect(person.value(anElevation({ principal: { ...principal, upn: null } }))).toBe('u-9');
});

test('a row lists its findings, the worst first, and who requested it for another person', () => {
  const findings = rowFindings([
    aFinding({ rule: 'activated-for-another', severity: 'medium', eventIds: ['PIM_1'] }),
    aFinding({ rule: 'long-activation', severity: 'low', eventIds: ['PIM_2', 'PIM_10'] }),
  ]);
  const jonas = { id: 'u-2', name: 'Jonas Falk', upn: null, type: 'user' } as const;
  const cells = (initiator: typeof jonas | null) =>
    Object.fromEntries(
      activationColumns(null, findings).map(({ key, value }) => [key, value(anElevation({ initiator }))]),
    );
  expect(cells(jonas)).toMatchObject({
    worst: 'medium',
    worstRank: 2,
    findings: 'activated-for-another, long-activation',
    requestedBy: 'Jonas Falk',
  });
  expect(cells(null)).toMatchObject({ requestedBy: null });
  const change = Object.fromEntries(changeColumns(findings).map(({ key, value }) => [key, value(aChange())]));
  expect(change).toMatchObject({ worst: 'low', worstRank: 3, findings: 'long-activation', id: 'PIM_10' });
  expect(
    activationColumns(null, none)
      .find(({ key }) => key === 'worst')
      ?.value(anElevation()),
  ).toBeNull();
});

test('a finding about several people names all of them, and links to no single page', () => {
  const people = ['Anna', 'Bo'].map((name) => ({
    ...{ id: `${name}-id`, name, upn: name === 'Bo' ? null : `${name}@contoso.example` },
    type: 'user' as const,
  }));
  const valueOf = (finding: Finding, wanted: string) =>
    findingColumns([finding])
      .find(({ key }) => key === wanted)
      ?.value(finding);
  const several = aFinding({ concerned: people });
  expect(valueOf(several, 'concerns')).toBe('Anna, Bo');
  expect(valueOf(several, 'concernsUpn')).toBe('Anna@contoso.example');
  expect(valueOf(several, 'concernsId')).toBe('Anna-id, Bo-id');
  const link = findingColumns([several]).find(({ key }) => key === 'concerns')?.link;
  expect(link?.(several)).toBeNull();
  expect(valueOf(aFinding(), 'concerns')).toBe('Aylin Demir');
  expect(valueOf(aFinding({ principal: null }), 'concerns')).toBeNull();
});

test('the reason column is shown if a finding is suppressed, and collapsed otherwise', () => {
  const shown = (suppressed: { reason: string; until: null } | null) =>
    findingColumns([aFinding({ suppressed })]).some(
      ({ key, collapsed }) => key === 'suppressed' && collapsed !== true,
    );
  expect([shown({ reason: 'drill', until: null }), shown(null)]).toEqual([true, false]);
});

test.each([
  ['deactivated', {}],
  ['not recorded', { endedBy: null }],
  ['unknown', { endedBy: null, endedAt: null, plannedEndAt: null }],
  [null, { endedBy: null, endedAt: null }],
  [null, { outcome: 'pending', startedAt: null, endedBy: null, endedAt: null, plannedEndAt: null }],
] as const)('"Ended by" is %s for an activation with %j', (value, ends) => {
  const [column] = activationColumns(['endedBy'], none).filter(({ key }) => key === 'endedBy');
  expect(column?.value(anElevation(ends))).toBe(value);
});

test('the state of a finding says whether the report before had it too', () => {
  const stateOf = (changes: Parameters<typeof aFinding>[0]) =>
    findingColumns([])
      .find(({ key }) => key === 'state')
      ?.value(aFinding(changes));
  expect(stateOf({})).toBe('new');
  expect(stateOf({ isStillOpen: true })).toBe('seen before');
  expect(stateOf({ isStillOpen: true, suppressed: { reason: 'drill', until: null } })).toBe('suppressed');
});
