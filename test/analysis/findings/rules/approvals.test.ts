import type { Change } from '../../../../shared/domain/events/change';
import type { Elevation } from '../../../../shared/domain/events/elevation';
import type { RatedRole } from '../../../../shared/domain/events/people';
import { aSetting, anAccess } from '../../../support/builders/access-analysis';
import {
  aChange,
  anActor,
  anElevation,
  aPrincipal,
  at,
  globalAdministrator,
  type ContextOverrides,
} from '../../../support/builders/findings';
import { findingsOf, testRule } from '../rule-cases';

const free = anElevation({
  role: globalAdministrator,
  approvalRequired: false,
  approver: null,
  approvedAt: null,
});

testRule({
  rule: 'tier0-without-approval',
  fires: { elevations: [free] },
  sentence: 'Anna activated Global Administrator without approval: its event says that none was required.',
  severity: 'medium',
  justNot: {
    'approval required': { elevations: [{ ...free, approvalRequired: true }] },
    'not recorded': { elevations: [{ ...free, approvalRequired: null }] },
    'a role that is not tier 0': { elevations: [anElevation({ approvalRequired: false })] },
    denied: { elevations: [{ ...free, outcome: 'denied', startedAt: null }] },
  },
  suppress: { role: 'Global Administrator' },
});

test.each([
  ['agree', false, ', because the role does not require it.'],
  [
    'require it now',
    true,
    ": its event says that none was required, while the role's settings of Sun 22 Nov 01:30 require it.",
  ],
  ['do not say', null, ': its event says that none was required.'],
])('tier0-without-approval explains why no approval was required if the settings %s', (_, approval, why) => {
  const settingsOf = (role: RatedRole) => anAccess({ roleSettings: [aSetting({ role, approval })] });
  const [finding] = findingsOf('tier0-without-approval', {
    elevations: [free],
    access: settingsOf(globalAdministrator),
  });
  expect(finding?.sentence).toBe(`Anna activated Global Administrator without approval${why}`);
  const other = { elevations: [free], access: settingsOf({ ...globalAdministrator, id: 'another' }) };
  expect(findingsOf('tier0-without-approval', other)[0]?.sentence).toMatch(/says that none was required\.$/);
});

const approvedAfter = (time: string): ContextOverrides => ({
  elevations: [anElevation({ requestedAt: at('Tue 09:50'), approvedAt: at(time) })],
});

testRule({
  rule: 'rubber-stamp-approval',
  fires: approvedAfter('Tue 09:50:59'),
  sentence: "Petra approved Anna's request for Reports Reader after 59 seconds.",
  severity: 'low',
  justNot: {
    'after a minute': approvedAfter('Tue 09:51'),
    'no approval': { elevations: [free] },
    'an unknown time of the request': { elevations: [anElevation({ requestedAt: null })] },
    'a lower limit set': {
      ...approvedAfter('Tue 09:50:59'),
      policy: { thresholds: { 'rubber-stamp-approval': { value: 30 } } },
    },
  },
  suppress: { principal: 'Anna' },
});

const approvals = (count: number, name: string): Elevation[] =>
  Array.from({ length: count }, () => anElevation({ approver: anActor(name) }));

testRule({
  rule: 'dominant-approver',
  fires: { elevations: [...approvals(9, 'Petra'), ...approvals(1, 'Otto')] },
  sentence: 'Petra gave 9 of 10 approvals.',
  severity: 'info',
  count: 9,
  justNot: {
    'exactly 80 %': { elevations: [...approvals(8, 'Petra'), ...approvals(2, 'Otto')] },
    'nine approvals': { elevations: approvals(9, 'Petra') },
    'by an unknown approver': {
      elevations: approvals(10, 'Petra').map((one) => ({ ...one, approver: null })),
    },
    'the tenth denied': {
      elevations: [...approvals(9, 'Petra'), { ...anElevation(), outcome: 'denied', approvedAt: null }],
    },
  },
  suppress: { principal: 'Petra', initiator: 'Petra' },
});

describe('an approval belongs to the period in which it was given', () => {
  const quick = { requestedAt: at('Sun 23:59'), approvedAt: at('Sun 23:59:20') };
  const before = { requestedAt: at('Sun- 23:59'), approvedAt: at('Sun- 23:59:20') };
  const rulesOf = (allElevations: readonly Elevation[]) =>
    ['rubber-stamp-approval', 'self-approval'].flatMap((rule) =>
      findingsOf(rule, { elevations: [], allElevations }).map((finding) => finding.rule),
    );
  const own = { approver: anActor('Anna') };

  test.each([
    ['starts in the next week', { ...quick, ...own, startedAt: at('Mon+ 09:00') }],
    ['never starts', { ...quick, ...own, startedAt: null, outcome: 'failed' as const }],
  ])('if the activation %s', (_, of) => {
    expect(rulesOf([anElevation(of)])).toEqual(['rubber-stamp-approval', 'self-approval']);
  });

  test('and not to that of a later start', () => {
    expect(rulesOf([anElevation({ ...before, ...own, startedAt: at('Mon 09:00') })])).toEqual([]);
  });
});

const pair = [
  anElevation({ principal: aPrincipal('Anna'), approver: anActor('Bo') }),
  anElevation({ principal: aPrincipal('Bo'), approver: anActor('Anna') }),
];

