import { aContext, aDay, at } from '../../../support/builders/findings';
import { unreadableEvent } from '../../../../shared/domain/reports/totals';
import { computeFindings } from '../../../../shared/analysis/findings/compute-findings';
import { findingsOf, testRule } from '../rule-cases';

const unknown = { unknownActivities: [{ name: 'Blessed a role', count: 4 }] };

testRule({
  rule: 'unknown-activity',
  fires: unknown,
  sentence: '4 events of a new activity type that this report does not understand yet: “Blessed a role”.',
  severity: 'info',
  count: 4,
  justNot: { 'every name known': { unknownActivities: [] } },
  suppress: {},
});

test('unknown-activity reports unreadable events, without event ids', () => {
  const unknownActivities = [{ name: unreadableEvent, count: 2 }];
  const [finding] = findingsOf('unknown-activity', { unknownActivities });
  expect(finding).toMatchObject({
    sentence: '2 events could not be understood; the text is kept as it came.',
    eventIds: [],
  });
});

const missing = aDay({ day: '2026-11-18', state: 'missing', events: 0, lastReadAt: null });

testRule({
  rule: 'collection-gap',
  fires: { coverage: [aDay(), missing] },
  sentence: 'Nothing was read for Wed 18 Nov (UTC).',
  severity: 'high',
  justNot: {
    complete: { coverage: [aDay()] },
    'a day that has not ended': { coverage: [missing], asOf: at('Wed 23:59') },
    'a partial day whose hours in the period are known': {
      coverage: [aDay({ day: '2026-11-23', state: 'partial' })],
      period: { from: at('Mon 05:00'), to: at('Mon+ 05:00'), timeZone: 'America/New_York' },
      knownUntil: at('Mon+ 05:00'),
    },
  },
  suppress: {},
});

test('collection-gap merges consecutive days in one state, and names the state', () => {
  const coverage = [
    missing,
    { ...missing, day: '2026-11-19' },
    aDay({ day: '2026-11-20', state: 'lost' }),
    aDay({ day: '2026-11-21', state: 'complete' }),
    { ...missing, day: '2026-11-22' },
  ];
  expect(findingsOf('collection-gap', { coverage })).toMatchObject([
    { sentence: 'Nothing was read for Wed 18 Nov and Thu 19 Nov (UTC).', count: 2 },
    {
      sentence:
        'The audit events of Fri 20 Nov (UTC) are lost: neither Microsoft nor this store has them any more.',
      at: null,
    },
    { sentence: 'Nothing was read for Sun 22 Nov (UTC).' },
  ]);
});

test.each([
  ['missing', 'Nothing was read from Wed 18 Nov to Fri 20 Nov (3 UTC days).'],
  [
    'lost',
    'The audit events from Wed 18 Nov to Fri 20 Nov (3 UTC days) are lost: neither Microsoft nor this store has them any more.',
  ],
] as const)('collection-gap names the first and the last of more than two days: %s', (state, sentence) => {
  const coverage = ['2026-11-18', '2026-11-19', '2026-11-20'].map((day) => aDay({ day, state }));
  expect(findingsOf('collection-gap', { coverage })).toMatchObject([{ sentence, count: 3 }]);
});

const advises = (advice: string) => expect.stringContaining(advice) as string;

test('collection-gap advises to read days that Graph still has, and to import older or lost ones', () => {
  const coverage = [missing, { ...missing, day: '2026-11-19' }, aDay({ day: '2026-11-20', state: 'lost' })];
  expect(findingsOf('collection-gap', { coverage, asOf: new Date('2026-12-19T07:00:00Z') })).toMatchObject([
    {
      sentence: 'Nothing was read for Wed 18 Nov (UTC).',
      advice: advises('pim-report import'),
    },
    { advice: advises('read the missing days while Microsoft still has them') },
    { advice: advises('pim-report import') },
  ]);
});

test('events-missing advises to import a day with lost events that Graph no longer has', () => {
  const missingEvents = [{ day: '2026-11-18', read: 1, counted: 2 }];
  const adviceOn = (asOf: string) =>
    findingsOf('events-missing', { missingEvents, asOf: new Date(asOf) }).map(({ advice }) => advice);
  expect(adviceOn('2026-12-18T07:00:00Z')).toEqual([advises('pim-report collect --from DAY --to DAY')]);
  expect(adviceOn('2026-12-19T07:00:00Z')).toEqual([advises('pim-report import')]);
});

test('collection-gap does not fire for a day whose events come from a file', () => {
  const coverage = [aDay({ day: '2026-11-18', state: 'imported' })];
  expect(findingsOf('collection-gap', { coverage })).toEqual([]);
});

test('collection-gap reports a day as soon as it has ended', () => {
  expect(findingsOf('collection-gap', { coverage: [missing], asOf: at('Thu 00:00') })).toHaveLength(1);
});

test('collection-gap reports days that are not consecutive separately', () => {
  const coverage = [missing, { ...missing, day: '2026-11-20' }];
  expect(findingsOf('collection-gap', { coverage }).map(({ count }) => count)).toEqual([1, 1]);
});

test('collection-gap reports a day that was collected only in part', () => {
  const coverage = [aDay({ day: '2026-11-23', state: 'partial' })];
  const period = { from: at('Mon 05:00'), to: at('Mon+ 05:00'), timeZone: 'America/New_York' };
  const knownUntil = at('Mon+ 04:59:59');
  expect(findingsOf('collection-gap', { coverage, period, knownUntil })).toMatchObject([
    { sentence: 'Only a part was read for Mon 23 Nov (UTC).' },
  ]);
});

testRule({
  rule: 'events-missing',
  fires: { missingEvents: [{ day: '2026-11-18', read: 1234, counted: 1240 }] },
  sentence: 'The store holds 1,234 of the 1,240 audit events collected for 2026-11-18: 6 are missing.',
  severity: 'high',
  count: 6,
  justNot: { 'every event is there': { missingEvents: [] } },
  suppress: {},
});

test('events-missing uses the singular for one event, and reports each day separately', () => {
  const missingEvents = [
    { day: '2026-11-17', read: 0, counted: 1 },
    { day: '2026-11-18', read: 2, counted: 4 },
  ];
  expect(findingsOf('events-missing', { missingEvents })).toMatchObject([
    {
      sentence: 'The store holds 0 of the 1 audit event collected for 2026-11-17: 1 is missing.',
      at: null,
    },
    { count: 2, at: null },
  ]);
});

const late = { coverage: [aDay({ day: '2026-11-16' }), aDay({ lateEvents: 2 }), aDay({ lateEvents: 1 })] };

testRule({
  rule: 'late-events',
  fires: late,
  sentence: '3 events arrived after their day had been collected; this report includes them.',
  severity: 'info',
  count: 3,
  justNot: { 'no late events': { coverage: [aDay()] } },
  suppress: {},
});

test('computeFindings finds nothing in a quiet week', () => {
  expect(computeFindings(aContext({ coverage: [aDay()] }))).toEqual([]);
});

test('late-events reports events of the previous period that arrived after its report was sent', () => {
  const [finding] = findingsOf('late-events', { lateForReport: 2 });
  expect(finding).toMatchObject({ severity: 'info', count: 2 });
  expect(finding?.sentence).toBe(
    '2 events of the period before arrived after its report had been sent; making that report again shows them.',
  );
  expect(findingsOf('late-events', { lateForReport: 0 })).toEqual([]);
});
