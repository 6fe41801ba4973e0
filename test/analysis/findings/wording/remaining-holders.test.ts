import type { AccessEndpoint } from '../../../../shared/domain/access/access-endpoint';
import type { Assignment } from '../../../../shared/domain/access/standing-access';
import type { Principal } from '../../../../shared/domain/events/people';
import { remainingWords } from '../../../../shared/analysis/findings/wording/remaining-holders';
import { anAccess, anAssignment } from '../../../support/builders/access-analysis';
import {
  aContext,
  aPrincipal,
  at,
  globalAdministrator,
  reportsReader,
} from '../../../support/builders/findings';

const holds = (name: string, kind: 'active' | 'eligible', overrides: Partial<Assignment> = {}) =>
  anAssignment({ principal: aPrincipal(name), role: globalAdministrator, kind, ...overrides });

/** What is said after the role was taken from Bo and Cleo on Friday; the snapshot is of Sunday. */
function wordsOf(
  assignments: readonly Assignment[],
  { incomplete = [] as AccessEndpoint[], since = at('Fri 10:00'), cleo = aPrincipal('Cleo') } = {},
): string | null {
  const access = anAccess({ assignments }, incomplete);
  const taken: Principal[] = [aPrincipal('Bo'), cleo];
  return remainingWords(globalAdministrator, taken, since, aContext({ access }));
}

test('says of each whether they still have the role, and names the others', () => {
  expect(
    wordsOf([
      holds('Bo', 'eligible'),
      holds('Anna', 'active'),
      holds('Dee', 'eligible'),
      holds('Eve', 'active'),
    ]),
  ).toBe(
    'On Sun 22 Nov 01:30 Bo was still eligible and Cleo was without the role. ' +
      'Others with the role then: Anna and Eve (active), Dee (eligible).',
  );
  expect(wordsOf([holds('Bo', 'eligible'), holds('Cleo', 'eligible')])).toBe(
    'On Sun 22 Nov 01:30 both were still eligible. Nobody else had the role then.',
  );
  expect(wordsOf([holds('Bo', 'eligible'), holds('Bo', 'active')])).toContain('Bo was still active and Cleo');
});

test('claims no absence that the lists do not prove', () => {
  for (const endpoint of ['role-eligibility', 'role-assignments'] as const) {
    const incomplete = [endpoint];
    expect(wordsOf([holds('Bo', 'eligible')], { incomplete })).toBe(
      'On Sun 22 Nov 01:30 Bo was still eligible.',
    );
    expect(wordsOf([holds('Anna', 'active')], { incomplete })).toBe(
      'Others with the role on Sun 22 Nov 01:30, as far as could be read: Anna (active).',
    );
    expect(wordsOf([], { incomplete })).toBeNull();
  }
  expect(wordsOf([], { incomplete: ['users'] })).toContain('Nobody else');
  // Known by name alone, Cleo may be anybody in the lists.
  expect(wordsOf([], { cleo: { ...aPrincipal('Cleo'), id: null, upn: null } })).toBe(
    'On Sun 22 Nov 01:30 Bo was without the role. Nobody else had the role then.',
  );
});

test('is silent without a snapshot after the removals, and about other roles', () => {
  expect(wordsOf([holds('Bo', 'eligible')], { since: at('Sun 01:30') })).toBeNull();
  expect(wordsOf([holds('Bo', 'eligible')], { since: at('Sun 01:29:59') })).not.toBeNull();
  expect(remainingWords(globalAdministrator, [], at('Fri 10:00'), aContext({ access: null }))).toBeNull();
  expect(wordsOf([holds('Bo', 'eligible', { role: reportsReader })])).toContain('both were without');
});

test('counts each holder once, names the first, and a group only where its members are not listed', () => {
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
