import type { Assignment } from '../../../../shared/domain/access/standing-access';
import { anAccess, anAssignment } from '../../../support/builders/access-analysis';
import { aPrincipal, globalAdministrator, securityReader } from '../../../support/builders/findings';
import { findingsOf, testRule } from '../rule-cases';

const holding = (...assignments: readonly Partial<Assignment>[]) => ({
  access: anAccess({ assignments: assignments.map(anAssignment) }),
});
const team = { id: 'g-1', name: 'Mail Team' };

testRule({
  rule: 'standing-permanent',
  fires: holding({ role: securityReader }),
  sentence: 'Anna holds Security Reader permanently, without activating it.',
  severity: 'medium',
  justNot: {
    'with an end': holding({ role: securityReader, permanent: false }),
    'it is unknown whether it ends': holding({ role: securityReader, permanent: null }),
    'only eligible': holding({ role: securityReader, kind: 'eligible' }),
    'a role that is not privileged': holding({}),
    'an application': holding({
      role: securityReader,
      principal: aPrincipal('App', { type: 'servicePrincipal' }),
    }),
    'a group': holding({ role: securityReader, principal: aPrincipal('Team', { type: 'group' }) }),
    'a break-glass account': {
      ...holding({ role: securityReader }),
      policy: { breakGlassAccounts: ['anna@contoso.example'] },
    },
    'no snapshot': {},
  },
  suppress: { principal: 'Anna' },
});

test('standing-permanent is high for tier 0, and names the group that gives the role', () => {
  expect(findingsOf('standing-permanent', holding({ role: globalAdministrator, via: team }))).toMatchObject([
    {
      severity: 'high',
      sentence:
        'Anna holds Global Administrator permanently, without activating it, through the group Mail Team.',
      principal: aPrincipal('Anna'),
      scope: { id: '/', name: 'Directory' },
    },
  ]);
});

test('standing-permanent reports a person, role and scope once, however often they hold it', () => {
  const twice = holding({ role: globalAdministrator }, { role: globalAdministrator, via: team });
  expect(findingsOf('standing-permanent', twice)).toHaveLength(1);
  const elsewhere = holding(
    { role: securityReader },
    { role: securityReader, scope: { id: '/administrativeUnits/u', name: 'Nordics' } },
    { role: globalAdministrator },
    { role: securityReader, principal: aPrincipal('Bo') },
  );
  expect(findingsOf('standing-permanent', elsewhere)).toHaveLength(4);
});

test('standing-permanent takes an end more than a year ahead for none, and says when it is', () => {
  const until = (end: string) =>
    findingsOf(
      'standing-permanent',
      holding({ role: globalAdministrator, permanent: false, until: new Date(end), via: team }),
    ).map(({ sentence }) => sentence);
  expect(until('2027-11-24T01:30:00Z')).toEqual([]);
  const sentence =
    'Anna holds Global Administrator until 9999-12-31, without activating it, through the group Mail Team.';
  expect(until('9999-12-31T23:59:59Z')).toEqual([sentence]);
  expect(until('2027-11-24T01:30:01Z')).toHaveLength(1);
});

testRule({
  rule: 'guest-holds-role',
  fires: holding({ role: securityReader, guest: true, kind: 'eligible' }),
  sentence: 'Anna, a guest, is eligible for Security Reader.',
  severity: 'medium',
  justNot: {
    'a member': holding({ role: securityReader, guest: false }),
    unknown: holding({ role: securityReader, guest: null }),
    'a role that is not privileged': holding({ guest: true }),
  },
  suppress: { role: 'Security Reader' },
});

const app = aPrincipal('Backup', { type: 'servicePrincipal', upn: null });
testRule({
  rule: 'application-holds-tier0',
  fires: holding({ role: globalAdministrator, principal: app }),
  sentence: 'The application Backup holds Global Administrator.',
  severity: 'high',
  justNot: {
    'no tier-0 role': holding({ role: securityReader, principal: app }),
    'a person': holding({ role: globalAdministrator }),
  },
  suppress: { principal: 'Backup' },
});

testRule({
  rule: 'disabled-account-holds-role',
  fires: holding({ enabled: false }),
  sentence: "Anna's account is disabled but still holds Reports Reader.",
  severity: 'medium',
  justNot: { enabled: holding({ enabled: true }), unknown: holding({ enabled: null }) },
  suppress: { principal: 'Anna' },
});

testRule({
  rule: 'synced-account-holds-role',
  fires: holding({ role: globalAdministrator, synced: true }),
  sentence: 'Anna, an account synchronised from on-premises, holds Global Administrator.',
  severity: 'medium',
  justNot: {
    'a cloud account': holding({ role: globalAdministrator, synced: false }),
    unknown: holding({ role: globalAdministrator, synced: null }),
    'no tier-0 role': holding({ role: securityReader, synced: true }),
  },
  suppress: { principal: 'Anna' },
});

test('disabled-account-holds-role names the group of a membership or ownership', () => {
  const place = { id: null, name: 'Owner', privileged: false };
  const [finding] = findingsOf(
    'disabled-account-holds-role',
    holding({ role: place, scope: { id: 'g-2', name: 'Operators' }, enabled: false }),
  );
  expect(finding?.sentence).toBe("Anna's account is disabled but still holds Owner of Operators.");
});

test('disabled-account-holds-role describes an eligibility', () => {
  const [finding] = findingsOf(
    'disabled-account-holds-role',
    holding({ kind: 'eligible', role: securityReader, enabled: false }),
  );
  expect(finding?.sentence).toBe("Anna's account is disabled but still eligible for Security Reader.");
});

test('a finding lists the kinds of assignment that it is about', () => {
  const both = [{ role: securityReader }, { role: securityReader, kind: 'eligible' as const }];
  expect(findingsOf('standing-permanent', holding(...both))).toMatchObject([{ assignmentKinds: ['active'] }]);
  const disabled = both.map((each) => ({ ...each, enabled: false }));
  const rule = 'disabled-account-holds-role';
  expect(findingsOf(rule, holding(...disabled))).toMatchObject([{ assignmentKinds: ['active', 'eligible'] }]);
  expect(findingsOf(rule, holding(both[0]!, disabled[1]!))).toMatchObject([
    { assignmentKinds: ['eligible'] },
  ]);
});
