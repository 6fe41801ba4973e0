import { lookBackDaysOf } from '../../../../shared/analysis/findings/compute-findings';
import { rules } from '../../../../shared/analysis/findings/rules';
import { defaultFindingsPolicy } from '../../../../shared/domain/findings-policy';
import {
  aChange,
  anElevation,
  anElevationFrom,
  aPrincipal,
  at,
  globalAdministrator,
  reportsReader,
  securityReader,
} from '../../../support/builders/findings';
import { anEarlier, daysBefore, historyOf, usual } from '../../../support/builders/history';
import { findingsOf, testRule } from '../rule-cases';

const off = (start: string, end: string) => anElevationFrom(at(`Tue ${start}`), at(`Tue ${end}`));
const offBefore = (days: number) => {
  const start = daysBefore(days, at('Tue 22:41'));
  return historyOf({ elevations: [anElevationFrom(start, null)] });
};

testRule({
  rule: 'first-off-hours-activation',
  fires: { elevations: [off('22:41', '23:30')], history: usual() },
  sentence:
    'Anna activated Reports Reader on Tue 17 Nov 22:41, outside business hours for the first time in 90 days.',
  severity: 'medium',
  justNot: {
    'in business hours': { elevations: [off('18:59', '20:00')], history: usual() },
    'activated off hours 90 days ago': { elevations: [off('22:41', '23:30')], history: offBefore(90) },
    'too little history': { elevations: [off('22:41', '23:30')], history: historyOf({}, 6) },
    'never started': { elevations: [anElevation({ outcome: 'denied', startedAt: null })], history: usual() },
  },
  suppress: { principal: 'Anna' },
});

describe('first-off-hours-activation', () => {
  test('fires with seven days of history', () => {
    const context = { elevations: [off('22:41', '23:30')], history: historyOf({}, 7) };
    expect(findingsOf('first-off-hours-activation', context)).toMatchObject([
      { sentence: expect.stringContaining('for the first time in the 7 days on record.') as string },
    ]);
  });

  test('fires if the last such activation is older than the look-back', () => {
    const elevations = [off('22:41', '23:30')];
    const history = historyOf({ elevations: [anElevationFrom(daysBefore(91, at('Tue 22:41')), null)] });
    expect(findingsOf('first-off-hours-activation', { elevations, history })).toHaveLength(1);
  });

  test('reports only the first activation of a period, whatever the roles', () => {
    const later = anElevationFrom(at('Wed 03:00'), null, { role: securityReader });
    const elevations = [later, off('22:41', '23:30')];
    const found = findingsOf('first-off-hours-activation', { elevations, history: usual() });
    expect(found).toMatchObject([{ at: at('Tue 22:41'), role: reportsReader }]);
  });

  test('uses the time zone of the report', () => {
    const period = { from: at('Mon 00:00'), to: at('Mon+ 00:00'), timeZone: 'Asia/Tokyo' };
    const elevations = [off('10:01', '12:00')];
    expect(findingsOf('first-off-hours-activation', { elevations, history: usual(), period })).toHaveLength(
      1,
    );
  });
});

testRule({
  rule: 'first-activation-of-role',
  fires: { elevations: [anElevation()], history: historyOf() },
  sentence: 'Anna activated Reports Reader for the first time in 180 days.',
  severity: 'low',
  justNot: {
    'activated 180 days ago': {
      elevations: [anElevation()],
      history: historyOf({ elevations: [anEarlier(180)] }),
    },
    'too little history': { elevations: [anElevation()], history: historyOf({}, 6) },
    'never activated': { elevations: [anElevation({ outcome: 'denied', startedAt: null })] },
  },
  suppress: { principal: 'Anna', role: 'Reports Reader' },
});

