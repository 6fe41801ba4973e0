import {
  anActor,
  anElevation,
  anElevationFrom,
  aPrincipal,
  at,
  securityReader,
} from '../../../support/builders/findings';
import { anEarlier, historyOf } from '../../../support/builders/history';
import { findingsOf, testRule } from '../rule-cases';

const from = (ipAddress: string | null) => anElevation({ ipAddress });
const known = (...addresses: readonly [number, string][]) =>
  historyOf({ elevations: addresses.map(([days, ipAddress]) => anEarlier(days, { ipAddress })) });
const three = known([1, '203.0.113.1'], [2, '203.0.113.2'], [30, '203.0.113.3']);

testRule({
  rule: 'new-ip-address',
  fires: { elevations: [from('198.51.100.9')], history: three },
  sentence: 'Anna activated Reports Reader from 198.51.100.9, a new address besides the 3 seen in 30 days.',
  severity: 'low',
  justNot: {
    'seen 30 days ago': { elevations: [from('203.0.113.3')], history: three },
    'another port only': { elevations: [from('203.0.113.3:50122')], history: three },
    'only two known addresses': {
      elevations: [from('198.51.100.9')],
      history: known([1, '203.0.113.1'], [2, '203.0.113.2'], [31, '203.0.113.3']),
    },
    'not recorded': { elevations: [from(null)], history: three },
    'too little history': {
      elevations: [from('198.51.100.9')],
      history: { ...three, completeDays: new Set() },
    },
    'never activated': {
      elevations: [anElevation({ ipAddress: '198.51.100.9', outcome: 'failed', startedAt: null })],
      history: three,
    },
  },
  suppress: { principal: 'Anna' },
});

describe('new-ip-address', () => {
  test('reports each address once, and counts addresses of the period as known', () => {
    const elevations = ['198.51.100.1', '198.51.100.2', '198.51.100.3', '2001:DB8::9', '2001:db8::9'].map(
      (ipAddress, hour) => anElevationFrom(at(`Wed 0${hour}:00`), at(`Wed 0${hour}:30`), { ipAddress }),
    );
    expect(findingsOf('new-ip-address', { elevations, history: historyOf() })).toMatchObject([
      { at: at('Wed 03:00'), sentence: expect.stringContaining('2001:DB8::9') as string },
    ]);
  });

  test('does not count the address of a failed attempt as known', () => {
    const refused = anElevation({
      ipAddress: '198.51.100.9',
      outcome: 'failed',
      startedAt: null,
      requestedAt: at('Mon 09:00'),
    });
    const elevations = [refused, from('198.51.100.9')];
    expect(findingsOf('new-ip-address', { elevations, history: three })).toHaveLength(1);
  });

  test('keeps the addresses of each person separate', () => {
    const elevations = [{ ...from('203.0.113.1'), principal: aPrincipal('Bo') }];
    const others = ['203.0.113.5', '203.0.113.6', '203.0.113.7'];
    const bo = others.map((ipAddress) => anEarlier(3, { ipAddress, principal: aPrincipal('Bo') }));
    const history = historyOf({ elevations: [anEarlier(1, { ipAddress: '203.0.113.1' }), ...bo] });
    expect(findingsOf('new-ip-address', { elevations, history })).toHaveLength(1);
  });

  test('fires with one known address if the settings require only one', () => {
    const policy = { thresholds: { 'new-ip-address': { knownAddresses: 1 } } };
    const context = { elevations: [from('198.51.100.9')], history: known([1, '203.0.113.1']), policy };
    expect(findingsOf('new-ip-address', context)).toMatchObject([
      {
        sentence:
          'Anna activated Reports Reader from 198.51.100.9, a new address besides the 1 seen in 30 days.',
      },
    ]);
  });

  test.each([
    [6, 0],
    [7, 1],
  ])('with %i days of history gives %i finding(s)', (days, count) => {
    const history = { ...three, completeDays: historyOf({}, days).completeDays };
    expect(findingsOf('new-ip-address', { elevations: [from('198.51.100.9')], history })).toHaveLength(count);
  });

  test('states a short history', () => {
    const history = { ...three, completeDays: historyOf({}, 14).completeDays };
    const [found] = findingsOf('new-ip-address', { elevations: [from('198.51.100.9')], history });
    expect(found?.sentence).toContain('a new address besides the 3 seen in the 14 days on record.');
  });
});

const approvedBy = (name: string) => anElevation({ approver: anActor(name) });
const petra90 = historyOf({ elevations: [anEarlier(90), anEarlier(91, { approver: anActor('Quin') })] });

testRule({
  rule: 'unusual-approver',
  fires: { elevations: [approvedBy('Quin')], history: petra90 },
  sentence: "Quin approved Anna's request for Reports Reader, their first approval for this role in 90 days.",
  severity: 'low',
  justNot: {
    'seen 90 days ago': { elevations: [approvedBy('Petra')], history: petra90 },
    'no approval of the role before': {
      elevations: [{ ...approvedBy('Quin'), role: securityReader }],
      history: petra90,
    },
    'by an unknown approver': {
      elevations: [{ ...approvedBy('Quin'), approver: null }],
      history: petra90,
    },
    denied: {
      elevations: [{ ...approvedBy('Quin'), approvedAt: null, outcome: 'denied', startedAt: null }],
      history: petra90,
    },
    'too little history': {
      elevations: [approvedBy('Quin')],
      history: { ...petra90, completeDays: historyOf({}, 6).completeDays },
    },
  },
  suppress: { principal: 'Anna', initiator: 'Quin' },
});

describe('unusual-approver', () => {
  test('reports an approver and a role once', () => {
    const again = anElevationFrom(at('Wed 10:00'), at('Wed 11:00'), { approver: anActor('Quin') });
    const found = findingsOf('unusual-approver', {
      elevations: [again, approvedBy('Quin')],
      history: petra90,
    });
    expect(found).toMatchObject([{ at: at('Tue 10:00') }]);
  });

  test('fires with seven days of history', () => {
    const history = { ...petra90, completeDays: historyOf({}, 7).completeDays };
    const elevations = [approvedBy('Quin')];
    expect(findingsOf('unusual-approver', { elevations, history })).toHaveLength(1);
  });

  test('fires without a known approver if the settings allow it, and states a short history', () => {
    const policy = { thresholds: { 'unusual-approver': { knownApprovers: 0 } } };
    const [found] = findingsOf('unusual-approver', {
      elevations: [approvedBy('Quin')],
      history: historyOf({}, 14),
      policy,
    });
    expect(found?.sentence).toContain('their first approval for this role in the 14 days on record.');
  });
});
