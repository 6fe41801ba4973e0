import { aGroupPerson, anAccess, anAssignment } from '../../../support/builders/access-analysis';
import { aPrincipal, securityReader } from '../../../support/builders/findings';
import { findingsOf, testRule } from '../rule-cases';

const group = { id: 'G-1', name: 'Mail Team', upn: null, type: 'group' } as const;
const held = anAssignment({ role: securityReader, principal: group, kind: 'eligible' });
const owners = [aGroupPerson('Olga')];
const own = (overrides: Parameters<typeof anAccess>[0], incomplete: Parameters<typeof anAccess>[1] = []) => ({
  access: anAccess({ assignments: [held], owners, ...overrides }, incomplete),
});

testRule({
  rule: 'group-owner-can-grant',
  fires: own({}),
  sentence: 'Olga owns the group Mail Team and can give away Security Reader, which Olga does not hold.',
  severity: 'medium',
  justNot: {
    'an owner who also holds the role': own({
      assignments: [held, anAssignment({ role: securityReader, principal: aPrincipal('Olga') })],
    }),
    'the owner of another group': own({ owners: [aGroupPerson('Olga', { groupId: 'g-2' })] }),
    'a group without a role': own({ assignments: [] }),
    'unknown members': own({}, ['group-members']),
    'unknown holders': own({}, ['role-assignments']),
  },
  suppress: { principal: 'Olga' },
});

test('group-owner-can-grant fires even if the owner holds the role in another scope', () => {
  const elsewhere = anAssignment({
    role: securityReader,
    principal: aPrincipal('Olga'),
    scope: { id: '/administrativeUnits/u', name: 'U' },
  });
  expect(findingsOf('group-owner-can-grant', own({ assignments: [held, elsewhere] }))).toMatchObject([
    { principal: aPrincipal('Olga'), role: securityReader, scope: { id: '/', name: 'Directory' } },
  ]);
});
