import { markStillOpen } from '../../../shared/analysis/findings/still-open';
import { worstFirst } from '../../../shared/analysis/findings/worst-first';
import type { Finding } from '../../../shared/domain/finding';
import { aFinding } from '../../support/builders/report';

const standing = aFinding({ rule: 'standing-permanent', eventIds: [], assignmentKinds: ['active'] });
const isOpen = (finding: Finding, ...before: Finding[]) =>
  markStillOpen([finding], before)[0]?.isStillOpen === true;

test('a finding about the same state is still open, whatever its sentence, time or severity', () => {
  const before = { ...standing, sentence: 'Other words.', at: null, severity: 'medium' as const };
  expect(isOpen(standing, before)).toBe(true);
  expect(isOpen(standing)).toBe(false);
});

test.each<[string, Partial<Finding>]>([
  ['rule', { rule: 'guest-holds-role' }],
  ['person', { principal: { id: 'u-9', name: 'Eva', upn: null, type: 'user' } }],
  ['role', { role: { id: 'r-9', name: 'Reader', privileged: false } }],
  ['place', { scope: { id: '/administrativeUnits/7', name: 'Oslo' } }],
  ['kind of assignment', { assignmentKinds: ['eligible'] }],
])('a finding about another %s is new', (_, facts) => {
  expect(isOpen(standing, { ...standing, ...facts })).toBe(false);
});

test('what was done again is new', () => {
  const again = aFinding({ rule: 'assigned-outside-pim', eventIds: [] });
  expect(isOpen(again, again)).toBe(false);
});

test('new findings come before those of the same severity that are still open', () => {
  const heavy: Finding = { ...standing, rule: 'application-holds-tier0', isStillOpen: true };
  const light: Finding = { ...standing, rule: 'guest-holds-role' };
  const medium: Finding = { ...light, severity: 'medium' };
  expect([medium, heavy, light].sort(worstFirst)).toEqual([light, heavy, medium]);
});
