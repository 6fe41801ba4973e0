import type { AccessEndpoint } from '../../../../shared/domain/access/access-endpoint';
import type { Assignment } from '../../../../shared/domain/access/standing-access';
import type { AccessAnalysis } from '../../../../shared/analysis/access/access-analysis';
import { remainingWords, type Taking } from '../../../../shared/analysis/findings/wording/remaining-holders';
import { aGroupPerson, anAccess, anAssignment } from '../../../support/builders/access-analysis';
import {
  aContext,
  aPrincipal,
  at,
  globalAdministrator,
  reportsReader,
} from '../../../support/builders/findings';

const holds = (name: string, kind: 'active' | 'eligible', overrides: Partial<Assignment> = {}) =>
  anAssignment({ principal: aPrincipal(name), role: globalAdministrator, kind, ...overrides });

/** Returns the words after Mallory took the role from Bo and Cleo until Friday. The snapshot is of Sunday. */
function wordsOf(
  assignments: readonly Assignment[],
  {
    incomplete = [] as AccessEndpoint[],
    until = at('Fri 10:00'),
    cleo = aPrincipal('Cleo'),
    role = globalAdministrator,
    ...facts
  }: Partial<AccessAnalysis & Taking & { incomplete: AccessEndpoint[]; cleo: Taking['by'] }> = {},
): string | null {
  const access = anAccess({ assignments, ...facts }, incomplete);
  const taking = { role, from: [aPrincipal('Bo'), cleo], by: aPrincipal('Mallory'), until };
  return remainingWords(taking, aContext({ access }));
}

test('remainingWords states which of the people still have the role, and names the other holders', () => {
  expect(
    wordsOf([
      holds('Bo', 'eligible'),
      holds('Anna', 'active'),
      holds('Dee', 'eligible'),
      holds('Eve', 'active'),
    ]),
  ).toBe(
    'On Sun 22 Nov 01:30 Bo was eligible and Cleo was without the role. ' +
      'Others with the role then: Anna and Eve (active), Dee (eligible).',
  );
  expect(wordsOf([holds('Bo', 'eligible'), holds('Cleo', 'eligible')])).toBe(
    'On Sun 22 Nov 01:30 both were eligible. Nobody else had the role then.',
  );
  expect(wordsOf([holds('Bo', 'eligible'), holds('Bo', 'active')])).toContain('Bo was active and Cleo');
});

test('remainingWords claims no absence that incomplete lists do not prove', () => {
  for (const endpoint of ['role-eligibility', 'role-assignments'] as const) {
    const incomplete = [endpoint];
    expect(wordsOf([holds('Bo', 'eligible')], { incomplete })).toBe('On Sun 22 Nov 01:30 Bo was eligible.');
    expect(wordsOf([holds('Anna', 'active')], { incomplete })).toBe(
      'Others with the role on Sun 22 Nov 01:30, as far as could be read: Anna (active).',
    );
    expect(wordsOf([], { incomplete })).toBeNull();
  }
  expect(wordsOf([], { incomplete: ['users'] })).toContain('Nobody else');
  // Without an id or a UPN, Cleo may be anybody in the lists.
  expect(wordsOf([], { cleo: { ...aPrincipal('Cleo'), id: null, upn: null } })).toBe(
    'On Sun 22 Nov 01:30 Bo was without the role. Nobody else had the role then.',
  );
});

test('remainingWords needs a snapshot an hour after the removals, and ignores other roles', () => {
  expect(wordsOf([holds('Bo', 'eligible')], { until: at('Sun 00:30:01') })).toBeNull();
  expect(wordsOf([holds('Bo', 'eligible')], { until: at('Sun 00:30') })).not.toBeNull();
  const taking = { role: globalAdministrator, from: [], by: aPrincipal('Mallory'), until: at('Fri 10:00') };
  expect(remainingWords(taking, aContext({ access: null }))).toBeNull();
  expect(wordsOf([holds('Bo', 'eligible')], { role: reportsReader })).toBeNull();
  expect(wordsOf([holds('Bo', 'eligible', { role: reportsReader })])).toContain('both were without');
});

test('remainingWords counts each holder once, and names a group only if its members are not listed', () => {
  const group = { ...aPrincipal('Admins'), type: 'group' as const };
  const ofGroup = holds('Fay', 'eligible', { via: { id: group.id, name: 'Admins' } });
  const more = ['Anna', 'Anna', 'Dee', 'Eve', 'Gus', 'Hal'].map((name) => holds(name, 'eligible'));
  expect(wordsOf([...more, holds('Admins', 'eligible', { principal: group }), ofGroup])).toContain(
    'then: 6 eligible.',
  );
  expect(wordsOf([holds('Admins', 'eligible', { principal: group })])).toContain('then: Admins (eligible).');
  expect(wordsOf(more.slice(0, 3))).toContain('then: Anna and Dee (eligible).');
  const active = ['Anna', 'Dee', 'Eve', 'Gus'].map((name) => holds(name, 'active'));
  expect(wordsOf(active.slice(0, 3))).toContain('then: Anna, Dee and Eve (active).');
  expect(wordsOf(active)).toContain('then: Anna, Dee, Eve and 1 more (active).');
});

test('remainingWords finds the role by name if the event has no id or another one', () => {
  for (const id of [null, 'a1b2'])
    expect(wordsOf([holds('Bo', 'active')], { role: { ...globalAdministrator, id } })).toContain(
      'Bo was active',
    );
});

test('remainingWords names whoever took the role separately from the other holders', () => {
  expect(wordsOf([holds('Mallory', 'active'), holds('Bo', 'eligible'), holds('Cleo', 'eligible')])).toBe(
    'On Sun 22 Nov 01:30 both were eligible and Mallory was active. Nobody else had the role then.',
  );
});

test('remainingWords draws no conclusion from an assignment in an administrative unit', () => {
  const scope = { id: '/administrativeUnits/u-1', name: 'Nordics' };
  expect(wordsOf([holds('Bo', 'active', { scope }), holds('Anna', 'active', { scope })])).toBe(
    'On Sun 22 Nov 01:30 Cleo was without the role. Nobody else had the role for the whole directory then.',
  );
  expect(wordsOf([holds('Anna', 'eligible', { scope }), holds('Anna', 'active')])).toContain(
    'then: Anna (active).',
  );
});

test('remainingWords does not call somebody without the role who may have it through a group', () => {
  const group = { ...aPrincipal('Admins'), type: 'group' as const };
  const ofGroup = [holds('Admins', 'active', { principal: group })];
  const groupId = group.id;
  const onlyBo = 'On Sun 22 Nov 01:30 Bo was without the role. Others with the role then: Admins (active).';
  expect(wordsOf(ofGroup)).toContain('both were without the role');
  expect(wordsOf(ofGroup, { incomplete: ['group-members'] })).toBe(
    'Others with the role on Sun 22 Nov 01:30: Admins (active).',
  );
  // Neither an activated nor an eligible member of the group has a row for the role.
  expect(wordsOf(ofGroup, { members: [aGroupPerson('Cleo', { groupId: groupId ?? '' })] })).toBe(onlyBo);
  const place = {
    role: { id: null, name: 'Member', privileged: false },
    scope: { id: groupId, name: 'Admins' },
  };
  expect(wordsOf([...ofGroup, holds('Cleo', 'eligible', place)])).toBe(onlyBo);
  expect(
    wordsOf([holds('Who', 'active', { principal: { ...group, type: null } })], {
      incomplete: ['group-members'],
    }),
  ).not.toContain('without');
});
