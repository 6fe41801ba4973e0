import { analyseEvents } from '../../support/analyse-events';
import { alertRules } from '../../../shared/analysis/findings/alert-rules';
import { noHistory } from '../../../shared/analysis/history/history';
import type { AuditEvent } from '../../../shared/domain/events/audit-event';
import type { MessageOutcome } from '../../../shared/domain/alerts/alert';
import type { Actor, Role } from '../../../shared/domain/events/people';
import { defaultFindingsPolicy } from '../../../shared/domain/findings-policy';
import { createFakeChannel } from '../../support/fakes/alert-channel';
import {
  activationEvents,
  alex,
  at,
  auditEvent,
  directoryEvent,
  globalAdministrator,
  msPim,
  pimEvent,
  reportsReader,
  sam,
  twin,
  user,
  week47,
} from '../../support/builders/events';
import { openAlertWorld, type AlertWorldOptions } from './alert-world';

const now = at('16 12:00');
const noMfa = { mfa: 'no' } as const;
const tier0Only = { minimum: 'info', rules: ['tier0-activated'] } as const;
const everything = () => createFakeChannel({ minimum: 'info' });

/** Runs the alert job once, at noon of the 16th, with the events in Graph. Returns the alerts of the first channel. */
async function toldOf(log: AuditEvent[], options: AlertWorldOptions = {}): Promise<string[]> {
  const world = openAlertWorld({ log, ...options });
  const { failures } = await world.runAlerts(now);
  expect(failures).toEqual([]);
  return world.told();
}

describe('the events that an alert run reads', () => {
  test('are those of two hours in the first run, and older events cause no alert', async () => {
    const old = directoryEvent('Add member to role', '16 09:59');
    const young = directoryEvent('Add member to role', '16 10:01', { principal: user('kim') });
    const world = openAlertWorld({ log: [old, young] });
    await world.runAlerts(now);
    expect(world.asked).toEqual([`${at('16 10:00').toISOString()} ${now.toISOString()}`]);
    expect(world.told()).toEqual(['assigned-outside-pim Kim']);
    expect([...world.store.events.keys()]).toEqual([young.id]);
  });

  test('start two hours before the last run, so that late events are included', async () => {
    const world = openAlertWorld({ log: [] });
    await world.runAlerts(now);
    world.log.push(directoryEvent('Add member to role', '16 10:30'));
    await world.runAlerts(at('16 12:15'));
    expect(world.asked[1]).toBe(`${at('16 10:00').toISOString()} ${at('16 12:15').toISOString()}`);
    expect(world.told()).toEqual(['assigned-outside-pim Sam']);
  });

  test('cover no more than a day after a pause of days', async () => {
    const world = openAlertWorld();
    await world.runAlerts(now);
    await world.runAlerts(at('19 12:00'));
    expect(world.asked[1]).toBe(`${at('18 12:00').toISOString()} ${at('19 12:00').toISOString()}`);
  });

  test('start at the last successful run after a failed one', async () => {
    let fault: Error | null = null;
    const world = openAlertWorld({ fault: () => fault });
    await world.runAlerts(now);
    fault = new Error('Microsoft Graph answered HTTP 503.');
    const failed = await world.runAlerts(at('16 12:15'));
    expect(failed).toMatchObject({
      window: null,
      failures: ['New events could not be checked: Microsoft Graph answered HTTP 503.'],
    });
    fault = null;
    await world.runAlerts(at('16 14:30'));
    expect(world.asked[2]).toBe(`${at('16 10:00').toISOString()} ${at('16 14:30').toISOString()}`);
  });

  test('do not start later when the local clock is ahead', async () => {
    const world = openAlertWorld({ answeredAt: at('16 09:00') });
    await world.runAlerts(now);
    await world.runAlerts(at('16 12:15'));
    expect(world.asked[1]).toBe(`${at('16 07:00').toISOString()} ${at('16 12:15').toISOString()}`);
  });

  test('include those since the last run when the local clock is more than a day ahead', async () => {
    const log = [directoryEvent('Add member to role', '16 12:30')];
    const world = openAlertWorld({ log, answeredAt: at('16 15:00') });
    await world.ledger.recordRun({ to: now, seen: '' }, AbortSignal.timeout(1000));
    await world.runAlerts(at('17 21:00'));
    expect(world.told()).toEqual(['assigned-outside-pim Sam']);
    expect(world.asked).toEqual([
      `${at('16 21:00').toISOString()} ${at('17 21:00').toISOString()}`,
      `${at('16 10:00').toISOString()} ${at('16 21:00').toISOString()}`,
    ]);
    expect(await world.ledger.lastRun(AbortSignal.timeout(1000))).toMatchObject({ to: at('16 15:00') });
  });

  test('are as young as the service says when the local clock is ahead', async () => {
    const world = openAlertWorld({
      log: [twin('Add member to role', '16 12:00')],
      answeredAt: at('16 12:15'),
    });
    await world.ledger.recordRun({ to: now, seen: '' }, AbortSignal.timeout(1000));
    await world.runAlerts(at('16 15:15'));
    expect(world.told()).toEqual([]);
    const state = await world.ledger.lastRun(AbortSignal.timeout(1000));
    const later = openAlertWorld({ log: world.log, answeredAt: at('16 14:00') });
    await later.ledger.recordRun(state ?? { to: now, seen: '' }, AbortSignal.timeout(1000));
    await later.runAlerts(at('16 14:00'));
    expect(later.told()).toEqual(['assigned-outside-pim Sam']);
  });

  test('cause a read of the store only when some of them are new', async () => {
    const world = openAlertWorld({ log: [pimEvent('Update role setting in PIM', '16 11:50')] });
    await world.runAlerts(now);
    expect(world.reads).toHaveLength(1);
    await world.runAlerts(at('16 12:15'));
    expect(world.reads).toHaveLength(1);
    world.log.push(pimEvent('Update role setting in PIM', '16 12:05', { role: reportsReader }));
    await world.runAlerts(at('16 12:30'));
    expect(world.reads).toHaveLength(2);
  });
});

