import { analyse } from '../../shared/analysis/analyse';
import { noHistory } from '../../shared/analysis/history/history';
import type { AuditEvent } from '../../shared/domain/audit-event';
import { defaultFindingsPolicy } from '../../shared/domain/findings-policy';
import { activationEvents, at, auditEvent, twin, week47 } from '../support/events';

const analysed = (events: readonly AuditEvent[], unreadable = 0) =>
  analyse({
    events,
    period: week47,
    asOf: at('23 07:00'),
    knownUntil: at('23 00:00'),
    coverage: [],
    unreadable,
    history: noHistory,
    policy: defaultFindingsPolicy,
  });

describe('analyse', () => {
  it('joins, picks the period and counts', () => {
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

  it('tells of late events only when there are some', () => {
    const rules = (lateForReport?: number) =>
      analyse({
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

  it('does not name unreadable events where there are none, and names without blanks', () => {
    const { unknownActivities } = analysed([auditEvent(' Brand new ', { at: at('17') })]);
    expect(unknownActivities).toEqual([{ name: 'Brand new', count: 1 }]);
  });

  it('names activities that the catalogue lacks, the most frequent first, spellings and repeats folded', () => {
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
    ]);
  });
});
