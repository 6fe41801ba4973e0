import { distinctEvents, classifyEvents } from '../../../shared/analysis/events/known-events';
import { requestGroups } from '../../../shared/analysis/events/request-groups';
import type { AuditEvent } from '../../../shared/domain/events/audit-event';
import {
  activationEvents,
  alex,
  at,
  globalAdministrator,
  pimEvent,
  reportsReader,
  sam,
  user,
} from '../../support/builders/events';
import { changesOf, elevationsOf } from '../../support/builders/joined';

const kim = user('kim');
const [ofSam, ofKim] = [activationEvents('r1'), activationEvents('r1', { principal: kim, initiator: kim })];
const groupsOf = (...events: readonly AuditEvent[]) =>
  requestGroups(classifyEvents(distinctEvents(events)).known).map(({ events: group }) =>
    group.map(({ event }) => event.id),
  );

test('requestGroups groups the events of one request, and keeps an event without an id alone', () => {
  const [asked, done, other] = [
    ofSam.requested('16 09:00'),
    ofSam.completed('16 09:01'),
    pimEvent('Process request', '16 09:02'),
  ];
  expect(groupsOf(asked, done, other)).toEqual([[asked.id, done.id], [other.id]]);
});

test('requestGroups separates principals and roles that share a request id', () => {
  const reader = activationEvents('r1', { role: reportsReader });
  const events = [
    ofSam.completed('16 09:00', { expirationTime: at('16 10:00') }),
    ofKim.completed('16 09:10', { expirationTime: at('16 11:00') }),
    reader.completed('16 09:20', { expirationTime: at('16 12:00') }),
    ofSam.expired('16 10:00'),
    ofKim.expired('16 11:00'),
    reader.expired('16 12:00'),
  ];
  const ids = events.map(({ id }) => id);
  expect(groupsOf(...events)).toEqual([
    [ids[0], ids[3]],
    [ids[1], ids[4]],
    [ids[2], ids[5]],
  ]);
  const elevations = elevationsOf(events);
  expect(elevations.map(({ id, endedAt }) => [id, endedAt])).toEqual([
    ['r1', at('16 10:00')],
    [ids[1], at('16 11:00')],
    [ids[2], at('16 12:00')],
  ]);
  const assigned = (kind: string, facts: Partial<AuditEvent>) =>
    pimEvent(`Add member to role in PIM completed (${kind})`, '16 09:00', { requestId: 'r1', ...facts });
  expect(changesOf([assigned('timebound', { principal: kim }), assigned('permanent', {})])).toMatchObject([
    { principal: kim, permanent: false },
    { principal: sam, permanent: true },
  ]);
});

test.each<[string, Partial<AuditEvent>]>([
  ['neither principal nor role', { principal: null, role: null }],
  ['the principal by UPN alone', { principal: { ...sam, id: null, upn: 'SAM@contoso.example' } }],
  ['the principal by a new UPN', { principal: { ...sam, upn: 'married@contoso.example' } }],
  ['the role by the id of its definition', { role: { id: 'definition', name: globalAdministrator.name } }],
  ['the role by its name alone', { role: { id: null, name: ' GLOBAL administrator' } }],
  ['the role by an id alone', { role: { id: 'definition', name: null } }],
])('requestGroups keeps an event in its request if the event states %s', (_, facts) => {
  const [asked, done] = [ofSam.requested('16 09:00', facts), ofSam.completed('16 09:01')];
  expect(groupsOf(asked, done)).toEqual([[asked.id, done.id]]);
});

test('requestGroups does not split a request if a decision names another principal', () => {
  const events = [
    ofSam.requested('16 09:00'),
    ofSam.approved('16 09:01', { principal: alex }),
    ofSam.completed('16 09:02', { principal: alex, initiator: alex }),
  ];
  expect(groupsOf(...events)).toHaveLength(1);
  expect(groupsOf(ofSam.requested('16 09:00'), ofSam.approved('16 09:01', { principal: kim }))).toHaveLength(
    1,
  );
});

