import fc from 'fast-check';
import { computeFindings, lookBackDaysOf } from '../../../shared/analysis/findings/compute-findings';
import { rules } from '../../../shared/analysis/findings/rules';
import { defaultFindingsPolicy, type FindingsPolicy } from '../../../shared/domain/findings-policy';
import {
  aChange,
  aContext,
  anActor,
  anElevationFrom,
  aPrincipal,
  at,
  globalAdministrator,
  reportsReader,
} from '../../support/builders/findings';
import { anEarlier, completeDays, historyOf } from '../../support/builders/history';

/** `eligible-not-used` needs all of its look-back, so it has no minimum of its own. */
const historyRules = rules
  .filter((rule) => rule.lookBackDays !== undefined && rule.id !== 'eligible-not-used')
  .map(({ id }) => id);
const addresses = ['203.0.113.1', '203.0.113.2', '203.0.113.3'];

/** Pairs at the same time, so that only the rules can decide which one comes first. */
const elevations = ['Mon 22:00', 'Mon 22:00', 'Tue 10:00', 'Tue 10:00'].map((start, index) =>
  anElevationFrom(at(start), null, {
    id: `r${index}`,
    role: index % 2 === 0 ? globalAdministrator : reportsReader,
    approver: anActor(index % 2 === 0 ? 'Quin' : 'Rosa'),
    ipAddress: `198.51.100.${index % 2}`,
    eventIds: [`e${index}`],
  }),
);
const changes = [
  aChange({ principal: aPrincipal('Otto'), role: globalAdministrator, at: at('Mon 09:00') }),
  ...['Bo', 'Cleo', 'Dina'].map((name) =>
    aChange({
      kind: 'active-removed',
      principal: aPrincipal(name),
      role: globalAdministrator,
      initiator: anActor('Otto'),
      at: at('Mon 10:00'),
    }),
  ),
];
const history = historyOf({
  elevations: [
    ...addresses.map((ipAddress) => anEarlier(20, { ipAddress, principal: aPrincipal('Anna') })),
    anEarlier(70, { role: globalAdministrator, principal: aPrincipal('Bo') }),
    anEarlier(70, { principal: aPrincipal('Anna') }),
  ],
});
const found = (of: typeof elevations, by: typeof changes) =>
  computeFindings(aContext({ elevations: of, changes: by, history })).filter(({ rule }) =>
    historyRules.includes(rule),
  );

describe('the rules that need history', () => {
  test('are these seven, and each has a threshold for the minimum history', () => {
    expect(historyRules).toEqual([
      'new-role-holder',
      'admins-removed-by-new-admin',
      'first-off-hours-activation',
      'first-activation-of-role',
      'dormant-principal-activated',
      'new-ip-address',
      'unusual-approver',
    ]);
    for (const { id, thresholds } of rules) {
      expect([id, thresholds.minimumHistoryDays]).toEqual([id, historyRules.includes(id) ? 7 : undefined]);
    }
  });

  test('find the same for any order of their input', () => {
    const expected = found(elevations, changes);
    expect(new Set(expected.map(({ rule }) => rule)).size).toBeGreaterThanOrEqual(6);
    fc.assert(
      fc.property(
        fc.shuffledSubarray(elevations, { minLength: elevations.length }),
        fc.shuffledSubarray(changes, { minLength: changes.length }),
        (shuffledElevations, shuffledChanges) => {
          expect(found(shuffledElevations, shuffledChanges)).toEqual(expected);
        },
      ),
    );
  });

  test('find nothing without a history', () => {
    const context = aContext({ elevations, changes, history: historyOf({}, 0) });
    expect(computeFindings(context).filter(({ rule }) => historyRules.includes(rule))).toEqual([]);
    expect(completeDays(0).has('2026-11-15')).toBe(false);
  });
});

describe('how far the rules look back', () => {
  const days = (policy: Partial<FindingsPolicy>) => lookBackDaysOf({ ...defaultFindingsPolicy, ...policy });
  const all = rules.map(({ id }) => id);
  const but = (id: string) => ({ disabled: all.filter((each) => each !== id) });

  test.each([
    ['every rule', {}, 180],
    ['no rule', { disabled: all }, 0],
    ['a rule that needs no history', but('long-activation'), 0],
    ['new addresses', but('new-ip-address'), 30],
    ['dormant accounts, twice as far as their days', but('dormant-principal-activated'), 120],
    ['new admins', but('admins-removed-by-new-admin'), 180],
    ['a longer setting', { thresholds: { 'unusual-approver': { value: 400 } } }, 400],
  ])('depends on the enabled rules: %s', (_, policy, expected) => {
    expect(days(policy)).toBe(expected);
  });
});
