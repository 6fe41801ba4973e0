import { totalsOf } from '../../shared/analysis/totals';
import type { Elevation } from '../../shared/domain/events/elevation';
import type { Finding } from '../../shared/domain/finding';
import { at, directory, globalAdministrator, reportsReader, sam, user } from '../support/builders/events';

function elevation(from: string | null, to: string | null, facts: Partial<Elevation> = {}): Elevation {
  return {
    id: `${from} ${to}`,
    provider: 'entra',
    principal: sam,
    role: { ...globalAdministrator, privileged: true },
    scope: directory,
    outcome: 'activated',
    initiator: sam,
    requestedStartAt: null,
    requestedAt: null,
    approvedAt: null,
    approver: null,
    actions: [],
    isScheduled: false,
    startedAt: from === null ? null : at(from),
    plannedEndAt: null,
    endedAt: to === null ? null : at(to),
    endedBy: null,
    justification: null,
    ticket: null,
    mfa: 'not recorded',
    approvalRequired: null,
    ipAddress: null,
    settledAt: null,
    failureReason: null,
    sources: ['graph'],
    eventIds: [],
    ...facts,
  };
}

const minutes = (...elevations: Elevation[]) => totalsOf(elevations, [], 0).elevatedMinutes;

describe('elevated minutes', () => {
  test('count an overlap of one principal, role and scope once', () => {
    expect(minutes(elevation('16 09:00', '16 10:00'), elevation('16 09:30', '16 10:30'))).toBe(90);
    expect(minutes(elevation('16 09:00', '16 11:00'), elevation('16 09:30', '16 10:00'))).toBe(120);
    expect(
      minutes(
        elevation('16 09:10', '16 09:20'),
        elevation('16 09:00', '16 11:00'),
        elevation('16 10:50', '16 11:10'),
      ),
    ).toBe(130);
  });

  test.each([
    ['principal', { principal: user('kim') }],
    ['role', { role: { ...reportsReader, privileged: false } }],
    ['scope', { scope: { id: 'other', name: null } }],
  ])('add up over different %ss', (_, facts) => {
    expect(minutes(elevation('16 09:00', '16 10:00'), elevation('16 09:30', '16 10:30', facts))).toBe(120);
  });

  test('leave out elevations that still run or never started', () => {
    expect(minutes(elevation('16 09:00', null), elevation(null, '16 10:00'), elevation(null, null))).toBe(0);
    const ended = elevation('16 09:30', '16 10:00');
    expect(minutes(elevation('16 09:00', null), ended)).toBe(30);
    expect(minutes(elevation(null, '16 11:00'), ended)).toBe(30);
  });

  test('are rounded to one decimal only after the sum', () => {
    const twoSeconds = ['09', '10', '11'].map((hour) => elevation(`16 ${hour}:00:00`, `16 ${hour}:00:02`));
    expect(minutes(...twoSeconds)).toBe(0.1);
  });
});

describe('the other totals', () => {
  test('count all requests, but people and roles only of activations, ignoring case', () => {
    const shouting = { ...sam, id: sam.id?.toUpperCase() ?? null };
    const rows = [
      elevation('16 09:00', '16 10:00'),
      elevation('17 09:00', '17 10:00', { principal: shouting }),
      elevation(null, null, { outcome: 'denied', role: { ...reportsReader, privileged: false } }),
    ];
    expect(totalsOf(rows, [], 42)).toMatchObject({
      events: 42,
      requests: 3,
      activations: 2,
      principals: 1,
      roles: 1,
    });
  });

  test('count each person and each role once', () => {
    const { principals, roles } = totalsOf(
      [
        elevation('16 09:00', '16 10:00'),
        elevation('16 09:00', '16 10:00', { principal: user('kim') }),
        elevation('16 09:00', '16 10:00', { principal: user('max') }),
        elevation('16 09:00', '16 10:00', { role: { ...reportsReader, privileged: false } }),
      ],
      [],
      0,
    );
    expect([principals, roles]).toEqual([3, 2]);
  });

  test('count Member and Owner of each group as roles of their own, also when events give no id of the role', () => {
    const place = (name: string, group: string): Elevation =>
      elevation('16 09:00', '16 10:00', {
        provider: 'group',
        role: { id: null, name, privileged: false },
        scope: { id: group, name: group },
      });
    const rows = [
      place('Member', 'one'),
      place('Owner', 'one'),
      place('Member', 'two'),
      place('member', 'ONE'),
    ];
    expect(totalsOf(rows, [], 0).roles).toBe(3);
  });

  test('count open findings by severity', () => {
    const finding = (severity: Finding['severity'], suppressed: Finding['suppressed'] = null): Finding => ({
      rule: 'any',
      alsoRules: [],
      severity,
      sentence: '',
      why: '',
      advice: '',
      initiator: null,
      principal: null,
      role: null,
      scope: null,
      at: at('16'),
      count: 3,
      suppressed,
      eventIds: [],
    });
    const findings = [finding('high'), finding('high', { reason: 'known', until: null }), finding('info')];
    expect(totalsOf([], findings, 0).findings).toEqual({ high: 1, medium: 0, low: 0, info: 1 });
  });
});