const activation = (facts: Partial<AuditEvent>) => {
  const steps = activationEvents('request-1', facts);
  return [steps.requested('16 11:00'), steps.completed('16 11:00:30')];
};
const approvedBySam = () => {
  const steps = activationEvents('request-1');
  return [
    steps.requested('16 11:00'),
    steps.approved('16 11:10', { initiator: sam }),
    steps.completed('16 11:10:10'),
  ];
};
const weakening = pimEvent('Update role setting in PIM', '16 09:00', {
  initiator: alex,
  resultReason: 'Setting changes in this session: MFA on activation requirement disabled.',
});

describe('the default set', () => {
  const cases: [rule: string, log: AuditEvent[], options: AlertWorldOptions][] = [
    ['assigned-outside-pim', [directoryEvent('Add member to role', '16 11:00')], {}],
    [
      'access-elevated-to-root',
      [
        auditEvent('User has elevated their access to User Access Administrator', {
          at: at('16 11:00'),
          initiator: sam,
          principal: sam,
        }),
      ],
      {},
    ],
    ['role-setting-weakened', [{ ...weakening, at: at('16 11:00') }], {}],
    ['pim-alert-disabled', [pimEvent('Disable PIM alert', '16 11:00', { subject: 'Too many admins' })], {}],
    ['offboarded-from-pim', [pimEvent('Offboarded resource from PIM', '16 11:00')], {}],
    [
      'break-glass-used',
      [pimEvent('Update role setting in PIM', '16 11:00', { initiator: user('glass') })],
      { policy: { breakGlassAccounts: ['glass@contoso.example'] } },
    ],
    ['self-approval', approvedBySam(), {}],
    ['activation-without-mfa', activation({ ...noMfa, role: reportsReader }), {}],
    [
      'permanent-active-assignment',
      [pimEvent('Add member to role in PIM completed (permanent)', '16 11:00', { initiator: alex })],
      {},
    ],
    [
      'self-assignment',
      [pimEvent('Add eligible member to role in PIM completed (timebound)', '16 11:00', { initiator: sam })],
      {},
    ],
  ];

  test.each(cases)('includes %s', async (rule, log, options) => {
    const told = await toldOf(log, options);
    expect(told.map((each) => each.split(' ')[0])).toContain(rule);
  });

  test('fires tier0-activated and guest-privileged only for a lower minimum', async () => {
    const guest = user('guest');
    const log = activation({ principal: { ...guest, upn: 'guest_fabrikam.example#EXT#@contoso.example' } });
    expect(await toldOf(log)).toEqual([]);
    expect(await toldOf(log, { channels: [createFakeChannel({ minimum: 'medium' })] })).toEqual([
      'guest-privileged Guest',
    ]);
    expect(await toldOf(log, { channels: [everything()] })).toEqual([
      'guest-privileged Guest',
      'tier0-activated Guest',
    ]);
  });

  test('fires a rule outside the set only if the channel names it', async () => {
    const steps = activationEvents('request-1');
    const log = [steps.requested('16 11:00'), steps.denied('16 11:30')];
    expect(await toldOf(log, { channels: [everything()] })).toEqual([]);
    const named = createFakeChannel({ minimum: 'low', rules: ['activation-denied'] });
    expect(await toldOf(log, { channels: [named] })).toEqual(['activation-denied Sam']);
  });
});

