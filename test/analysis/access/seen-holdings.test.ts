import { createNameSpots } from '../../../shared/analysis/access/name-spots';
import { seenHoldings } from '../../../shared/analysis/access/seen-holdings';
import type { HoldingEndpoint } from '../../../shared/domain/access/access-endpoint';
import type { HoldingList } from '../../../shared/domain/access/access-history';
import {
  aHeld,
  aMembership,
  anAccessHistory,
  aReading,
  definitions,
  exchangeAdministrator,
} from '../../support/builders/access-history';

const names = createNameSpots({
  definitions,
  groups: [],
  users: [],
  members: [],
  known: new Map(),
  privilegedRoles: [],
});
const seen = (holdings: Partial<Record<HoldingEndpoint, readonly HoldingList[]>>) =>
  seenHoldings(anAccessHistory(holdings), names);
const [saturday, sunday] = ['2026-11-14T01:30:00Z', '2026-11-15T01:30:00Z'];

test('lists what was held directly at each snapshot, oldest first', () => {
  const startsAt = new Date('2026-05-01T08:00:00Z');
  const eligible = aHeld({ list: 'role-eligibility', startsAt });
  const common = { role: { id: exchangeAdministrator, name: 'Exchange Administrator' }, scope: { id: '/' } };
  expect(
    seen({
      'role-eligibility': [aReading(sunday, eligible)],
      'role-assignments': [aReading(saturday, aHeld())],
    }),
  ).toMatchObject([
    { ...common, at: new Date(saturday), kind: 'active', isStanding: true, since: null },
    { ...common, at: new Date(sunday), kind: 'eligible', isStanding: true, since: startsAt },
  ]);
});

test('does not know whether a plain assignment is an activation', () => {
  const plain = aHeld({ assignmentType: 'untold' });
  expect(seen({ 'role-assignments': [aReading(saturday, plain)] })).toMatchObject([{ isStanding: false }]);
});

test('leaves out activations, what is held through a group, and places in groups', () => {
  const rows = [aHeld({ assignmentType: 'activated' }), aHeld({ memberType: 'group' })];
  const places = [aReading(saturday, aMembership())];
  expect(seen({ 'role-assignments': [aReading(saturday, ...rows)], 'group-assignments': places })).toEqual(
    [],
  );
});
