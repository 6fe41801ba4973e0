import { mergeOverlapping } from '../../../shared/analysis/findings/merge-overlapping';
import type { Finding } from '../../../shared/domain/finding';
import { aPrincipal, at, globalAdministrator, reportsReader } from '../../support/builders/findings';

const aFinding = (overrides: Partial<Finding>): Finding => ({
  rule: 'weak-justification',
  alsoRules: [],
  severity: 'low',
  sentence: 'Bo did it.',
  why: 'It matters.',
  advice: 'Ask.',
  initiator: null,
  principal: aPrincipal('Bo'),
  role: reportsReader,
  scope: null,
  at: at('Tue 10:00'),
  count: 1,
  suppressed: null,
  eventIds: ['a'],
  ...overrides,
});
const strong = aFinding({ rule: 'self-approval', severity: 'high', eventIds: ['a', 'b'] });
const weak = aFinding({ eventIds: ['b'] });
const mergedOf = (...findings: Finding[]) =>
  mergeOverlapping(findings).map(({ rule, severity, alsoRules }) => [rule, severity, ...alsoRules]);

describe('mergeOverlapping', () => {
  test('turns a weaker finding of the same events into a tag of the stronger one, with its own evidence', () => {
    expect(mergeOverlapping([strong, weak])).toEqual([
      {
        ...strong,
        alsoRules: ['weak-justification'],
        evidence: [
          { rule: 'self-approval', severity: 'high', eventIds: ['a', 'b'] },
          { rule: 'weak-justification', severity: 'low', eventIds: ['b'] },
        ],
      },
    ]);
  });

  test('adds the extraSentence and the advice of an event without effect, but of no other merged finding', () => {
    const undone = aFinding({
      rule: 'event-without-effect',
      sentence: 'The eligibility of Bo was gone.',
      extraSentence: 'The eligibility was gone.',
      advice: 'Ask who removed it.',
      eventIds: ['a'],
    });
    const [story] = mergeOverlapping([strong, weak, undone]);
    expect(story).toMatchObject({
      sentence: 'Bo did it. The eligibility was gone.',
      advice: `${strong.advice} Ask who removed it.`,
      alsoRules: ['weak-justification', 'event-without-effect'],
    });
    expect(mergeOverlapping([story!])).toEqual([story]);
    // A finding about several people needs the name.
    const [ofMany] = mergeOverlapping([{ ...strong, principal: null }, undone]);
    expect(ofMany?.sentence).toBe('Bo did it. The eligibility of Bo was gone.');
  });

  test('lists a rule of several weaker findings once, and keeps the evidence of each', () => {
    const [story] = mergeOverlapping([strong, weak, aFinding({ eventIds: ['a'] })]);
    expect(story?.alsoRules).toEqual(['weak-justification']);
    expect(story?.evidence?.map(({ rule, eventIds }) => [rule, ...eventIds])).toEqual([
      ['self-approval', 'a', 'b'],
      ['weak-justification', 'b'],
      ['weak-justification', 'a'],
    ]);
  });

  test.each<[string, Finding[]]>([
    ['with an additional event', [strong, aFinding({ eventIds: ['b', 'c', 'd'] })]],
    ['of other events', [strong, aFinding({ eventIds: ['c'] })]],
    ['without events', [strong, aFinding({ eventIds: [] })]],
    ['that is suppressed', [strong, { ...weak, suppressed: { reason: 'Agreed', until: null } }]],
    [
      'if the stronger one is suppressed',
      [{ ...strong, suppressed: { reason: 'Agreed', until: null } }, weak],
    ],
  ])('does not merge a finding %s', (_, findings) => {
    expect(mergeOverlapping(findings)).toEqual(findings);
  });

  test('merges two habits of one person and role if most of their events are the same', () => {
    const often = aFinding({
      rule: 'back-to-back-activations',
      severity: 'medium',
      eventIds: ['a', 'b', 'c'],
    });
    const mostly = aFinding({ rule: 'activated-too-often', eventIds: ['b', 'c', 'd'] });
    expect(mergeOverlapping([often, mostly])).toEqual([
      {
        ...often,
        alsoRules: ['activated-too-often'],
        eventIds: ['a', 'b', 'c', 'd'],
        evidence: [
          { rule: 'back-to-back-activations', severity: 'medium', eventIds: ['a', 'b', 'c'] },
          { rule: 'activated-too-often', severity: 'low', eventIds: ['b', 'c', 'd'] },
        ],
      },
    ]);
    for (const other of [
      { ...mostly, eventIds: ['c', 'd'] },
      { ...mostly, principal: aPrincipal('Anna') },
      { ...mostly, role: globalAdministrator },
      { ...mostly, role: null },
    ])
      expect(mergeOverlapping([often, other])).toEqual([often, other]);
  });

  const grants = ['a', 'b', 'c'].map((id, index) =>
    aFinding({ rule: 'new-role-holder', severity: index === 1 ? 'high' : 'low', eventIds: [id] }),
  );
  const bulk = aFinding({ rule: 'bulk-assignment', severity: 'medium', eventIds: ['a', 'b', 'c'] });

  test('merges a bulk assignment into one finding, as severe as the worst of its parts', () => {
    const [low, high, other] = grants as [Finding, Finding, Finding];
    expect(mergeOverlapping([high, bulk, low, other])).toEqual([
      {
        ...bulk,
        severity: 'high',
        alsoRules: ['new-role-holder'],
        evidence: [
          { rule: 'bulk-assignment', severity: 'high', eventIds: ['a', 'b', 'c'] },
          { rule: 'new-role-holder', severity: 'high', eventIds: ['b'] },
          { rule: 'new-role-holder', severity: 'low', eventIds: ['a'] },
          { rule: 'new-role-holder', severity: 'low', eventIds: ['c'] },
        ],
      },
    ]);
  });

  test('does not merge a single stronger finding, or one of another kind, into a bulk assignment', () => {
    const own = aFinding({ rule: 'self-assignment', severity: 'high', eventIds: ['a'] });
    const one = aFinding({ rule: 'new-role-holder', severity: 'high', eventIds: ['a'] });
    expect(mergedOf(own, bulk)).toEqual([
      ['self-assignment', 'high'],
      ['bulk-assignment', 'medium'],
    ]);
    expect(mergedOf(own, one, bulk)).toEqual([
      ['self-assignment', 'high', 'new-role-holder'],
      ['bulk-assignment', 'medium'],
    ]);
  });

  test('changes nothing the second time', () => {
    const once = mergeOverlapping([strong, bulk, weak, ...grants]);
    expect(mergeOverlapping(once)).toEqual(once);
  });
});