describe('the events that the store already holds', () => {
  test('fire weakened-then-activated if the setting was weakened before the window', async () => {
    const told = await toldOf(activation({}), { known: [weakening] });
    expect(told).toEqual(['weakened-then-activated Sam']);
  });

  const sighting = (when: string) =>
    pimEvent('Add member to role outside of PIM (permanent)', when, { initiator: null });

  test.each(['16 08:00', '10 08:00'])(
    'make an assignment outside PIM known if PIM reported it on the %s',
    async (when) => {
      const log = [sighting('16 11:00')];
      expect(await toldOf(log)).toEqual(['assigned-outside-pim Sam']);
      expect(await toldOf(log, { known: [sighting(when)] })).toEqual([]);
    },
  );

  test('make an assignment outside PIM known even weeks after its last report, until a removal', async () => {
    const longAgo = { ...sighting('1 08:00'), at: new Date('2026-10-01T08:00:00.000Z') };
    const log = [sighting('16 11:00')];
    expect(await toldOf(log, { known: [longAgo] })).toEqual([]);
    const removed = directoryEvent('Remove member from role', '2 08:00');
    expect(await toldOf(log, { known: [longAgo, removed] })).toEqual(['assigned-outside-pim Sam']);
  });

  const made = (when: string, who = sam) =>
    pimEvent('Add eligible member to role in PIM completed (timebound)', when, {
      initiator: alex,
      principal: who,
    });

  test('fire new-role-holder once enough days are known, but not for a previous holder of the role', async () => {
    const log = [made('16 11:00')];
    expect(await toldOf(log)).toEqual([]);
    expect(await toldOf(log, { completeSince: '2026-11-01' })).toEqual(['new-role-holder Sam']);
    expect(await toldOf(log, { completeSince: '2026-11-01', known: [made('3 08:00')] })).toEqual([]);
    const other = [{ ...made('16 11:00'), role: reportsReader }];
    expect(await toldOf(other, { completeSince: '2026-11-01' })).toEqual([]);
  });

  test('fire admins-removed-by-new-admin once, at the second removal by a new admin', async () => {
    const removal = (when: string, name: string) =>
      pimEvent('Remove eligible member from role in PIM completed (timebound)', when, {
        initiator: sam,
        principal: user(name),
      });
    const options = { completeSince: '2026-11-01', known: [made('12 08:00')] };
    const world = openAlertWorld({ log: [removal('16 11:10', 'kim')], ...options });
    await world.runAlerts(at('16 11:30'));
    expect(world.told()).toEqual([]);
    world.log.push(removal('16 11:40', 'lee'));
    await world.runAlerts(now);
    expect(world.told()).toEqual(['admins-removed-by-new-admin Sam']);
    world.log.push(removal('16 12:05', 'max'));
    await world.runAlerts(at('16 12:15'));
    expect(world.told()).toEqual(['admins-removed-by-new-admin Sam']);
  });

  test('fire nothing for the end of an activation that began before the window', async () => {
    const steps = activationEvents('request-1', noMfa);
    const known = [steps.requested('16 06:00'), steps.completed('16 06:00:30')];
    expect(await toldOf([steps.expired('16 11:00')], { known })).toEqual([]);
  });

  test('fire break-glass-used when the account ends an activation that began before the window', async () => {
    const steps = activationEvents('request-1', noMfa);
    const known = [steps.requested('16 06:00'), steps.completed('16 06:00:30')];
    const log = [steps.deactivated('16 11:00', { initiator: user('glass') })];
    const policy = { breakGlassAccounts: ['glass@contoso.example'] };
    expect(await toldOf(log, { known, policy })).toEqual(['break-glass-used Sam']);
  });

  test('fire self-approval for an approval of a request from before the window', async () => {
    const steps = activationEvents('request-1');
    const known = [steps.requested('16 06:00')];
    const log = [steps.approved('16 11:00', { initiator: sam }), steps.completed('16 11:00:10')];
    expect(await toldOf(log, { known })).toEqual(['self-approval Sam']);
  });

  test('are read for a rule that needs the history', async () => {
    const channel = createFakeChannel({ minimum: 'low', rules: ['new-ip-address'] });
    const steps = (id: string, ip: string) => activationEvents(id, { ipAddress: ip });
    const known = ['198.51.100.1', '198.51.100.2', '198.51.100.3'].flatMap((ip, n) => {
      const { requested, completed } = steps(`old-${n}`, ip);
      return [requested(`${n + 3} 09:00`), completed(`${n + 3} 09:01`)];
    });
    const { requested, completed } = steps('new', '203.0.113.9');
    const options = { completeSince: '2026-10-01', channels: [channel] };
    expect(await toldOf([requested('16 11:00'), completed('16 11:01')], { ...options, known })).toEqual([
      'new-ip-address Sam',
    ]);
  });
});

