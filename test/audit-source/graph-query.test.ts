import { auditQueries, queryPath } from '../../shared/audit-source/graph-query';
import { auditEvent } from '../support/builders/events';

const span = { from: new Date('2026-11-16T00:00:00Z'), to: new Date('2026-11-17T07:00:00.123Z') };

test('queryPath includes both edges of the span, orders by time, and requests 999 events per page', () => {
  const url = new URL(queryPath("loggedByService eq 'PIM'", span), 'https://graph.example/v1.0');
  expect(url.pathname).toBe('/auditLogs/directoryAudits');
  expect(Object.fromEntries(url.searchParams)).toEqual({
    $filter:
      "activityDateTime ge 2026-11-16T00:00:00Z and activityDateTime le 2026-11-17T07:00:00.123Z and loggedByService eq 'PIM'",
    $orderby: 'activityDateTime asc',
    $top: '999',
  });
  expect(new URL(queryPath('', span), 'https://x').searchParams.get('$filter')).toBe(
    'activityDateTime ge 2026-11-16T00:00:00Z and activityDateTime le 2026-11-17T07:00:00.123Z',
  );
});

describe('the queries', () => {
  test('try the narrowest filter first, and then wider ones', () => {
    expect(auditQueries.map(({ clauses }) => clauses)).toEqual([
      ["loggedByService eq 'PIM'", ''],
      [
        "loggedByService eq 'Core Directory' and category eq 'RoleManagement'",
        "loggedByService eq 'Core Directory'",
        '',
      ],
      ["loggedByService eq 'Azure RBAC (Elevated Access)'", ''],
    ]);
  });

  test.each([
    ['PIM', 'RoleManagement', [true, false, false]],
    ['pim', 'Anything', [true, false, false]],
    ['Core Directory', 'RoleManagement', [false, true, false]],
    ['core directory', 'rolemanagement', [false, true, false]],
    ['Core Directory', 'GroupManagement', [false, false, false]],
    ['Azure RBAC (Elevated Access)', 'AzureRBACRoleManagementElevateAccess', [false, false, true]],
    // A missing field matches.
    ['Core Directory', '', [false, true, false]],
    ['', 'GroupManagement', [true, false, true]],
    ['', '', [true, true, true]],
  ])('match an event of service "%s" and category "%s": %j', (service, category, taken) => {
    expect(auditQueries.map(({ matches }) => matches(auditEvent('x', { service, category })))).toEqual(taken);
  });
});