describe('a request id that somebody uses again for an Azure role', () => {
  const owner = { id: 'id-owner', name: 'Owner' };
  const path = (group: string) => ({
    id: `/subscriptions/s1${group === '' ? '' : `/resourceGroups/${group}`}`,
    name: group,
  });
  const azure = (group: string, facts: Partial<AuditEvent> = {}): Partial<AuditEvent> => ({
    ...{ provider: 'azure', category: 'ResourceManagement', role: owner, scope: path(group) },
    ...facts,
  });
  const sandbox = activationEvents('r1', azure('rg-sandbox'));
  const production = activationEvents('r1', azure('rg-production'));
  const subscription = activationEvents('r1', azure(''));
  const assigned = (kind: string, when: string, facts: Partial<AuditEvent>) =>
    pimEvent(`Add ${kind}`, when, { requestId: 'r1', principal: sam, initiator: alex, ...facts });

  test.each([
    ['another resource group', production],
    ['the subscription above it', subscription],
  ])('hides no activation on %s', (_, other) => {
    const events = [
      sandbox.requested('16 09:00'),
      sandbox.completed('16 09:01', { expirationTime: at('16 10:00') }),
      other.requested('16 09:02'),
      other.completed('16 09:03', { expirationTime: at('16 17:00') }),
      sandbox.expired('16 10:00'),
      other.expired('16 17:00'),
    ];
    const ids = events.map(({ id }) => id);
    expect(groupsOf(...events)).toEqual([
      [ids[0], ids[1], ids[4]],
      [ids[2], ids[3], ids[5]],
    ]);
    expect(elevationsOf(events).map(({ scope, endedAt }) => [scope, endedAt])).toEqual([
      [path('rg-sandbox'), at('16 10:00')],
      [events[2]!.scope, at('16 17:00')],
    ]);
  });

  test('does not cancel an activation elsewhere', () => {
    const events = [
      production.requested('16 09:00', { startTime: at('16 09:05') }),
      production.completed('16 09:01', { startTime: at('16 09:05') }),
      sandbox.requested('16 09:02'),
      sandbox.cancelled('16 09:03'),
    ];
    expect(elevationsOf(events).map(({ scope, outcome }) => [scope?.name, outcome])).toEqual([
      ['rg-sandbox', 'cancelled'],
      ['rg-production', 'activated'],
    ]);
  });

  test('keeps an event of the request that states only the subscription', () => {
    const events = [
      sandbox.requested('16 09:00'),
      subscription.approved('16 09:01', { initiator: alex }),
      sandbox.completed('16 09:02'),
    ];
    expect(groupsOf(...events)).toHaveLength(1);
  });

  test('joins an eligible assignment with no active one', () => {
    const events = [
      assigned('eligible member to role in PIM requested (timebound)', '16 09:00', azure('rg-sandbox')),
      assigned('eligible member to role in PIM completed (timebound)', '16 09:01', azure('rg-sandbox')),
      assigned('member to role in PIM requested (permanent)', '16 09:02', azure('rg-sandbox')),
      assigned('member to role in PIM completed (permanent)', '16 09:03', azure('rg-sandbox')),
    ];
    expect(changesOf(events)).toMatchObject([
      { kind: 'eligible-assigned', permanent: false, result: 'completed' },
      { kind: 'active-assigned', permanent: true, result: 'completed' },
    ]);
  });

  test('joins no two requests that are days apart', () => {
    const events = (day: number) => [
      sandbox.requested(`${day} 09:00`),
      sandbox.completed(`${day} 09:01`, { expirationTime: at(`${day} 10:00`) }),
      sandbox.expired(`${day} 10:00`),
    ];
    const all = [...events(16), ...events(19)];
    expect(groupsOf(...all).map(({ length }) => length)).toEqual([3, 3]);
    // A request that is logged again while its answer may still come is the same one.
    expect(groupsOf(sandbox.requested('16 09:00'), sandbox.requested('18 09:00'))).toHaveLength(1);
    expect(groupsOf(sandbox.requested('16 09:00'), sandbox.requested('18 09:01'))).toHaveLength(2);
  });

  test('shows the activation of an approver beside the one that they approved', () => {
    const own = activationEvents('r1', azure('rg-production', { principal: alex, initiator: alex }));
    const events = [
      sandbox.requested('16 09:00'),
      sandbox.approved('16 09:01', { initiator: alex }),
      sandbox.completed('16 09:02'),
      own.requested('16 09:03'),
      own.completed('16 09:04'),
    ];
    expect(elevationsOf(events).map(({ principal, scope }) => [principal.id, scope?.name])).toEqual([
      [sam.id, 'rg-sandbox'],
      [alex.id, 'rg-production'],
    ]);
    const extended = [
      pimEvent(
        'Update eligible member in PIM requested (extend)',
        '16 09:00',
        azure('rg-sandbox', { requestId: 'r1', principal: sam, initiator: sam }),
      ),
      pimEvent(
        'Update member in PIM approved by admin (extend/renew)',
        '16 09:01',
        azure('rg-sandbox', { requestId: 'r1', principal: sam, initiator: alex }),
      ),
      assigned(
        'member to role in PIM requested (permanent)',
        '16 09:02',
        azure('rg-production', { principal: alex }),
      ),
      assigned(
        'member to role in PIM completed (permanent)',
        '16 09:03',
        azure('rg-production', { principal: alex }),
      ),
    ];
    expect(changesOf(extended).find(({ kind }) => kind === 'active-assigned')).toMatchObject({
      ...{ principal: alex, initiator: alex, permanent: true },
    });
  });
});