describe('an activation that is granted ahead', () => {
  const glass = user('glass');
  const ahead = (start: string) =>
    activationEvents('request-1', { ...noMfa, principal: glass, initiator: glass, startTime: at(start) });
  const policy = { breakGlassAccounts: ['glass@contoso.example'] };

  test.each(['16 20:00', '30 20:00'])(
    'fires when it is granted, once, with its start on the %s',
    async (start) => {
      const steps = ahead(start);
      const channel = createFakeChannel();
      const log = [steps.requested('16 11:00'), steps.completed('16 11:00:30')];
      const world = openAlertWorld({ log, channels: [channel], policy });
      for (const when of ['16 11:15', '16 11:30', '16 20:15', '16 22:15']) await world.runAlerts(at(when));
      const day = start === '16 20:00' ? 'Mon 16 Nov' : 'Mon 30 Nov';
      expect(channel.tries.map(({ message }) => message.alerts[0])).toMatchObject([
        {
          sentence: `The break-glass account Glass activated Global Administrator (from ${day} 20:00).`,
          at: at('16 11:00:30'),
        },
        {
          sentence: `Glass activated Global Administrator without multi-factor authentication (from ${day} 20:00).`,
          at: at('16 11:00:30'),
        },
      ]);
    },
  );

  test('fires although its request is missing, and not if it is withdrawn before it is seen', async () => {
    const steps = ahead('16 20:00');
    expect(await toldOf([steps.completed('16 11:00:30')])).toEqual(['activation-without-mfa Glass']);
    const withdrawn = [steps.completed('16 11:00:30'), steps.cancelled('16 11:05')];
    expect(await toldOf(withdrawn)).toEqual([]);
  });
});

test("an app with PIM's name fires an alert only when PIM has not confirmed the assignment in time", async () => {
  const copy = twin('Add member to role', '16 11:00');
  const world = openAlertWorld({ log: [copy] });
  await world.runAlerts(at('16 11:15'));
  await world.runAlerts(at('16 12:15'));
  expect(world.told()).toEqual([]);
  await world.runAlerts(at('16 12:45'));
  expect(world.told()).toEqual(['assigned-outside-pim Sam']);

  const confirmed = openAlertWorld({
    log: [
      copy,
      pimEvent('Add member to role in PIM completed (timebound)', '16 11:00:05', { initiator: alex }),
    ],
  });
  await confirmed.runAlerts(at('16 11:15'));
  await confirmed.runAlerts(at('16 12:45'));
  expect(confirmed.told()).toEqual([]);
});

