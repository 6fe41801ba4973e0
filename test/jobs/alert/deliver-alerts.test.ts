import type { Alert, MessageOutcome } from '../../../shared/domain/alerts/alert';
import { InterruptedError } from '../../../shared/domain/interrupted-error';
import type { FoundAlert } from '../../../shared/jobs/alert/alert-rows';
import { createDeliverAlerts } from '../../../shared/jobs/alert/deliver-alerts';
import { anAlert } from '../../support/builders/alerts';
import { aPrincipal } from '../../support/builders/findings';
import { createFakeChannel, type FakeChannel } from '../../support/fakes/alert-channel';
import { createFakeAlertLedger, openRows } from '../../support/fakes/alert-ledger';

const signal = AbortSignal.timeout(900_000);
const start = new Date('2026-11-16T12:45:00.000Z');
const later = (minutes: number) => new Date(start.getTime() + minutes * 60_000);
const found = (overrides: Partial<Alert> = {}): FoundAlert => {
  const alert = anAlert(overrides);
  return { alert, firstEventAt: alert.at };
};
const many = (count: number) => Array.from({ length: count }, () => found());
const failed: MessageOutcome = { state: 'failed', reason: 'It broke.', isResting: false };
const resting: MessageOutcome = { ...failed, isResting: true };
const refused: MessageOutcome = { state: 'refused', reason: 'Check it.' };

/** A ledger, and a delivery over it that does not wait for other runs. */
function open() {
  const ledger = createFakeAlertLedger();
  const deliver = createDeliverAlerts({ alertLedger: ledger, takeOverAfter: 0 });
  return { ledger, deliver };
}
const sizes = ({ tries }: FakeChannel) => tries.map(({ message }) => message.alerts.length);

test('writes the row of an alert as sending before it sends the alert, and as sent afterwards', async () => {
  const { ledger, deliver } = open();
  const alert = found();
  const { key } = alert.alert;
  const atSending: string[] = [];
  const channel = createFakeChannel({}, () => {
    atSending.push(...ledger.journal);
    return { state: 'sent' };
  });
  const result = await deliver(channel, [alert], start, signal);
  expect(atSending).toEqual([`soc ${key} waiting`, `soc ${key} sending`]);
  expect(ledger.journal).toEqual([...atSending, `soc ${key} sent`]);
  expect(result).toEqual({
    channel: 'soc',
    kind: 'webhook',
    sent: [alert.alert],
    failed: [],
    waiting: 0,
    isFiled: true,
    failures: [],
  });
  expect(ledger.rows()).toMatchObject([{ state: 'sent', settledAt: start, reason: null }]);
});

test('does not send an alert again on the same channel, and sends it on another channel', async () => {
  const { deliver } = open();
  const alert = found();
  const [soc, chat] = [createFakeChannel(), createFakeChannel({ name: 'chat' })];
  await deliver(soc, [alert], start, signal);
  await deliver(soc, [alert], later(15), signal);
  await deliver(chat, [alert], later(15), signal);
  expect([soc.tries.length, chat.tries.length]).toEqual([1, 1]);
});

test('sends no new alert when a late event becomes the first one of the alert', async () => {
  const { deliver } = open();
  const channel = createFakeChannel();
  const early = found({ eventIds: ['completed'] });
  await deliver(channel, [early], start, signal);
  const moved = found({ ...early.alert, key: 'another', eventIds: ['requested', 'completed'] });
  await deliver(channel, [{ ...moved, firstEventAt: later(-60) }], later(15), signal);
  expect(channel.tries).toHaveLength(1);
  const other = found({ ...moved.alert, key: 'a third', principal: aPrincipal('Bob') });
  await deliver(channel, [other], later(30), signal);
  expect(channel.tries).toHaveLength(2);
});

test.each([
  [10, [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]],
  [11, [11]],
  [60, [60]],
])('sends %i alerts of one run as messages of %j', async (count, expected) => {
  const { deliver, ledger } = open();
  const channel = createFakeChannel();
  const { sent } = await deliver(channel, many(count), start, signal);
  expect(sizes(channel)).toEqual(expected);
  expect(channel.tries.map(({ message }) => message.isSummary)).toEqual(expected.map((size) => size > 1));
  expect(sent).toHaveLength(count);
  expect(openRows(ledger)).toEqual([]);
});

