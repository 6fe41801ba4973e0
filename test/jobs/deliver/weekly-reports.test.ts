import { lastWholeWeek, periodLabel } from '../../../shared/domain/time/period';
import { aLedgerDay } from '../../support/fakes/ports';
import {
  aDefinition,
  mailingWorld,
  now,
  sentRun,
  signal,
  subjects,
  type WorldOptions,
} from './mailing-world';

describe('the weekly reports', () => {
  test('cover the last whole week in the time zone of each report', async () => {
    const early = new Date('2026-11-23T03:00:00.000Z');
    const { weekly, prepared } = mailingWorld();
    await weekly([aDefinition('utc'), aDefinition('la', { timeZone: 'America/Los_Angeles' })], early, signal);
    expect(prepared.map(({ name, period }) => [name, period])).toEqual([
      ['utc', '2026-W47'],
      ['la', '2026-W46'],
    ]);
    expect(periodLabel(lastWholeWeek(early, 'America/Los_Angeles'))).toBe('2026-W46');
  });

  test.each([
    // Phoenix: the week ends at 07:00 UTC. Chicago: at 06:00, and Graph's clock may be a second behind.
    ['America/Phoenix', '2026-11-23T07:00:00.000Z', []],
    ['America/Phoenix', '2026-11-23T07:57:59.999Z', []],
    ['America/Phoenix', '2026-11-23T07:58:00.000Z', ['2026-W47']],
    ['America/Phoenix', '2026-11-23T09:00:00.000Z', ['2026-W47']],
    ['America/Chicago', '2026-11-23T06:59:59.990Z', ['2026-W47']],
    ['UTC', '2026-11-23T00:30:00.000Z', []],
  ])(
    'of %s at %s, when Graph may not show the end of the week, wait for the next run',
    async (timeZone, at, sent) => {
      const { weekly, prepared, deliveryLedger, asked } = mailingWorld();
      const outcome = await weekly([aDefinition('one', { timeZone })], new Date(at), signal);
      expect(prepared.map(({ period }) => period)).toEqual(sent);
      if (sent.length > 0) return;
      expect([asked, deliveryLedger.rows.size, outcome.failures]).toEqual([[], 0, []]);
      expect(outcome.weeks).toEqual([{ report: 'one', period: '2026-W47', isSent: false }]);
    },
  );

  test('do not wait with a mail that an earlier run has begun', async () => {
    const [phoenix, end] = [{ timeZone: 'America/Phoenix' }, new Date('2026-11-23T07:00:00.000Z')];
    const begun = mailingWorld();
    begun.deliveryLedger.set(sentRun('one', { ...phoenix, state: 'due', sentAt: null }));
    await begun.weekly([aDefinition('one', phoenix)], end, signal);
    expect(begun.prepared).toHaveLength(1);
  });

  test('are sent even if days could not be read, and the failure is returned', async () => {
    const { weekly, mails } = mailingWorld({ gaps: ['2026-11-18: HTTP 500'] });
    const { deliveries, failures } = await weekly([aDefinition('one')], now, signal);
    expect(subjects(mails)).toEqual(['one']);
    expect(deliveries).toHaveLength(1);
    expect(failures).toEqual(['Not all days could be read: 2026-11-18: HTTP 500']);
  });

  test.each([
    [true, []],
    [false, ['2026-11-18']],
  ])('return complete (%s) as recorded with the mail that was sent', async (complete, openDays) => {
    const { weekly } = mailingWorld({ openDays });
    const { deliveries } = await weekly([aDefinition('one')], now, signal);
    expect(deliveries).toMatchObject([{ isNew: true, complete }]);
  });

  test('do not open the archive when nothing is left to send', async () => {
    const { weekly, deliveryLedger } = mailingWorld({ archive: 'HTTP 403' });
    deliveryLedger.set(sentRun('one'));
    expect((await weekly([aDefinition('one')], now, signal)).failures).toEqual([]);
    await expect(weekly([aDefinition('two')], now, signal)).rejects.toThrow('HTTP 403');
  });

  test('are neither made nor sent again after they were sent', async () => {
    const { weekly, asked, prepared, mails, deliveryLedger } = mailingWorld();
    deliveryLedger.set(sentRun('one'));
    const result = await weekly([aDefinition('one')], now, signal);
    expect(result.deliveries).toEqual([{ row: sentRun('one'), isNew: false, complete: null }]);
    expect([result.failures, asked, prepared, mails]).toEqual([[], [], [], []]);
  });

  test.each(['sending', 'failed'] as const)(
    'are made and sent when the last attempt was left as %s',
    async (state) => {
      const { weekly, mails, deliveryLedger } = mailingWorld();
      deliveryLedger.set(sentRun('one', { state, sentAt: null }));
      deliveryLedger.set(sentRun('two'));
      const result = await weekly([aDefinition('one'), aDefinition('two')], now, signal);
      expect(subjects(mails)).toEqual(['one']);
      expect(result.deliveries.map(({ row, isNew }) => [row.report, isNew])).toEqual([
        ['two', false],
        ['one', true],
      ]);
    },
  );

  test('report their progress', async () => {
    const { weekly, steps } = mailingWorld();
    await weekly([aDefinition('one')], now, signal);
    expect(steps).toEqual(['one: reading the stored events', 'one: rendering xlsx', 'one: sending']);
  });
});

