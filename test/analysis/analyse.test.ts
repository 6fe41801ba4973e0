import { noHistory } from '../../shared/analysis/history/history';
import type { AuditEvent } from '../../shared/domain/events/audit-event';
import { defaultFindingsPolicy } from '../../shared/domain/findings-policy';
import { analyseEvents, type EventsInput } from '../support/analyse-events';
import { activationEvents, at, auditEvent, twin, week47 } from '../support/builders/events';

const analysed = (events: readonly AuditEvent[], unreadable = 0, more: Partial<EventsInput> = {}) =>
  analyseEvents({
    events,
    period: week47,
    asOf: at('23 07:00'),
    knownUntil: at('23 00:00'),
    coverage: [],
    unreadable,
    history: noHistory,
    policy: defaultFindingsPolicy,
    ...more,
  });

describe('analyse', () => {
  test('joins events, keeps the elevations of the period and counts them', () => {
    const inside = activationEvents('r1');
    const before = activationEvents('r0');
    const { elevations, totals } = analysed([
      before.completed('15 23:59'),
      before.deactivated('16 00:29'),
      inside.completed('16 09:00'),
      inside.deactivated('16 10:30'),
    ]);
    expect(elevations.map(({ id }) => id)).toEqual(['r1']);
    expect(totals).toMatchObject({ events: 3, activations: 1, principals: 1, roles: 1, elevatedMinutes: 90 });
  });

  test('reports late events only if there are some', () => {
    const rules = (lateForReport?: number) =>
      analyseEvents({
        events: [],
        period: week47,
        asOf: at('23 07:00'),
        knownUntil: at('23 00:00'),
        coverage: [],
        unreadable: 0,
        ...(lateForReport === undefined ? {} : { lateForReport }),
        history: noHistory,
        policy: defaultFindingsPolicy,
      }).findings;
    expect(rules()).toEqual([]);
    expect(rules(3)).toMatchObject([{ count: 3 }]);
  });

  test('does not report unreadable events if there are none, and trims names', () => {
    const { unknownActivities } = analysed([auditEvent(' Brand new ', { at: at('17') })]);
    expect(unknownActivities).toEqual([{ name: 'Brand new', count: 1 }]);
  });

  test('lists unknown activities, most frequent first, and merges spellings and repeated events', () => {
    const shiny = auditEvent('Shiny new thing', { at: at('17') });
    const { unknownActivities } = analysed(
      [
        auditEvent('Brand new', { at: at('17') }),
        shiny,
        shiny,
        auditEvent('shiny  NEW thing.', { at: at('18') }),
        auditEvent('Last week', { at: at('15') }),
        twin('Unheard of', '17 09:00'),
      ],
      2,
    );
    expect(unknownActivities).toEqual([
      { name: '(unreadable event)', count: 2 },
      { name: 'Shiny new thing', count: 2 },
      { name: 'Brand new', count: 1 },
      { name: 'Unheard of', count: 1 },
    ]);
  });
});

test('what an app called MS-PIM does besides assigning roles is shown as a change', () => {
  const { changes, findings } = analysed([
    twin('Remove member from role', '17 09:00'),
    twin('Update role definition', '17 09:10', { principal: null }),
  ]);
  expect(changes.map(({ kind, initiator }) => [kind, initiator?.name])).toEqual([
    ['removed-outside-pim', 'MS-PIM'],
    ['custom-role-changed', 'MS-PIM'],
  ]);
  expect(findings.map(({ rule }) => rule)).toContain('custom-role-changed');
});

test('an activation ends when the directory logs its end, although PIM does not', () => {
  const { completed } = activationEvents('r1');
  const events = [
    completed('17 09:00', { expirationTime: at('17 17:00') }),
    twin('Remove member from role', '17 09:10'),
  ];
  const { elevations, findings } = analysed([...events, twin('Add member to role', '17 09:00')]);
  expect(elevations).toMatchObject([{ endedAt: at('17 09:10'), endedBy: 'removed' }]);
  expect(findings.map(({ rule }) => rule)).not.toContain('activation-without-end');
});

describe('a role assignment by an app called MS-PIM', () => {
  const outside = (events: readonly AuditEvent[], more: Partial<EventsInput> = {}) =>
    analysed(events, 0, more)
      .findings.filter(({ rule }) => rule === 'assigned-outside-pim')
      .map(({ sentence }) => sentence);
  const copy = (when: string) => twin('Add member to role', when);
  const sundayKnown = { history: { ...noHistory, completeDays: new Set(['2026-11-15']) } };
  const mondayKnown = { knownUntil: at('23 07:00') };

  test('is reported as assigned outside PIM unless PIM logged an activation', () => {
    const sentence = 'An app called MS-PIM gave Sam Global Administrator directly, bypassing PIM.';
    expect(outside([copy('17 09:00')])).toEqual([sentence]);
    expect(outside([copy('17 09:00'), activationEvents('r1').completed('17 09:00:03')])).toEqual([]);
  });

  test('is reported at an edge of the period only if the events beyond the edge are known', () => {
    expect(outside([copy('16 00:02')])).toEqual([]);
    expect(outside([copy('16 00:02')], sundayKnown)).toHaveLength(1);
    expect(outside([copy('22 23:58')])).toEqual([]);
    expect(outside([copy('22 23:58')], mondayKnown)).toHaveLength(1);
  });

  test('is a twin if PIM logged the activation just beyond an edge of the period', () => {
    const own = activationEvents('r1');
    expect(outside([own.completed('15 23:59:58'), copy('16 00:00:01')], sundayKnown)).toEqual([]);
    expect(outside([copy('22 23:59:58'), own.completed('23 00:00:01')], mondayKnown)).toEqual([]);
  });

  test('counts as a twin on days with incomplete events, and is reported on a complete day after a gap', () => {
    const hole = { knownUntil: at('18 00:00') };
    expect(outside([copy('18 09:00'), copy('20 09:00')], hole)).toEqual([]);
    const later = { ...hole, history: { ...noHistory, completeDays: new Set(['2026-11-20']) } };
    expect(outside([copy('18 09:00'), copy('20 09:00')], later)).toHaveLength(1);
  });
});
