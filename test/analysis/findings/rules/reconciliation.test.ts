import type { Unexplained } from '../../../../shared/domain/access/standing-access';
import { anAccess, anUnexplained } from '../../../support/builders/access-analysis';
import { aPrincipal, at } from '../../../support/builders/findings';
import { findingsOf, testRule } from '../rule-cases';

const open = (...cases: readonly Partial<Unexplained>[]) => ({
  access: anAccess({ unexplained: cases.map(anUnexplained) }),
});

testRule({
  rule: 'appeared-without-event',
  fires: open({}),
  sentence:
    'Anna became active in Reports Reader between Tue 17 Nov 01:30 and Wed 18 Nov 01:30, and no audit event says who did it.',
  severity: 'high',
  justNot: { 'nothing unexplained': open(), 'a row that vanished': open({ kind: 'vanished' }) },
  suppress: { principal: 'Anna' },
});

testRule({
  rule: 'vanished-without-event',
  fires: open({ kind: 'vanished', isRemoval: true, assignment: 'eligible' }),
  sentence:
    'Anna was no longer eligible for Reports Reader on Wed 18 Nov 01:30, and no audit event since Tue 17 Nov 01:30 says who removed it.',
  severity: 'high',
  justNot: { 'nothing unexplained': open(), 'a row that appeared': open({}) },
  suppress: { principal: 'Anna' },
});

testRule({
  rule: 'event-without-effect',
  fires: open({ kind: 'without-effect', eventIds: ['e-1'] }),
  sentence:
    "On Wed 18 Nov 01:30 Anna's active assignment for Reports Reader, given on Tue 17 Nov 01:30, was gone, and no audit event says who removed it.",
  severity: 'medium',
  justNot: { 'nothing unexplained': open(), 'a row that appeared': open({}) },
  suppress: { principal: 'Anna' },
});

testRule({
  rule: 'activation-not-logged',
  fires: open({ kind: 'not-logged' }),
  sentence:
    'Reports Reader was activated for Anna when the snapshot of Wed 18 Nov 01:30 was taken, and the audit log has no such activation.',
  severity: 'high',
  justNot: { 'no activation that is not logged': open(), 'a row that appeared': open({}) },
  suppress: { principal: 'Anna' },
});

test('event-without-effect describes a removal without effect', () => {
  expect(
    findingsOf('event-without-effect', open({ kind: 'without-effect', isRemoval: true, eventIds: ['e-1'] })),
  ).toMatchObject([
    {
      sentence:
        'On Wed 18 Nov 01:30 Anna was still active in Reports Reader, although an audit event says that this ended on Tue 17 Nov 01:30.',
      extraSentence: 'On Wed 18 Nov 01:30 Anna was still active in Reports Reader.',
      advice: 'Check in Entra whether Anna still has the role, and remove it again if so.',
      at: at('Tue 01:30'),
      eventIds: ['e-1'],
    },
  ]);
});

test('event-without-effect advises whom to ask about an eligibility that is gone', () => {
  const gone = { kind: 'without-effect', assignment: 'eligible', eventIds: ['e-1'] } as const;
  expect(findingsOf('event-without-effect', open({ ...gone, isCovered: false }))).toMatchObject([
    {
      extraSentence:
        'On Wed 18 Nov 01:30 the eligibility was gone, and no audit event says who removed it. Not every day in between was collected, so the event may be missing.',
      advice: "Ask Anna and the role's owner who removed it.",
    },
  ]);
});

test('appeared-without-event reports each person, role and scope once, and is medium if days are missing', () => {
  const cases = open(
    {},
    { between: [at('Thu 01:30'), at('Fri 01:30')] },
    { principal: aPrincipal('Bo'), isCovered: false },
  );
  expect(findingsOf('appeared-without-event', cases)).toMatchObject([
    { principal: { name: 'Anna' }, count: 2, severity: 'high' },
    {
      principal: { name: 'Bo' },
      count: 1,
      severity: 'medium',
      sentence: expect.stringMatching(
        /Not every day in between was collected, so the event may be missing\.$/,
      ) as string,
    },
  ]);
});

test.each<[string, Partial<Unexplained>[], readonly string[]]>([
  ['appeared-without-event', [{}], ['active']],
  ['appeared-without-event', [{ assignment: 'eligible' }], ['eligible']],
  ['appeared-without-event', [{ assignment: 'eligible' }, {}], ['active', 'eligible']],
  ['vanished-without-event', [{ kind: 'vanished', assignment: 'eligible' }], ['eligible']],
  ['event-without-effect', [{ kind: 'without-effect', eventIds: ['e-1'] }], ['active']],
  // An activation belongs to the eligible assignment; it has no row of its own.
  ['activation-not-logged', [{ kind: 'not-logged' }], ['eligible']],
])('%s lists the kinds of assignment that it is about (case %#)', (rule, cases, assignmentKinds) => {
  expect(findingsOf(rule, open(...cases))).toMatchObject([{ assignmentKinds }]);
});