describe('a weekly run', () => {
  test('returns for each report whether the mail of its latest week was sent', async () => {
    const { weekly, deliveryLedger } = mailingWorld({ undeliverable: ['two'] });
    deliveryLedger.set(sentRun('three'));
    const definitions = ['one', 'two', 'three'].map((name) => aDefinition(name));
    const { weeks } = await weekly(definitions, now, signal);
    expect(weeks).toEqual([
      { report: 'one', period: '2026-W47', isSent: true },
      { report: 'two', period: '2026-W47', isSent: false },
      { report: 'three', period: '2026-W47', isSent: true },
    ]);
  });

  test('does not take an older week or a correction for the latest week', async () => {
    const { weekly, deliveryLedger } = mailingWorld({ broken: ['one'] });
    deliveryLedger.set(sentRun('one', { edition: '2026-W46', startedAt: new Date('2026-11-16T07:00:00Z') }));
    deliveryLedger.set(sentRun('one', { edition: '2026-W47-correction-1' }));
    const { weeks } = await weekly([aDefinition('one')], now, signal);
    expect(weeks).toEqual([{ report: 'one', period: '2026-W47', isSent: false }]);
  });
});

describe('a weekly run after one whose clock was ahead', () => {
  const ahead = new Date('2036-11-17T07:00:00Z');

  test('mails the week that is due, once, and names the week that was entered too early', async () => {
    const { weekly, mails, deliveryLedger, ledger } = mailingWorld();
    await weekly([aDefinition('one')], ahead, signal);
    expect([...deliveryLedger.rows.values()].map(({ edition, state }) => [edition, state])).toEqual([
      ['2036-W46', 'sent'],
    ]);
    const row = deliveryLedger.rows.get('one 2036-W46')!;
    deliveryLedger.set({ ...row, enteredAt: ahead, startedAt: ahead });
    for (const [again, sent] of [
      [false, ['2036-W46', '2026-W47']],
      [true, ['2036-W46', '2026-W47']],
    ] as const) {
      // A day's reading has the time of Microsoft Graph, which is right.
      for (const [day, read] of ledger.rows) ledger.rows.set(day, { ...read, lastReadAt: now });
      const { warnings, failures, deliveries } = await weekly([aDefinition('one')], now, signal);
      expect(mails.map(({ edition }) => edition)).toEqual(sent);
      expect(deliveries).toMatchObject([{ isNew: !again, row: { edition: '2026-W47' } }]);
      expect([failures, warnings]).toEqual([
        [],
        [
          'Report "one": a run whose clock was ahead has entered 2036-W46 into the delivery ledger on 2036-11-17. ' +
            'It does not hold back the mails that are due. Check the clock of every machine that runs reports.',
        ],
      ]);
    }
  });

  test('mails nothing while its own clock is behind the one that Microsoft Graph showed', async () => {
    const { weekly, mails, deliveryLedger, ledger } = mailingWorld();
    deliveryLedger.set(sentRun('one'));
    const readAt = new Date('2026-11-23T01:30:00Z');
    ledger.rows.set('2026-11-22', aLedgerDay('2026-11-22', { lastReadAt: readAt }));
    const behind = new Date('2026-11-16T07:00:00Z');
    const { warnings, failures } = await weekly([aDefinition('one')], behind, signal);
    expect([mails, failures, deliveryLedger.rows.size]).toEqual([[], [], 1]);
    expect(warnings).toEqual([
      'Report "one": nothing is mailed, because the clock of this machine is behind: it shows 2026-11-16 07:00 UTC, ' +
        'but a day was read at 2026-11-23 01:30 UTC. Correct the clock.',
    ]);
  });

  test('does not read the collection ledger when no week was entered too early', async () => {
    const { weekly, ledger } = mailingWorld({ openDays: [] });
    let reads = 0;
    const read = ledger.read.bind(ledger);
    ledger.read = (of) => ((reads += 1), read(of));
    await weekly([aDefinition('one')], now, signal);
    const first = reads;
    await weekly([aDefinition('one')], now, signal);
    expect(reads - first).toBe(0);
  });
});

test('a weekly run returns the mails that it sent when no correction can be found', async () => {
  const { weekly } = mailingWorld({ corrections: 'HTTP 500' });
  const { deliveries, weeks, failures } = await weekly([aDefinition('one')], now, signal);
  expect(deliveries).toMatchObject([{ isNew: true, row: { report: 'one', edition: '2026-W47' } }]);
  expect(weeks).toEqual([{ report: 'one', period: '2026-W47', isSent: true }]);
  expect(failures).toEqual(['The corrections that are due could not be found or sent: HTTP 500']);
});