describe('sending each alert once', () => {
  test('sends nothing again for an event that several runs see', async () => {
    const world = openAlertWorld({ log: [directoryEvent('Add member to role', '16 11:55')] });
    for (const when of ['16 12:00', '16 12:15', '16 12:30', '16 13:45']) await world.runAlerts(at(when));
    expect(world.told()).toEqual(['assigned-outside-pim Sam']);
  });

  test('sends one alert for the steps of one activation, in any order', async () => {
    const steps = activationEvents('request-1', noMfa);
    const world = openAlertWorld({ log: [steps.completed('16 11:00:30')] });
    await world.runAlerts(now);
    world.log.push(steps.requested('16 11:00'));
    await world.runAlerts(at('16 12:15'));
    world.log.push(steps.deactivated('16 12:20'));
    await world.runAlerts(at('16 12:30'));
    expect(world.told()).toEqual(['activation-without-mfa Sam']);
  });

  test('sends one alert for two scopes at the same moment, since the key does not include the scope', async () => {
    const scoped = (id: string) =>
      directoryEvent('Add scoped member to role', '16 11:00', { scope: { id, name: id } });
    const told = await toldOf([scoped('/administrativeUnits/1'), scoped('/administrativeUnits/2')]);
    expect(told).toEqual(['assigned-outside-pim Sam']);
  });

  test('sends another alert for the same action an hour later', async () => {
    const again = (when: string) => pimEvent('Disable PIM alert', when, { subject: 'Too many admins' });
    expect(await toldOf([again('16 10:30'), again('16 11:30')])).toHaveLength(2);
  });

  test('sends the alerts of the window to a new channel, and none of them again to the old one', async () => {
    const log = [directoryEvent('Add member to role', '16 11:00')];
    const channels = [createFakeChannel()];
    const world = openAlertWorld({ log, channels });
    await world.runAlerts(now);
    const [soc, chat] = [createFakeChannel(), createFakeChannel({ name: 'chat' })];
    const next = openAlertWorld({ log, channels: [soc, chat] });
    await next.ledger.recordRun({ to: now, seen: 'of other settings' }, AbortSignal.timeout(1000));
    for (const row of world.ledger.rows()) await next.ledger.begin(row, AbortSignal.timeout(1000));
    await next.runAlerts(at('16 12:15'));
    expect([soc.tries.length, chat.tries.length]).toEqual([0, 1]);
  });
});

