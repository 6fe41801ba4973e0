import { mergeOverlapping } from '../../shared/analysis/findings/merge-overlapping';
import type { Finding } from '../../shared/domain/finding';
import type { Assignment } from '../../shared/domain/access/standing-access';
import { accessColumns } from '../../shared/report/columns/access-columns';
import { changeColumns } from '../../shared/report/columns/change-columns';
import { accessRowKeys, rowFindings } from '../../shared/report/columns/row-findings';
import { anAssignment, aSetting } from '../support/builders/access-analysis';
import { globalAdministrator, reportsReader } from '../support/builders/findings';
import { aChange, aFinding } from '../support/builders/report';

const shown = ['findings', 'worst', 'worstRank'];

function changeRow(findings: readonly Finding[], eventIds: string[]) {
  const columns = changeColumns(rowFindings(findings)).filter(({ key }) => shown.includes(key));
  return Object.fromEntries(columns.map(({ key, value }) => [key, value(aChange({ eventIds }))]));
}

function accessRow(findings: readonly Finding[], row: Assignment) {
  const facts = { rows: [row], findings: rowFindings(findings), knownDays: 90 };
  const columns = accessColumns(facts).filter(({ key }) => shown.includes(key));
  return Object.fromEntries(columns.map(({ key, value }) => [key, value(row)]));
}

describe('a finding merged from several rules', () => {
  const removed = aFinding({
    rule: 'assigned-and-removed',
    severity: 'medium',
    eventIds: ['given', 'taken'],
  });
  const added = aFinding({ rule: 'new-role-holder', severity: 'low', eventIds: ['given'] });
  const story = mergeOverlapping([removed, added]);

  test('shows on a row the rules whose evidence includes its events', () => {
    expect(changeRow(story, ['given'])).toEqual({
      findings: 'assigned-and-removed, new-role-holder',
      worst: 'medium',
      worstRank: 2,
    });
  });

  test('does not show on a row a rule with other events as evidence', () => {
    expect(story).toHaveLength(1);
    expect(changeRow(story, ['taken'])).toMatchObject({ findings: 'assigned-and-removed' });
    expect(changeRow(story, ['other'])).toEqual({ findings: null, worst: null, worstRank: null });
  });

  const often = aFinding({
    rule: 'back-to-back-activations',
    severity: 'medium',
    eventIds: ['a', 'b', 'c'],
  });
  const mostly = {
    ...often,
    rule: 'activated-too-often',
    severity: 'low' as const,
    eventIds: ['b', 'c', 'd'],
  };

  test('gives a row the worst severity of the rules that it shows, not that of the merged finding', () => {
    const habits = mergeOverlapping([often, mostly]);
    expect(habits).toMatchObject([{ severity: 'medium' }]);
    expect(changeRow(habits, ['d'])).toEqual({ findings: 'activated-too-often', worst: 'low', worstRank: 3 });
    expect(changeRow(habits, ['b'])).toMatchObject({ worst: 'medium' });
  });

  test('gives a row the severity of the part about it', () => {
    const bulk = aFinding({ rule: 'bulk-assignment', severity: 'medium', eventIds: ['a', 'b'] });
    const parts = ['a', 'b'].map((id) =>
      aFinding({ rule: 'new-role-holder', severity: id === 'a' ? 'high' : 'low', eventIds: [id] }),
    );
    const whole = mergeOverlapping([parts[0]!, bulk, parts[1]!]);
    for (const id of ['a', 'b'])
      expect(changeRow(whole, [id])).toMatchObject({
        findings: 'bulk-assignment, new-role-holder',
        worst: 'high',
      });
  });

  test('without evidence shows each of its rules on the rows of each of its events', () => {
    const plain = aFinding({ alsoRules: ['new-role-holder'], eventIds: ['a', 'b'] });
    expect(changeRow([plain], ['b'])).toMatchObject({ findings: 'assigned-outside-pim, new-role-holder' });
  });
});

test('a row has the severity of its worst finding, in any order', () => {
  const low = aFinding({ rule: 'new-role-holder', severity: 'low', eventIds: ['a'] });
  const high = aFinding({ rule: 'self-assignment', severity: 'high', eventIds: ['a'] });
  expect(changeRow([low, high], ['a'])).toMatchObject({ worst: 'high', worstRank: 1 });
  const suppressed = { ...high, suppressed: { reason: 'Agreed', until: null } };
  expect(changeRow([low, suppressed], ['a'])).toEqual({
    findings: 'new-role-holder',
    worst: 'low',
    worstRank: 3,
  });
});

describe('a finding about a holder', () => {
  const active = anAssignment({ role: globalAdministrator });
  const eligible = { ...active, kind: 'eligible' as const };
  const { principal, role, scope } = active;
  const about = (overrides: Partial<Finding>) =>
    aFinding({ rule: 'standing-permanent', principal, role, scope, eventIds: [], ...overrides });

  test('is shown on the rows of its kinds of assignment, and on no other', () => {
    const ofActive = about({ assignmentKinds: ['active'] });
    const ofEligible = about({ rule: 'eligible-not-used', severity: 'low', assignmentKinds: ['eligible'] });
    const findings = [ofActive, ofEligible];
    expect(accessRow(findings, active)).toEqual({
      findings: 'standing-permanent',
      worst: 'high',
      worstRank: 1,
    });
    expect(accessRow(findings, eligible)).toEqual({
      findings: 'eligible-not-used',
      worst: 'low',
      worstRank: 3,
    });
  });

  test.each<[string, Finding['assignmentKinds']]>([
    ['names both kinds', ['active', 'eligible']],
    ['names none', undefined],
  ])('is shown on rows of both kinds when it %s', (_, assignmentKinds) => {
    const both = about({
      rule: 'excluded-from-conditional-access',
      ...(assignmentKinds && { assignmentKinds }),
    });
    for (const row of [active, eligible])
      expect(accessRow([both], row)).toMatchObject({ findings: 'excluded-from-conditional-access' });
    expect(accessRow([both], { ...active, role: reportsReader })).toMatchObject({ findings: null });
  });

  test('does not show there a rule whose only evidence is events', () => {
    const event = about({ rule: 'event-without-effect', eventIds: ['a'], assignmentKinds: ['active'] });
    const other = about({ rule: 'new-role-holder', severity: 'low', eventIds: ['a'] });
    const story = mergeOverlapping([event, other]);
    expect(story).toHaveLength(1);
    expect(accessRow(story, active)).toMatchObject({ findings: 'event-without-effect' });
    expect(changeRow(story, ['a'])).toMatchObject({ findings: 'event-without-effect, new-role-holder' });
  });

  test('has one key for each kind of assignment; a finding about a role has the key of its settings', () => {
    expect(accessRowKeys(about({ assignmentKinds: ['active'] }))).toHaveLength(1);
    expect(new Set(accessRowKeys(about({}))).size).toBe(2);
    const settings = about({ rule: 'role-setting-below-baseline', principal: null, scope: null });
    expect(accessRowKeys(settings)).toHaveLength(1);
    expect(rowFindings([settings]).ofRole(aSetting().role)).toEqual([settings]);
    expect(accessRowKeys(about({ rule: 'self-approval' }))).toEqual([]);
  });
});