test('a weekly run returns the mails that it sent when the collection ledger cannot be read for the next one', async () => {
  const { weekly } = mailingWorld({ unreadable: ['two'] });
  const definitions = ['one', 'two', 'three'].map((name) => aDefinition(name));
  const { deliveries, failed, failures } = await weekly(definitions, now, signal);
  expect(deliveries.map(({ row }) => row.report)).toEqual(['one', 'three']);
  expect(failed).toEqual([{ report: 'two', period: '2026-W47', isRefused: false, reason: 'HTTP 503' }]);
  expect(failures).toEqual(['Report "two": HTTP 503']);
});

/** The end of the process: nothing catches it. */
class DeadError extends Error {
  override readonly name = 'DeadError';
}

describe('missed weeks', () => {
  test.each<[string, WorldOptions]>([
    ['the archive cannot be opened', { archive: 'HTTP 403' }],
    ['the report cannot be made', { broken: ['one'] }],
    ['the mail is refused', { undeliverable: ['one'] }],
  ])('stay due in the ledger when the first run fails because %s', async (_, options) => {
    const { weekly, deliveryLedger } = mailingWorld(options);
    const failed = await weekly([aDefinition('one')], now, signal).catch((error: unknown) => [error]);
    expect(JSON.stringify(failed)).not.toContain('"failures":[]');
    expect(deliveryLedger.rows.get('one 2026-W47')).toMatchObject({
      state: 'due',
      timeZone: 'UTC',
      link: null,
    });
    const next = new Date(now.getTime() + 7 * 24 * 3_600_000);
    const healthy = mailingWorld();
    healthy.deliveryLedger.set(deliveryLedger.rows.get('one 2026-W47')!);
    await healthy.weekly([aDefinition('one')], next, signal);
    expect(healthy.mails.map(({ edition }) => edition).sort()).toEqual(['2026-W47', '2026-W48']);
  });

  test('come last if a run died of them, so that they do not block other weeks', async () => {
    const tried: string[] = [];
    const { deliveryLedger, weekly } = mailingWorld({
      prepare: (name, period) => {
        tried.push(`${name} ${period}`);
        // A run that dies now leaves only what the ledger has at this moment.
        if (name === 'one' && period === '2026-W47') throw new DeadError();
      },
    });
    const definitions = [aDefinition('one'), aDefinition('two')];
    const at = (hours: number) => new Date(now.getTime() + hours * 3_600_000);
    await expect(weekly(definitions, at(0), signal)).rejects.toThrow(DeadError);
    await expect(weekly(definitions, at(1), signal)).rejects.toThrow(DeadError);
    expect(tried).toEqual(['one 2026-W47', 'two 2026-W47', 'one 2026-W47']);
    expect(deliveryLedger.rows.get('two 2026-W47')?.state).toBe('sent');
    tried.splice(0);
    // A week later the new weeks come first.
    await expect(weekly(definitions, at(7 * 24), signal)).rejects.toThrow(DeadError);
    expect(tried).toEqual(['one 2026-W48', 'two 2026-W48', 'one 2026-W47']);
    expect(deliveryLedger.rows.get('one 2026-W47')).toMatchObject({ state: 'due', startedAt: at(7 * 24) });
    expect(deliveryLedger.rows.get('one 2026-W47')).toMatchObject({ enteredAt: now });
    expect(deliveryLedger.rows.get('one 2026-W47')?.error).toMatch(/ended before the report was made/);
  });

  test('keep the error of a mail that was refused, however many runs die afterwards', async () => {
    const { weekly, deliveryLedger } = mailingWorld({
      prepare: () => {
        throw new DeadError();
      },
    });
    deliveryLedger.set(sentRun('one', { state: 'failed', sentAt: null, error: 'The mail was dropped.' }));
    for (const hours of [0, 1])
      await weekly([aDefinition('one')], new Date(now.getTime() + hours * 3_600_000), signal).catch(
        () => undefined,
      );
    expect(deliveryLedger.rows.get('one 2026-W47')?.error).toMatch(
      /^A run has begun [^.]*made\. Before that: The mail was dropped\.$/,
    );
  });

  test('are tried in turn when a run dies of each', async () => {
    const tried: string[] = [];
    const { weekly } = mailingWorld({
      prepare: (name) => {
        tried.push(name);
        throw new DeadError();
      },
    });
    for (const hours of [0, 1, 2, 3, 4])
      await weekly(
        [aDefinition('one'), aDefinition('two')],
        new Date(now.getTime() + hours * 3_600_000),
        signal,
      ).catch(() => undefined);
    expect(tried).toEqual(['one', 'two', 'one', 'two', 'one']);
  });

  test('are mailed once each', async () => {
    const { weekly, deliveryLedger, mails, asked } = mailingWorld();
    deliveryLedger.set(sentRun('one', { edition: '2026-W44', startedAt: new Date('2026-11-02T07:00:00Z') }));
    await weekly([aDefinition('one')], now, signal);
    await weekly([aDefinition('one')], now, signal);
    expect(mails.map(({ edition }) => edition)).toEqual(['2026-W45', '2026-W46', '2026-W47']);
    expect(asked).toHaveLength(1);
  });
});