testRule({
  rule: 'reciprocal-approval',
  fires: { elevations: pair },
  sentence: "Bo and Anna approved each other's requests, 2 times in all.",
  severity: 'medium',
  count: 2,
  justNot: {
    'one way, twice': { elevations: [pair[0]!, { ...pair[0]!, id: 'another' }] },
    'the second approval outside the period': {
      elevations: [pair[0]!, { ...pair[1]!, approvedAt: at('Sun- 23:59') }],
    },
    'one of the two denied': {
      elevations: [pair[0]!, { ...pair[1]!, outcome: 'denied', approvedAt: null }],
    },
    'by themselves, with an id here and a UPN there': {
      elevations: [
        anElevation({ approver: anActor('Anna', { id: null }) }),
        anElevation({ principal: aPrincipal('Anna', { id: null }), approver: anActor('Anna') }),
      ],
    },
    'in a ring of three': {
      elevations: [
        pair[0]!,
        anElevation({ principal: aPrincipal('Bo'), approver: anActor('Cleo') }),
        anElevation({ principal: aPrincipal('Cleo'), approver: anActor('Anna') }),
      ],
    },
    'by themselves, which is another finding': {
      elevations: [anElevation({ approver: anActor('Anna') }), anElevation({ approver: anActor('Anna') })],
    },
  },
  suppress: { role: 'Reports Reader' },
});

test('reciprocal-approval concerns both people, each once', () => {
  const [found] = findingsOf('reciprocal-approval', { elevations: [...pair, { ...pair[0]!, id: 'more' }] });
  expect(found?.concerned?.map(({ name }) => name)).toEqual(['Anna', 'Bo']);
});

testRule({
  rule: 'self-approval',
  fires: { elevations: [anElevation({ approver: anActor('Anna') })] },
  sentence: 'Anna approved their own request for Reports Reader.',
  severity: 'high',
  justNot: {
    'by another': { elevations: [anElevation()] },
    'by a namesake': { elevations: [anElevation({ approver: anActor('Anna', { id: 'another' }) })] },
    'denied by themselves': {
      elevations: [anElevation({ approver: anActor('Anna'), outcome: 'denied', approvedAt: null })],
    },
    'no approval': { elevations: [anElevation({ approver: null, approvedAt: null })] },
  },
  suppress: { principal: 'Anna' },
});

test('findings about approvals show the time of the approval, not of the scheduled start', () => {
  const [monday, tuesday] = [at('Mon 09:00:30'), at('Tue 09:00:30')];
  const ahead = { requestedAt: at('Mon 09:00'), isScheduled: true, startedAt: at('Fri 08:00') };
  const own = anElevation({ ...ahead, approver: anActor('Anna'), approvedAt: monday });
  const pair = [
    anElevation({ principal: aPrincipal('Anna'), approver: anActor('Bo'), ...ahead, approvedAt: tuesday }),
    anElevation({ principal: aPrincipal('Bo'), approver: anActor('Anna'), ...ahead, approvedAt: monday }),
  ];
  for (const [rule, elevations] of [
    ['self-approval', [own]],
    ['rubber-stamp-approval', [own]],
    ['reciprocal-approval', pair],
    ['dominant-approver', Array.from({ length: 10 }, () => own)],
  ] as const)
    expect(findingsOf(rule, { elevations: [...elevations] })).toMatchObject([{ at: monday }]);
});

test('self-approval finds people who approved what another requested for them', () => {
  const elevation = anElevation({ initiator: anActor('Otto'), approver: anActor('Anna') });
  expect(findingsOf('self-approval', { elevations: [elevation] })).toMatchObject([
    { sentence: 'Anna approved their own request for Reports Reader.', initiator: { name: 'Anna' } },
  ]);
});

test('self-approval finds people who approved what they requested for another', () => {
  const elevation = anElevation({ initiator: anActor('Otto'), approver: anActor('Otto') });
  expect(findingsOf('self-approval', { elevations: [elevation] })).toMatchObject([
    { sentence: 'Otto approved the request that they had made for Anna for Reports Reader.' },
  ]);
});

describe('self-approval of a standing assignment', () => {
  const own = aChange({ kind: 'extend-renew-approved', initiator: anActor('Bo') });
  const forBo = aChange({ kind: 'active-approved', requestedBy: anActor('Petra') });

  test.each([
    ['an extension or renewal', own, 'Bo approved their own request for Reports Reader.'],
    [
      'a direct assignment',
      { ...own, kind: 'active-approved' },
      'Bo approved their own request for Reports Reader.',
    ],
    [
      'a direct assignment that they requested for another',
      forBo,
      'Petra approved the request that they had made for Bo for Reports Reader.',
    ],
  ] as const)('is found for %s', (_, change, sentence) => {
    expect(findingsOf('self-approval', { changes: [change] })).toMatchObject([
      { severity: 'high', sentence },
    ]);
  });

  test.each<[string, Change]>([
    ['the approval of another', { ...own, initiator: anActor('Petra') }],
    ['a request of somebody else', { ...forBo, requestedBy: anActor('Otto') }],
    ['an extension for another by an administrator', { ...forBo, kind: 'extend-renew-approved' }],
    ['their own denial', { ...own, kind: 'extend-renew-denied', result: 'denied' }],
    ['an approval that failed', { ...own, result: 'failed' }],
    ['an unknown principal and requester', aChange({ kind: 'active-approved', principal: null })],
  ])('is not found for %s', (_, change) => {
    expect(findingsOf('self-approval', { changes: [change] })).toEqual([]);
  });
});