test('sends lists and no summary on a channel of rows', async () => {
  const { deliver } = open();
  const channel = createFakeChannel({ alertsPerMessage: 20 });
  await deliver(channel, many(45), start, signal);
  expect(sizes(channel)).toEqual([20, 20, 5]);
  expect(channel.tries.some(({ message }) => message.isSummary)).toBe(false);
});

test('sends alerts in order of time', async () => {
  const { deliver } = open();
  const channel = createFakeChannel();
  const alerts = [3, 1, 2].map((minutes) => found({ at: later(minutes) }));
  await deliver(channel, alerts, start, signal);
  expect(channel.tries.map(({ message }) => message.alerts[0].at)).toEqual([later(1), later(2), later(3)]);
});

test('sends a failed alert again in the next run as the same message, and counts the failures', async () => {
  const { deliver, ledger } = open();
  const channel = createFakeChannel({}, (n) => (n <= 2 ? failed : { state: 'sent' }));
  const alert = found();
  const first = await deliver(channel, [alert], start, signal);
  expect(first).toMatchObject({
    sent: [],
    failed: [{ alert: alert.alert, reason: 'It broke.', isFinal: false, failedLooks: 1 }],
    failures: ['Alert channel "soc" (webhook): It broke.'],
  });
  const second = await deliver(channel, [alert], later(15), signal);
  expect(second.failed).toMatchObject([{ failedLooks: 2 }]);
  const third = await deliver(channel, [], later(30), signal);
  expect(third).toMatchObject({ sent: [alert.alert], failures: [] });
  expect(channel.tries.map(({ message: { id }, isRepeat }) => [id, isRepeat])).toEqual([
    [alert.alert.key, false],
    [alert.alert.key, true],
    [alert.alert.key, true],
  ]);
  expect(ledger.rows()).toMatchObject([{ state: 'sent', failedLooks: 2 }]);
});

test('sends the other alerts after a failure, unless the channel rests', async () => {
  const { deliver, ledger } = open();
  const channel = createFakeChannel({}, (n) => (n === 1 ? failed : n === 3 ? resting : { state: 'sent' }));
  const result = await deliver(channel, many(5), start, signal);
  expect(channel.tries).toHaveLength(3);
  expect(result).toMatchObject({ waiting: 2, isFiled: true });
  expect([result.sent.length, result.failed.length]).toEqual([1, 2]);
  expect(openRows(ledger).map((row) => row.split(' ')[1])).toEqual([
    'failed',
    'failed',
    'waiting',
    'waiting',
  ]);
  await deliver(channel, [], later(15), signal);
  expect(openRows(ledger)).toEqual([]);
});

test('sends alerts that waited behind a resting channel as one summary, and a tried alert by itself', async () => {
  const { deliver } = open();
  const channel = createFakeChannel({}, (n) => (n <= 2 ? resting : { state: 'sent' }));
  await deliver(channel, many(3), start, signal);
  await deliver(channel, many(9), later(15), signal);
  await deliver(channel, [], later(30), signal);
  expect(sizes(channel)).toEqual([1, 1, 1, 11]);
  const [first, again, third] = channel.tries.map(({ message }) => message.id);
  expect([again, third]).toEqual([first, first]);
});

test('sends a failed summary again unchanged, without new alerts', async () => {
  const { deliver } = open();
  const channel = createFakeChannel({}, (n) => (n === 1 ? failed : { state: 'sent' }));
  const storm = many(12);
  await deliver(channel, storm, start, signal);
  await deliver(channel, [...storm, found()], later(15), signal);
  const [first, again, single] = channel.tries;
  expect(again).toEqual({ ...first, isRepeat: true });
  expect(single?.message).toMatchObject({ isSummary: false });
  expect(channel.tries).toHaveLength(3);
});

test('does not send an alert again after a final refusal, and marks it as undelivered', async () => {
  const { deliver, ledger } = open();
  const channel = createFakeChannel({}, () => refused);
  const alert = found();
  const result = await deliver(channel, [alert], start, signal);
  expect(result.failed).toMatchObject([{ isFinal: true, reason: 'Check it.' }]);
  await deliver(channel, [alert], later(15), signal);
  expect(channel.tries).toHaveLength(1);
  expect(ledger.rows()).toMatchObject([{ state: 'undelivered', reason: 'Check it.', settledAt: start }]);
});

