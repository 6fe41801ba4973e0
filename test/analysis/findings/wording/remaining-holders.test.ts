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

const shown = 'On Sun 22 Nov 01:30';

test('remainingWords states who still has the role, and says that nobody else has it', () => {
  const [bo, cleo] = [holds('Bo', 'eligible'), holds('Cleo', 'eligible')];
  expect(wordsOf([bo, holds('Anna', 'active')])).toBe(
    `${shown} Bo could still activate the role, and Cleo no longer had it.`,
  );
  expect(wordsOf([bo, cleo])).toBe(
    `${shown} both could still activate the role. Nobody else had the role then.`,
  );
  expect(wordsOf([bo, holds('Bo', 'active'), holds('Anna', 'eligible')])).toBe(
    `${shown} Bo still held the role, and Cleo no longer had it.`,
  );
});

test('remainingWords names whoever took the role first', () => {
  const [mallory, anna] = [holds('Mallory', 'active'), holds('Anna', 'active')];
  const [bo, cleo] = [holds('Bo', 'eligible'), holds('Cleo', 'eligible')];
  expect(wordsOf([mallory, bo, cleo, anna])).toBe(
    `${shown} Mallory still held the role, and both others could still activate it.`,
  );
  expect(wordsOf([mallory, bo, anna])).toBe(
    `${shown} Mallory still held the role, Bo could still activate it, and Cleo no longer had it.`,
  );
  expect(wordsOf([mallory])).toBe(
    `${shown} Mallory still held the role, and both others no longer had it. Nobody else had the role then.`,
  );
});

test('remainingWords counts those who lost the role if all of them have one state', () => {
  const from = ['Bo', 'Cleo', 'Dee'].map((name) => aPrincipal(name));
  const taking = { role: globalAdministrator, from, by: aPrincipal('Mallory'), until: at('Fri 10:00') };
  const textOf = (...assignments: Assignment[]) =>
    remainingWords(taking, aContext({ access: anAccess({ assignments }) }));
  expect(textOf(holds('Anna', 'active'))).toBe(`${shown} all three no longer had the role.`);
  expect(textOf(holds('Anna', 'active'), holds('Mallory', 'eligible'))).toBe(
    `${shown} Mallory could still activate the role, and the three others no longer had it.`,
  );
  expect(textOf(holds('Anna', 'active'), holds('Dee', 'active'))).toBe(
    `${shown} Dee still held the role, and Bo and Cleo no longer had it.`,
  );
});

test('remainingWords claims no absence that incomplete lists do not prove', () => {
  for (const endpoint of ['role-eligibility', 'role-assignments'] as const) {
    const incomplete = [endpoint];
    expect(wordsOf([holds('Bo', 'eligible')], { incomplete })).toBe(
      `${shown} Bo could still activate the role.`,
    );
    expect(wordsOf([holds('Anna', 'active')], { incomplete })).toBeNull();
    expect(wordsOf([], { incomplete })).toBeNull();
  }
  expect(wordsOf([], { incomplete: ['users'] })).toContain('Nobody else');
  // Without an id or a UPN, Cleo may be anybody in the lists.
  expect(wordsOf([], { cleo: { ...aPrincipal('Cleo'), id: null, upn: null } })).toBe(
    `${shown} Bo no longer had the role. Nobody else had the role then.`,
  );
});

test('remainingWords needs a snapshot an hour after the removals, and ignores other roles', () => {
  expect(wordsOf([holds('Bo', 'eligible')], { until: at('Sun 00:30:01') })).toBeNull();
  expect(wordsOf([holds('Bo', 'eligible')], { until: at('Sun 00:30') })).not.toBeNull();
  const taking = { role: globalAdministrator, from: [], by: aPrincipal('Mallory'), until: at('Fri 10:00') };
  expect(remainingWords(taking, aContext({ access: null }))).toBeNull();
  expect(remainingWords(taking, aContext({ access: anAccess() }))).toBe(
    'Nobody else had the role on Sun 22 Nov 01:30.',
  );
  expect(wordsOf([holds('Bo', 'eligible')], { role: reportsReader })).toBeNull();
  expect(wordsOf([holds('Bo', 'eligible', { role: reportsReader })])).toContain('both no longer had');
});

test('remainingWords finds the role by name if the event has no id or another one', () => {
  for (const id of [null, 'a1b2'])
    expect(wordsOf([holds('Bo', 'active')], { role: { ...globalAdministrator, id } })).toContain(
      'Bo still held the role',
    );
});

test('remainingWords draws no conclusion from an assignment in an administrative unit', () => {
  const scope = { id: '/administrativeUnits/u-1', name: 'Nordics' };
  expect(wordsOf([holds('Bo', 'active', { scope }), holds('Anna', 'active', { scope })])).toBe(
    `${shown} Cleo no longer had the role. Nobody else had the role for the whole directory then.`,
  );
  expect(wordsOf([holds('Anna', 'eligible', { scope }), holds('Anna', 'active')])).not.toContain('Nobody');
});

test('remainingWords does not say that somebody lost the role who may have it through a group', () => {
  const group = { ...aPrincipal('Admins'), type: 'group' as const };
  const ofGroup = [holds('Admins', 'active', { principal: group })];
  const groupId = group.id;
  const onlyBo = `${shown} Bo no longer had the role.`;
  expect(wordsOf(ofGroup)).toBe(`${shown} both no longer had the role.`);
  expect(wordsOf(ofGroup, { incomplete: ['group-members'] })).toBeNull();
  // Neither an activated nor an eligible member of the group has a row for the role.
  expect(wordsOf(ofGroup, { members: [aGroupPerson('Cleo', { groupId: groupId ?? '' })] })).toBe(onlyBo);
  const place = {
    role: { id: null, name: 'Member', privileged: false },
    scope: { id: groupId, name: 'Admins' },
  };
  expect(wordsOf([...ofGroup, holds('Cleo', 'eligible', place)])).toBe(onlyBo);
  const unknown = [holds('Who', 'active', { principal: { ...group, type: null } })];
  expect(wordsOf(unknown, { incomplete: ['group-members'] })).toBeNull();
});
