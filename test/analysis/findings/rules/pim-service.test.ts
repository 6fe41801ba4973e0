import type { Change } from '../../../../shared/domain/events/change';
import { aChange, at, pimService, reportsReader } from '../../../support/builders/findings';
import { findingsOf, testRule } from '../rule-cases';

const service = (overrides: Partial<Change>): Change =>
  aChange({ principal: null, role: null, permanent: null, startsAt: null, endsAt: null, ...overrides });

const disabled = service({ kind: 'alert-disabled', subject: 'Roles are assigned outside of PIM' });

testRule({
  rule: 'pim-alert-disabled',
  fires: { changes: [disabled] },
  sentence: 'Petra disabled the PIM alert “Roles are assigned outside of PIM”.',
  severity: 'high',
  justNot: {
    enabled: { changes: [{ ...disabled, kind: 'alert-enabled' }] },
    resolved: { changes: [{ ...disabled, kind: 'alert-resolved' }] },
    refreshed: { changes: [{ ...disabled, kind: 'alert-refreshed' }] },
    'the attempt failed': { changes: [{ ...disabled, result: 'failed' }] },
  },
  suppress: { initiator: 'Petra' },
});

test.each([
  ['PIM itself', pimService],
  ['unknown', null],
])('pim-alert-disabled names PIM as the initiator if it is %s', (_, initiator) => {
  const [finding] = findingsOf('pim-alert-disabled', { changes: [{ ...disabled, initiator }] });
  expect(finding?.sentence).toBe('PIM disabled the PIM alert “Roles are assigned outside of PIM”.');
});

test('pim-alert-disabled fires for a changed setting of an alert too', () => {
  expect(
    findingsOf('pim-alert-disabled', { changes: [{ ...disabled, kind: 'alert-changed' }] }),
  ).toMatchObject([{ sentence: 'Petra changed the PIM alert “Roles are assigned outside of PIM”.' }]);
});

const triggered = service({ kind: 'alert-triggered', subject: 'Stale accounts', initiator: pimService });

testRule({
  rule: 'pim-alert-triggered',
  fires: { changes: [triggered, { ...triggered, at: at('Wed 10:00') }] },
  sentence: 'PIM raised the alert “Stale accounts” 2 times.',
  severity: 'medium',
  count: 2,
  justNot: { resolved: { changes: [{ ...triggered, kind: 'alert-resolved' }] } },
  suppress: { initiator: 'azure ad pim' },
});

test('pim-alert-triggered merges alerts that differ only in case and blanks, and lists all their events', () => {
  const again = { ...triggered, subject: ' STALE accounts', eventIds: ['again'] };
  expect(findingsOf('pim-alert-triggered', { changes: [triggered, again] })).toMatchObject([
    { count: 2, eventIds: [...triggered.eventIds, 'again'] },
  ]);
});

test('pim-alert-triggered reports different alerts separately', () => {
  const changes = [triggered, { ...triggered, subject: 'Too many Global Administrators' }];
  expect(findingsOf('pim-alert-triggered', { changes }).map(({ sentence }) => sentence)).toEqual([
    'PIM raised the alert “Stale accounts”.',
    'PIM raised the alert “Too many Global Administrators”.',
  ]);
});

const offboarded = service({ kind: 'offboarded', subject: 'Web shop' });

testRule({
  rule: 'offboarded-from-pim',
  fires: { changes: [offboarded] },
  sentence: 'Petra removed the directory “Web shop” from PIM: its roles are no longer managed there.',
  severity: 'high',
  justNot: {
    'brought into PIM': { changes: [{ ...offboarded, kind: 'onboarded' }] },
    'the attempt failed': { changes: [{ ...offboarded, result: 'failed' }] },
  },
  suppress: { initiator: 'Petra' },
});

test.each<[string, Change['scope']]>([
  [' “Web shop”', { id: '/subscriptions/1', name: 'Web shop' }],
  [' “/subscriptions/1”', { id: '/subscriptions/1', name: null }],
  ['', { id: null, name: null }],
  ['', null],
])('offboarded-from-pim names the scope if the event has no subject: %s', (what, scope) => {
  const [finding] = findingsOf('offboarded-from-pim', {
    changes: [{ ...offboarded, subject: null, scope }],
  });
  expect(finding?.sentence).toBe(
    `Petra removed the directory${what} from PIM: its roles are no longer managed there.`,
  );
});

const elevated = service({ kind: 'access-elevated' });

testRule({
  rule: 'access-elevated-to-root',
  fires: { changes: [elevated] },
  sentence: 'Petra elevated their access to User Access Administrator over all Azure subscriptions.',
  severity: 'high',
  justNot: {
    'the attempt failed': { changes: [{ ...elevated, result: 'failed' }] },
    'another change': { changes: [offboarded] },
  },
  suppress: { initiator: 'Petra' },
});

const customRole = service({ kind: 'custom-role-changed', role: { ...reportsReader, name: 'App keeper' } });

testRule({
  rule: 'custom-role-changed',
  fires: { changes: [customRole] },
  sentence: 'Petra changed the custom role App keeper.',
  severity: 'low',
  justNot: {
    'the attempt failed': { changes: [{ ...customRole, result: 'failed' }] },
    'an assignment': { changes: [aChange()] },
  },
  suppress: { role: 'app keeper' },
});

test.each<[Change['provider'], string]>([
  ['azure', 'the Azure resource “Web shop”'],
  ['group', 'the group “Web shop”'],
])('offboarded-from-pim states what kind of resource was removed from PIM: %s', (provider, what) => {
  const [finding] = findingsOf('offboarded-from-pim', {
    changes: [{ ...offboarded, provider, subject: 'Web shop' }],
  });
  expect(finding?.sentence).toBe(`Petra removed ${what} from PIM: its roles are no longer managed there.`);
});

test.each(['added', 'deleted'] as const)('custom-role-changed states that a role was %s', (action) => {
  const [finding] = findingsOf('custom-role-changed', { changes: [{ ...customRole, action }] });
  expect(finding?.sentence).toBe(`Petra ${action} the custom role App keeper.`);
});

test('custom-role-changed names the subject if the event has no role', () => {
  const change = { ...customRole, role: null, subject: 'App keeper' };
  const [finding] = findingsOf('custom-role-changed', { changes: [change] });
  expect(finding?.sentence).toBe('Petra changed the custom role “App keeper”.');
});
