import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseEvent } from '../../shared/audit-source/parse-event';

/** Recorded events, which exist only beside the repository on a developer's machine. */
const folder = join(__dirname, '../../../shared/events');
const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')) : [];
const userAdministrator = { id: 'fe930be7-5e62-47db-91af-98c3a49a38b1', name: 'User Administrator' };

const expected: Record<string, object> = {
  'graph-pim-activation-expired.partial.json': {
    activity: 'Remove member from role (PIM activation expired)',
    at: new Date('2026-09-06T18:40:52.677Z'),
    service: 'PIM',
    provider: 'entra',
    auditType: 'RemoveActivatedRole',
    initiator: { id: '8e206225-3c49-a629-f72a-be52e968173a', name: 'Azure AD PIM', upn: null, type: 'user' },
    principal: null,
    requestId: 'bf62261a-9d9a-f6a4-2b53-c4e958308915',
    assignmentId: 'abcd_mje20err5jdpjo4suzl7gmt8cvoup3lc4gwzzz-1',
    mfa: 'not recorded',
    ipAddress: null,
  },
  'graph-core-directory-removed-by-ms-pim.partial.json': {
    activity: 'Remove member from role',
    service: 'Core Directory',
    initiator: { id: '30d7dce0-46f6-cd35-5f45-d8084a683dc5', name: 'MS-PIM', upn: null, type: 'app' },
    principal: {
      id: '72179dc0-b45c-4730-a20f-8b13825e24e9',
      name: null,
      upn: 'admin.smith@contoso.onmicrosoft.com',
      type: 'user',
    },
    role: userAdministrator,
  },
  'graph-core-directory-assigned-outside-pim.json': {
    activity: 'Add member to role',
    initiator: { name: 'PurviewRoleAssignmentMigrator', type: 'app' },
    principal: {
      id: '9ca8900b-0019-0a8c-9317-cc6eb6cffa4e',
      name: 'log-poller',
      upn: null,
      type: 'servicePrincipal',
    },
    role: { id: '5d5b721f-0a1c-cdd9-f61f-0113aa49c782', name: 'Purview Workload Content Writer' },
    justification: null,
  },
  'graph-core-directory-unrelated.json': {
    activity: 'Update device',
    category: 'Device',
    service: 'Core Directory',
    principal: null,
    role: null,
    scope: null,
    subject: 'Device 1',
  },
};

const monitored = 'azure-monitor-pim-active-assignment-completed.json';

if (files.length === 0) {
  process.stdout.write(`No recorded events are checked: ${folder} is not there.\n`);
}

test('recorded events are checked if their folder exists', () => {
  expect(existsSync(folder)).toBe(files.length > 0);
});

describe('a recorded event', () => {
  const graph = files.filter((name) => name.startsWith('graph-'));

  test('in each Graph-shaped file has expected facts in this test', () => {
    expect(graph.filter((name) => !(name in expected))).toEqual([]);
  });

  for (const name of graph) {
    test(`has the expected facts: ${name}`, () => {
      const parsed = parseEvent(readFileSync(join(folder, name), 'utf8'));
      expect(parsed).toMatchObject({ ok: true, event: expected[name] ?? {} });
    });
  }

  if (files.includes(monitored)) {
    test('exported by Azure Monitor has the Graph shape in its properties', () => {
      const { properties } = JSON.parse(readFileSync(join(folder, monitored), 'utf8')) as {
        properties: unknown;
      };
      expect(parseEvent(JSON.stringify(properties))).toMatchObject({
        ok: true,
        event: {
          id: 'PIM_123415',
          at: new Date('2024-12-16T16:32:16.087Z'),
          activity: 'Add member to role in PIM completed (permanent)',
          principal: { name: 'Sam Subject', type: 'user' },
          initiator: { name: 'Alex Admin', upn: 'alex.admin@contoso.onmicrosoft.com' },
          role: { id: '123412351', name: 'Application Administrator' },
          scope: { name: 'Contoso' },
          justification: 'test assign',
          startTime: new Date('2024-12-16T16:32:15.844Z'),
          expirationTime: null,
          requestId: '111111111111',
          ipAddress: '1.2.3.4',
          tenantId: '345667733',
        },
      });
    });
  }
});