describe('channels', () => {
  const log = () => [
    directoryEvent('Add member to role', '16 11:00'),
    directoryEvent('Add member to role', '16 11:01', {
      principal: alex,
      role: reportsReader,
      initiator: sam,
    }),
  ];

  test('are narrowed by the id or name of a role', async () => {
    const byName = createFakeChannel({ name: 'name', roles: ['reports reader'] });
    const byId = createFakeChannel({ name: 'id', roles: [globalAdministrator.id ?? ''] });
    const world = openAlertWorld({ log: log(), channels: [byName, byId] });
    await world.runAlerts(now);
    const rolesOf = ({ tries }: typeof byId) => tries.map(({ message }) => message.alerts[0].role?.name);
    expect([rolesOf(byName), rolesOf(byId)]).toEqual([['Reports Reader'], ['Global Administrator']]);
  });

  test('receive their alerts when another channel fails, and the run fails', async () => {
    const failing = createFakeChannel({ name: 'bad' }, (): MessageOutcome => ({
      ...{ state: 'failed', reason: 'It is down.', isResting: true },
    }));
    const good = createFakeChannel({ name: 'good' });
    const world = openAlertWorld({ log: log(), channels: [failing, good] });
    const { failures } = await world.runAlerts(now);
    expect(good.tries).toHaveLength(2);
    expect(failures).toEqual(['Alert channel "bad" (webhook): It is down.']);
    expect(await world.ledger.lastRun(AbortSignal.timeout(1000))).toMatchObject({ to: now });
  });

  test('receive the alerts of an earlier run even if Graph cannot be read', async () => {
    let isDown = true;
    let fault: Error | null = null;
    const channel = createFakeChannel({}, (): MessageOutcome =>
      isDown ? { state: 'failed', reason: 'It is down.', isResting: true } : { state: 'sent' },
    );
    const world = openAlertWorld({ log: log().slice(0, 1), channels: [channel], fault: () => fault });
    await world.runAlerts(now);
    isDown = false;
    fault = new Error('Microsoft Graph answered HTTP 503.');
    const { channels, failures } = await world.runAlerts(at('16 12:15'));
    expect(channels[0]?.sent).toHaveLength(1);
    expect(failures).toHaveLength(1);
  });

  test('receive no suppressed findings', async () => {
    const suppress = [{ rule: 'assigned-outside-pim', principal: 'Sam', reason: 'agreed' }];
    expect(await toldOf(log(), { policy: { suppress } })).toEqual(['assigned-outside-pim Alex']);
    const disabled = ['assigned-outside-pim'];
    expect(await toldOf(log(), { policy: { disabled } })).toEqual([]);
  });

  const givenBy = (initiator: Actor, name: string, role = globalAdministrator) =>
    directoryEvent('Add member to role', '16 11:00', { principal: user(name), initiator, role });

  test('receive no alert for an expected assignment at any minimum, but one for other assignments', async () => {
    const expectedInitiators = [{ initiator: 'sam@contoso.example', roles: ['Global Administrator'] }];
    const channels = [everything(), createFakeChannel({ name: 'strict' })];
    const world = openAlertWorld({
      log: [givenBy(sam, 'kim'), givenBy(alex, 'lee'), givenBy(sam, 'max', reportsReader)],
      ...{ channels, policy: { expectedInitiators }, completeSince: '2026-10-01' },
    });
    await world.runAlerts(now);
    for (const { tries } of channels)
      expect(new Set(tries.map(({ message }) => message.alerts[0].principal?.name))).toEqual(
        new Set(['Lee', 'Max']),
      );
    // Without the setting, both rules alert.
    expect(await toldOf([givenBy(sam, 'kim')], { completeSince: '2026-10-01' })).toEqual([
      'assigned-outside-pim Kim',
      'new-role-holder Kim',
    ]);
  });

  test('receive no alert when an app of Microsoft assigns its own roles, but one for another role', async () => {
    const migrator: Actor = { ...msPim, name: 'PurviewRoleAssignmentMigrator', id: 'id-migrator' };
    const purviewReader: Role = {
      ...{ id: 'e07494ad-1654-4dd2-922e-6f81a71bf00f', name: 'Purview Workload Content Reader' },
    };
    const log = [givenBy(migrator, 'kim', purviewReader), givenBy(migrator, 'max')];
    expect(await toldOf(log, { channels: [everything()] })).toEqual(['assigned-outside-pim Max']);
  });

  test('receive no alert that a suppression covers by its last day, principal, role and initiator', async () => {
    const reason = 'agreed';
    const suppress = [
      { rule: 'assigned-outside-pim', principal: 'Kim', until: '2026-11-15', reason },
      { rule: 'assigned-outside-pim', principal: 'Lee', until: '2026-11-16', reason },
      { rule: 'assigned-outside-pim', role: 'Reports Reader', initiator: 'id-sam', reason },
    ];
    const log = [
      givenBy(alex, 'kim'),
      givenBy(alex, 'lee'),
      givenBy(sam, 'max', reportsReader),
      givenBy(alex, 'nina', reportsReader),
    ];
    expect(await toldOf(log, { channels: [everything()], policy: { suppress } })).toEqual([
      'assigned-outside-pim Kim',
      'assigned-outside-pim Nina',
    ]);
  });

  test('receive the times of the event and of its discovery, and the tenant, with an alert', async () => {
    const [event] = log();
    const world = openAlertWorld({ log: [{ ...event!, tenantId: 'tenant-1' }] });
    await world.runAlerts(now);
    expect(world.channels[0]?.tries[0]?.message.alerts[0]).toMatchObject({
      ...{ at: at('16 11:00'), seenAt: now, tenantId: 'tenant-1', organization: 'tenant-1' },
      ...{ title: 'Assigned outside PIM', severity: 'high', initiator: { name: 'Alex' } },
      ...{ eventIds: [event!.id], principal: { name: 'Sam' }, role: { privileged: true } },
    });
  });
});

