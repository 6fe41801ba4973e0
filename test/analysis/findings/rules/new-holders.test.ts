import type { Change, ChangeKind } from '../../../../shared/domain/events/change';
import {
  aChange,
  anActor,
  anElevationFrom,
  aPrincipal,
  at,
  globalAdministrator,
  pimService,
  securityReader,
} from '../../../support/builders/findings';
import { anAccess } from '../../../support/builders/access-analysis';
import { anEarlier, daysBefore, historyOf } from '../../../support/builders/history';
import { findingsOf, testRule } from '../rule-cases';

const bo = aPrincipal('Bo');
const before = (days: number, kind: ChangeKind = 'eligible-assigned') =>
  historyOf({ changes: [aChange({ kind, at: daysBefore(days) })] });

testRule({
  rule: 'new-role-holder',
  fires: { changes: [aChange()], history: historyOf() },
  sentence: 'Petra made Bo eligible for Reports Reader, a first in 180 days.',
  severity: 'low',
  justNot: {
    'held 180 days ago': { changes: [aChange()], history: before(180) },
    'used 180 days ago': {
      changes: [aChange()],
      history: historyOf({ elevations: [anEarlier(180, { principal: bo })] }),
    },
    'removed in between': { changes: [aChange()], history: before(100, 'eligible-removed') },
    'only requested': { changes: [aChange({ result: 'requested' })], history: historyOf() },
    'not an assignment': { changes: [aChange({ kind: 'eligible-extended' })], history: historyOf() },
    'too little history': { changes: [aChange()], history: historyOf({}, 6) },
  },
  suppress: { principal: 'Bo', role: 'Reports Reader', initiator: 'Petra' },
});