test('gives an alert up after 24 hours, and not a minute earlier', async () => {
  const { deliver, ledger } = open();
  const channel = createFakeChannel({}, () => failed);
  const alert = found({ seenAt: start });
  await deliver(channel, [alert], start, signal);
  await deliver(channel, [], later(24 * 60 - 1), signal);
  expect(channel.tries).toHaveLength(2);
  const last = await deliver(channel, [], later(24 * 60), signal);
  expect(channel.tries).toHaveLength(2);
  expect(last.failed).toMatchObject([{ isFinal: true }]);
  expect(last.failures.join()).toContain('could not be delivered for 24 hours');
  expect(ledger.rows()).toMatchObject([
    { state: 'undelivered', reason: 'It broke.', settledAt: later(24 * 60) },
  ]);
  const after = await deliver(channel, [alert], later(24 * 60 + 15), signal);
  expect(after).toMatchObject({ failed: [], failures: [] });
});

test('makes a new attempt for an alert that the service dropped', async () => {
  const { deliver } = open();
  const over: MessageOutcome = { ...failed, isOver: true };
  const channel = createFakeChannel({}, (n) => (n === 1 ? over : { state: 'sent' }));
  await deliver(channel, [found()], start, signal);
  await deliver(channel, [], later(15), signal);
  expect(channel.tries.map(({ number }) => number)).toEqual([1, 2]);
});

test('takes over the row of a run that died while it was sending', async () => {
  const { deliver, ledger } = open();
  const dead = createFakeChannel({}, () => new Error('killed'));
  const alert = found();
  const result = await deliver(dead, [alert], start, signal);
  expect(result.failures).toEqual(['Alert channel "soc" (webhook): killed.']);
  expect(openRows(ledger)).toEqual([`${alert.alert.key} sending`]);
  const channel = createFakeChannel();
  await deliver(channel, [alert], later(15), signal);
  expect(channel.tries).toMatchObject([{ isRepeat: true, message: { id: alert.alert.key } }]);
  expect(openRows(ledger)).toEqual([]);
});

test('leaves an alert to the run that is sending it, as long as that run may be alive', async () => {
  const ledger = createFakeAlertLedger();
  const waits: string[] = [];
  const deliver = createDeliverAlerts({
    alertLedger: ledger,
    takeOverAfter: 200,
    onWait: (reason) => waits.push(reason),
  });
  const alert = found();
  let accept: () => void = () => undefined;
  const accepted = new Promise<void>((resolve) => (accept = resolve));
  const slow = createFakeChannel({}, () => accepted.then(() => ({ state: 'sent' }) as const));
  const first = deliver(slow, [alert], start, signal);
  const quick = createFakeChannel();
  while (slow.tries.length === 0) await new Promise((resolve) => setImmediate(resolve));
  const second = deliver(quick, [alert], start, signal);
  setTimeout(accept, 20);
  expect((await first).sent).toHaveLength(1);
  expect((await second).sent).toHaveLength(0);
  expect([slow.tries.length, quick.tries.length]).toEqual([1, 0]);
  expect(waits).toEqual([expect.stringContaining('another run may be sending 1 alerts')]);
});

test('sends each alert once in two simultaneous runs', async () => {
  const { deliver } = open();
  const alerts = many(9);
  const slowly = () => new Promise<MessageOutcome>((done) => setTimeout(() => done({ state: 'sent' }), 1));
  const channels = [createFakeChannel({}, slowly), createFakeChannel({}, slowly)];
  const results = await Promise.all(
    channels.map((channel, index) => deliver(channel, alerts, later(index), signal)),
  );
  const ids = channels.flatMap(({ tries }) => tries.map(({ message }) => message.id));
  expect([...ids].sort()).toEqual(alerts.map(({ alert }) => alert.key).sort());
  expect(results.flatMap(({ sent }) => sent)).toHaveLength(9);
});

test('sends a summary again whole when the ledger recorded only a part of its failure', async () => {
  const { ledger } = open();
  const storm = many(12);
  let settled = 0;
  const flaky: typeof ledger = {
    ...ledger,
    replace(row, version, ...rest) {
      if (row.state === 'failed' && (settled += 1) > 5) return Promise.reject(new Error('The store is busy'));
      return ledger.replace(row, version, ...rest);
    },
  };
  const channel = createFakeChannel({}, (n) => (n === 1 ? failed : { state: 'sent' }));
  await createDeliverAlerts({ alertLedger: flaky, takeOverAfter: 0 })(channel, storm, start, signal);
  expect(ledger.rows().map(({ state }) => state)).toEqual([
    ...Array<string>(5).fill('failed'),
    ...Array<string>(7).fill('sending'),
  ]);
  await createDeliverAlerts({ alertLedger: ledger, takeOverAfter: 0 })(channel, [], later(15), signal);
  const [first, again, ...more] = channel.tries;
  expect([again, more]).toEqual([{ ...first, isRepeat: true }, []]);
  expect(openRows(ledger)).toEqual([]);
});