describe('a rule that the report merges into a stronger finding', () => {
  const reportOf = (events: AuditEvent[]) =>
    analyseEvents({
      ...{ events, period: week47, asOf: at('23 07:00'), knownUntil: at('23 00:00') },
      ...{ coverage: [], unreadable: 0, history: noHistory, policy: defaultFindingsPolicy },
    }).findings;

  test('alerts if the stronger rule cannot alert', async () => {
    const log = Array.from({ length: 10 }, (_, n) =>
      directoryEvent('Add member to role', `16 11:0${n}`, { principal: user(`kim${n}`) }),
    );
    expect(alertRules).not.toContain('bulk-assignment');
    expect(reportOf(log)).toMatchObject([
      { rule: 'bulk-assignment', alsoRules: ['assigned-outside-pim'], severity: 'high' },
    ]);
    expect(await toldOf(log)).toEqual(log.map((_, n) => `assigned-outside-pim Kim${n}`));
  });

  test('alerts if the channel does not list the stronger rule', async () => {
    const log = activation({ ...noMfa, justification: 'x' });
    const [finding, ...others] = reportOf(log);
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ rule: 'activation-without-mfa', severity: 'high' });
    expect(finding?.alsoRules).toEqual(expect.arrayContaining(['weak-justification', 'tier0-activated']));
    for (const rule of ['weak-justification', 'tier0-activated']) {
      const channels = [createFakeChannel({ minimum: 'info', rules: [rule] })];
      expect(await toldOf(log, { channels })).toEqual([`${rule} Sam`]);
    }
    // A suppression of the stronger rule does not suppress this one.
    const suppress = [{ rule: 'activation-without-mfa', reason: 'agreed' }];
    const channels = [createFakeChannel({ minimum: 'low', rules: ['weak-justification'] })];
    expect(await toldOf(log, { channels, policy: { suppress } })).toEqual(['weak-justification Sam']);
  });
});

describe('a dry run', () => {
  test('lists the messages of each channel, and sends and stores nothing', async () => {
    const log = [directoryEvent('Add member to role', '16 11:00')];
    const world = openAlertWorld({
      log,
      channels: [createFakeChannel(), createFakeChannel({ name: 'chat', ...tier0Only })],
    });
    const preview = await world.preview(now);
    expect(preview).toMatchObject({
      events: 1,
      failures: [],
      channels: [
        { channel: 'soc', messages: [{ isSummary: false, alerts: [{ rule: 'assigned-outside-pim' }] }] },
        { channel: 'chat', messages: [] },
      ],
    });
    expect(world.store.events.size).toBe(0);
    expect(world.ledger.journal).toEqual([]);
    expect(world.told()).toEqual([]);
    await world.runAlerts(now);
    expect((await world.preview(at('16 12:15'))).channels.map(({ messages }) => messages.length)).toEqual([
      0, 0,
    ]);
  });

  test('shows a storm as one summary', async () => {
    const storm = Array.from({ length: 11 }, (_, n) =>
      directoryEvent('Add member to role', '16 11:00', { principal: user(`kim${n}`) }),
    );
    const world = openAlertWorld({ log: storm });
    expect((await world.preview(now)).channels[0]?.messages).toMatchObject([{ isSummary: true }]);
  });

  test('lists an alert that an earlier run could not send, once', async () => {
    const channel = createFakeChannel({}, () => ({
      state: 'failed',
      reason: 'It is down.',
      isResting: true,
    }));
    const world = openAlertWorld({
      log: [directoryEvent('Add member to role', '16 11:00')],
      channels: [channel],
    });
    await world.runAlerts(now);
    const [{ messages } = { messages: [] }] = (await world.preview(at('16 12:15'))).channels;
    expect(messages).toMatchObject([{ isRepeat: true, alerts: [{ rule: 'assigned-outside-pim' }] }]);
  });

  test('reports that Graph cannot be read', async () => {
    const world = openAlertWorld({ fault: () => new Error('HTTP 403') });
    expect(await world.preview(now)).toMatchObject({
      window: null,
      failures: ['New events could not be checked: HTTP 403.'],
    });
  });
});

test('an alert run deletes rows older than the retention, once a day', async () => {
  const world = openAlertWorld({
    log: [directoryEvent('Add member to role', '16 11:00')],
    retentionDays: 30,
  });
  await world.runAlerts(now);
  await world.runAlerts(new Date('2026-12-16T10:00:00.000Z'));
  expect(world.ledger.rows()).toHaveLength(1);
  await world.runAlerts(new Date('2026-12-17T10:00:00.000Z'));
  expect(world.ledger.rows()).toHaveLength(0);
});