describe('new-role-holder', () => {
  test('fires with seven days of history', () => {
    const context = { changes: [aChange()], history: historyOf({}, 7) };
    expect(findingsOf('new-role-holder', context)).toMatchObject([
      { sentence: expect.stringContaining('a first in the 7 days on record.') as string },
    ]);
  });

  test('does not count a mere request in the period as held', () => {
    const asked = aChange({ at: at('Mon 10:00'), result: 'requested' });
    const context = { changes: [asked, aChange()], history: historyOf() };
    expect(findingsOf('new-role-holder', context)).toMatchObject([{ at: at('Tue 10:00') }]);
  });

  test('names a group as a group, and no initiator if PIM is the initiator', () => {
    const group = aPrincipal('Auditors', { type: 'group' });
    const sentenceOf = (overrides: Partial<Change>) =>
      findingsOf('new-role-holder', { changes: [aChange(overrides)], history: historyOf() })[0]?.sentence;
    const member = { id: 'm', name: 'Member', privileged: false };
    const nested = {
      provider: 'group',
      principal: group,
      role: member,
      scope: { id: 'g', name: 'Owners' },
    } as const;
    expect(sentenceOf(nested)).toBe(
      'The group Auditors was made eligible for Member of Owners by Petra, a first in 180 days.',
    );
    expect(sentenceOf({ principal: group })).toBe(
      'Petra made the group Auditors eligible for Reports Reader, a first in 180 days.',
    );
    expect(sentenceOf({ initiator: pimService })).toBe(
      'Bo was made eligible for Reports Reader, a first in 180 days.',
    );
    expect(sentenceOf({ kind: 'active-assigned', initiator: anActor('Bo') })).toBe(
      'Bo made themselves an active Reports Reader, a first in 180 days.',
    );
  });

  test('reports a holder without a name', () => {
    const [found] = findingsOf('new-role-holder', {
      changes: [aChange({ principal: null })],
      history: historyOf(),
    });
    expect(found?.sentence).toContain('Petra made unknown eligible for Reports Reader');
  });

  test('fires if the last assignment is older than the look-back or failed', () => {
    const asked = historyOf({ changes: [aChange({ result: 'failed', at: daysBefore(9) })] });
    for (const history of [before(181), asked]) {
      expect(findingsOf('new-role-holder', { changes: [aChange()], history })).toHaveLength(1);
    }
  });

  test('reports a person and a role once, and is high for tier 0', () => {
    const changes = [
      aChange({ at: at('Wed 10:00'), kind: 'active-assigned', role: globalAdministrator }),
      aChange({ at: at('Mon 10:00'), kind: 'assigned-outside-pim', role: globalAdministrator }),
      aChange({ at: at('Thu 10:00'), role: securityReader }),
    ];
    expect(findingsOf('new-role-holder', { changes, history: historyOf({}, 30) })).toMatchObject([
      {
        severity: 'high',
        at: at('Mon 10:00'),
        sentence:
          'Petra gave Bo Global Administrator directly, bypassing PIM, a first in the 29 days on record.',
      },
      { severity: 'low', role: securityReader },
    ]);
  });

  test('does not fire after an earlier use in the period, but fires for a use at the same time', () => {
    const used = (start: Date) => ({
      changes: [aChange()],
      elevations: [anElevationFrom(start, at('Wed 10:00'), { principal: bo })],
      history: historyOf(),
    });
    expect(findingsOf('new-role-holder', used(at('Tue 09:59')))).toEqual([]);
    expect(findingsOf('new-role-holder', used(at('Tue 10:00')))).toHaveLength(1);
  });

  test('uses the smallest id of two simultaneous grants, in any order', () => {
    const [one, two] = ['a-event', 'b-event'].map((id) => aChange({ eventIds: [id] }));
    for (const changes of [
      [one!, two!],
      [two!, one!],
    ])
      expect(findingsOf('new-role-holder', { changes, history: historyOf() })).toMatchObject([
        { eventIds: ['a-event'] },
      ]);
  });

  test('is low for a grant without a role', () => {
    const changes = [aChange({ role: null })];
    expect(findingsOf('new-role-holder', { changes, history: historyOf() })).toMatchObject([
      { severity: 'low', role: null },
    ]);
  });

  test('treats the grant as earlier than a use at the same time, whatever their ids', () => {
    for (const [grant, use] of [
      ['a', 'b'],
      ['b', 'a'],
    ] as const) {
      const context = {
        changes: [aChange({ eventIds: [grant] })],
        elevations: [anElevationFrom(at('Tue 10:00'), null, { id: use, principal: bo })],
        history: historyOf(),
      };
      expect(findingsOf('new-role-holder', context)).toMatchObject([{ eventIds: [grant] }]);
    }
  });

  test('does not fire if an assignment without a recorded grant is removed later', () => {
    const found = (...removals: Partial<Change>[]) =>
      findingsOf('new-role-holder', {
        changes: [aChange(), ...removals.map((each) => aChange({ at: at('Tue 10:05'), ...each }))],
        history: historyOf(),
      }).length;
    expect(found({ kind: 'active-removed' })).toBe(0);
    expect(found({ kind: 'removed-outside-pim', scope: null })).toBe(0);
    expect(found({ kind: 'active-removed', result: 'requested' })).toBe(1);
    expect(found({ kind: 'active-removed', principal: aPrincipal('Cleo') })).toBe(1);
    expect(found({ kind: 'eligible-removed' })).toBe(1);
    expect(found({ kind: 'active-assigned', at: at('Tue 10:04') }, { kind: 'active-removed' })).toBe(1);
  });

  test('fires if what is removed later is, or may be, the activation of what was granted', () => {
    const found = (removal: Partial<Change>, start = 'Tue 11:00') =>
      findingsOf('new-role-holder', {
        changes: [aChange(), aChange({ kind: 'removed-outside-pim', scope: null, ...removal })],
        elevations: [anElevationFrom(at(start), at('Tue 12:00'), { principal: bo })],
        history: historyOf(),
      }).length;
    // After its planned end, when its own end was not logged; and hours later.
    expect(found({ at: at('Tue 12:06') })).toBe(1);
    expect(found({ at: at('Tue 14:00') })).toBe(1);
    // A permanent assignment is no activation.
    expect(found({ at: at('Tue 11:30'), permanent: true })).toBe(0);
    // Removed before the activation: an older assignment, which PIM replaces.
    expect(found({ at: at('Tue 10:30') })).toBe(0);
  });

  test('does not fire if a unit is given and an assignment to the whole directory is removed', () => {
    const unit = { id: '/administrativeUnits/1', name: 'Oslo' };
    const found = (scope: Change['scope']) =>
      findingsOf('new-role-holder', {
        changes: [
          aChange({ kind: 'active-assigned', scope: unit }),
          aChange({ kind: 'removed-outside-pim', scope, at: at('Tue 10:05') }),
        ],
        history: historyOf(),
      }).length;
    expect(found(null)).toBe(0);
    expect(found(unit)).toBe(1);
  });

  test('does not fire if a snapshot shows an assignment without a recorded grant', () => {
    const { role, scope } = aChange();
    const seen = {
      ...{ principal: bo, role: role!, scope: scope!, at: at('Mon 01:30'), isStanding: true, since: null },
      kind: 'eligible' as const,
    };
    const found = (overrides: object) =>
      findingsOf('new-role-holder', {
        changes: [aChange()],
        history: historyOf(),
        access: anAccess({ seen: [{ ...seen, ...overrides }] }),
      }).length;
    expect(found({})).toBe(0);
    expect(found({ since: at('Tue 09:59') })).toBe(0);
    expect(found({ at: at('Wed 01:30'), since: at('Tue 10:00') })).toBe(1);
    expect(found({ at: at('Wed 01:30'), kind: 'active', since: at('Tue 10:00') })).toBe(1);
    expect(found({ principal: aPrincipal('Cleo') })).toBe(1);
  });
});
