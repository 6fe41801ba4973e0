import { peopleToTalkTo } from '../../../shared/report/panels/talk-panel';
import { aFinding } from '../../support/builders/report';

const who = (name: string, type: 'user' | 'app' = 'user') => ({ id: name, name, upn: null, type });
const by = (name: string, severity: 'high' | 'medium' | 'low') =>
  aFinding({ severity, initiator: who(name) });

test('lists the people with the most serious findings first', () => {
  const findings = [
    by('Ada', 'medium'),
    by('Bo', 'high'),
    by('Ada', 'medium'),
    by('Cy', 'low'),
    by('Bo', 'medium'),
  ];
  expect(peopleToTalkTo({ findings }).rows).toEqual([
    { name: 'Bo', figures: { high: 1, medium: 1 } },
    { name: 'Ada', figures: { high: 0, medium: 2 } },
  ]);
});

test('leaves out services and suppressed findings, and lists the person concerned if the actor is unknown', () => {
  const findings = [
    aFinding({ initiator: who('MS-PIM', 'app') }),
    aFinding({ initiator: who('Dee'), suppressed: { reason: 'drill', until: null } }),
    aFinding({ initiator: null, principal: { ...who('Eve'), type: 'user' } }),
    aFinding({ initiator: null, principal: null }),
    // PIM logs itself as a user without UPN.
    aFinding({ initiator: who('Azure AD PIM'), principal: { ...who('Fay'), type: 'user' } }),
    // Gus lost a role, and nobody knows who removed it.
    aFinding({
      rule: 'vanished-without-event',
      initiator: null,
      principal: { ...who('Gus'), type: 'user' },
    }),
  ];
  expect(peopleToTalkTo({ findings }).rows.map(({ name }) => name)).toEqual(['Eve']);
});

test('among people with equally many high findings, puts the one with the worst finding first', () => {
  const findings = [
    by('Mallory', 'high'),
    by('Ada', 'high'),
    by('Ada', 'medium'),
    by('Bo', 'high'),
    by('Bo', 'high'),
  ];
  expect(peopleToTalkTo({ findings }).rows.map(({ name }) => name)).toEqual(['Bo', 'Mallory', 'Ada']);
});
