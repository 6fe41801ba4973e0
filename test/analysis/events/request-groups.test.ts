import { distinctEvents, splitByKnowledge } from '../../../shared/analysis/events/known-events';
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
  requestGroups(splitByKnowledge(distinctEvents(events)).known).map(({ events: group }) =>
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