test('uses another id for an alert that a summary left out because its claim was not confirmed', async () => {
  const { ledger } = open();
  let claims = 0;
  // The third claim is written but reported as refused, because the client retried it.
  const repeating: typeof ledger = {
    ...ledger,
    async replace(row, ...rest) {
      const version = await ledger.replace(row, ...rest);
      return row.state === 'sending' && (claims += 1) === 3 ? null : version;
    },
  };
  const channel = createFakeChannel();
  await createDeliverAlerts({ alertLedger: repeating, takeOverAfter: 0 })(channel, many(12), start, signal);
  await createDeliverAlerts({ alertLedger: ledger, takeOverAfter: 0 })(channel, [], later(15), signal);
  expect(sizes(channel)).toEqual([11, 1]);
  const [first, second] = channel.tries.map(({ message }) => message.id);
  expect(second).not.toBe(first);
  expect(openRows(ledger)).toEqual([]);
});

test.each(['failed', 'waiting'] as const)(
  'sends every alert of a storm (%s) in two simultaneous runs, and uses no id for two different bodies',
  async (state) => {
    const { ledger, deliver } = open();
    const storm = many(12);
    const turns = () => new Promise<void>((done) => setImmediate(done));
    if (state === 'failed')
      await deliver(
        createFakeChannel({}, () => failed),
        storm,
        start,
        signal,
      );
    else
      for (const { alert, firstEventAt } of storm)
        await ledger.begin(
          {
            ...{ channel: 'soc', alert, firstEventAt, state, messageId: null, attempt: 1 },
            ...{ failedLooks: 0, reason: null, settledAt: null },
          },
          signal,
        );
    // Each write takes a few turns, so that the claims of the two runs alternate.
    let writes = 0;
    const slow: typeof ledger = {
      ...ledger,
      async replace(...of) {
        for (let turn = (writes += 1) % 5; turn >= 0; turn -= 1) await turns();
        return ledger.replace(...of);
      },
    };
    const channel = createFakeChannel();
    const both = [12, 13].map((minutes) =>
      createDeliverAlerts({ alertLedger: slow, takeOverAfter: 500 })(channel, [], later(minutes), signal),
    );
    await Promise.all(both);
    const bodies = new Map<string, Set<string>>();
    for (const { message } of channel.tries) {
      const keys = message.alerts.map(({ key }) => key).join();
      bodies.set(message.id, (bodies.get(message.id) ?? new Set()).add(keys));
    }
    expect([...bodies.values()].map(({ size }) => size)).toEqual([...bodies].map(() => 1));
    const arrived = channel.tries.flatMap(({ message }) => message.alerts.map(({ key }) => key));
    expect([...arrived].sort()).toEqual(storm.map(({ alert }) => alert.key).sort());
    expect(openRows(ledger)).toEqual([]);
  },
);

test('does not send an alert when the ledger cannot be written, and does not count the run as successful', async () => {
  const { ledger } = open();
  const broken = { ...ledger, begin: () => Promise.reject(new Error('The audit storage failed')) };
  const channel = createFakeChannel();
  const result = await createDeliverAlerts({ alertLedger: broken, takeOverAfter: 0 })(
    channel,
    [found()],
    start,
    signal,
  );
  expect(channel.tries).toEqual([]);
  expect(result).toMatchObject({
    isFiled: false,
    failures: ['Alert channel "soc" (webhook): The audit storage failed.'],
  });
});

test.each([
  ['its time is up', undefined, 'The run had no time left.'],
  ['a person interrupts it', new InterruptedError(), 'The command was interrupted.'],
])('leaves the remaining alerts to the next run when %s', async (_, stop, words) => {
  const { deliver, ledger } = open();
  const time = new AbortController();
  const channel = createFakeChannel({}, () => {
    time.abort(stop);
    return { state: 'sent' };
  });
  const result = await deliver(channel, many(3), start, time.signal);
  expect(result).toMatchObject({
    isFiled: true,
    failures: [`Alert channel "soc" (webhook): ${words}`],
  });
  expect(result.sent).toHaveLength(1);
  expect(openRows(ledger)).toHaveLength(2);
});