describe('first-activation-of-role', () => {
  test('reports a person and a role once in a period', () => {
    const elevations = [
      anElevation(),
      anElevationFrom(at('Wed 10:00'), at('Wed 11:00')),
      anElevationFrom(at('Thu 10:00'), at('Thu 11:00'), { role: globalAdministrator }),
      anElevationFrom(at('Fri 10:00'), at('Fri 11:00'), { principal: aPrincipal('Bo') }),
    ];
    const history = historyOf({ elevations: [anEarlier(181), anEarlier(5, { role: securityReader })] });
    expect(findingsOf('first-activation-of-role', { elevations, history })).toMatchObject([
      { severity: 'medium', role: globalAdministrator },
      { severity: 'low', at: at('Tue 10:00'), eventIds: elevations[0]?.eventIds },
      { severity: 'low', principal: { name: 'Bo' } },
    ]);
  });

  test('distinguishes groups, but not the scopes of a role', () => {
    const of = (name: string, provider: 'group' | 'azure') =>
      ({
        provider,
        role: { id: 'member', name: 'Member', privileged: false },
        scope: { id: name, name },
      }) as const;
    const history = historyOf({
      elevations: [anEarlier(5, of('A', 'group')), anEarlier(5, of('A', 'azure'))],
    });
    const elevations = [anElevation(of('B', 'group')), anElevation(of('B', 'azure'))];
    expect(findingsOf('first-activation-of-role', { elevations, history })).toMatchObject([
      { scope: { name: 'B' }, sentence: 'Anna activated Member of B for the first time in 180 days.' },
    ]);
  });

  test.each([
    [7, 'the 7 days on record'],
    [179, 'the 179 days on record'],
    [180, '180 days'],
  ])('states the length of a history of %i days', (days, note) => {
    const [found] = findingsOf('first-activation-of-role', {
      elevations: [anElevation()],
      history: historyOf({}, days),
    });
    expect(found?.sentence).toBe(`Anna activated Reports Reader for the first time in ${note}.`);
  });

  test('takes its number of days from the settings', () => {
    const policy = { thresholds: { 'first-activation-of-role': { days: 10, minimumHistoryDays: 3 } } };
    const of = (days: number, known: number) =>
      findingsOf('first-activation-of-role', {
        elevations: [anElevation()],
        history: historyOf({ elevations: [anEarlier(days)] }, known),
        policy,
      });
    expect(of(10, 400)).toEqual([]);
    expect(of(11, 2)).toEqual([]);
    expect(of(11, 3)).toMatchObject([
      { sentence: expect.stringContaining('in the 3 days on record.') as string },
    ]);
  });
});

testRule({
  rule: 'dormant-principal-activated',
  fires: { elevations: [anElevation()], history: historyOf({ elevations: [anEarlier(73)] }) },
  sentence: 'Anna activated Reports Reader after 73 days without any activation on record.',
  severity: 'medium',
  justNot: {
    'active 60 days ago': {
      elevations: [anElevation()],
      history: historyOf({ elevations: [anEarlier(60), anEarlier(90)] }),
    },
    'active in another role': {
      elevations: [anElevation()],
      history: historyOf({ elevations: [anEarlier(73), anEarlier(5, { role: securityReader })] }),
    },
    'new 59 days ago': {
      elevations: [anElevation()],
      history: historyOf({ changes: [aChange({ principal: aPrincipal('Anna'), at: daysBefore(59) })] }),
    },
    unknown: { elevations: [anElevation()], history: historyOf() },
  },
  suppress: { principal: 'Anna' },
});

describe('dormant-principal-activated', () => {
  test.each([
    [6, 0],
    [7, 1],
  ])('with %i days of history gives %i finding(s)', (days, count) => {
    const history = historyOf({ elevations: [anEarlier(73)] }, days);
    expect(findingsOf('dormant-principal-activated', { elevations: [anElevation()], history })).toHaveLength(
      count,
    );
  });

  test('looks back twice its number of days', () => {
    const others = rules.map(({ id }) => id).filter((id) => id !== 'dormant-principal-activated');
    const policy = { ...defaultFindingsPolicy, disabled: others };
    const thresholds = { 'dormant-principal-activated': { value: 45 } };
    expect(lookBackDaysOf(policy)).toBe(120);
    expect(lookBackDaysOf({ ...policy, thresholds })).toBe(90);
  });

  test('finds an account that was assigned a role and never used it', () => {
    const given = aChange({ principal: aPrincipal('Anna'), at: daysBefore(60) });
    const [found] = findingsOf('dormant-principal-activated', {
      elevations: [anElevation(), anElevationFrom(at('Wed 10:00'), at('Wed 12:00'))],
      history: historyOf({ changes: [given] }, 59),
    });
    expect(found?.sentence).toBe(
      'Anna activated Reports Reader after at least 60 days without any activation on record.',
    );
  });
});
