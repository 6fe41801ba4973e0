import type { DeliveryRow } from '../../shared/domain/reports/delivery-row';
import type { ChannelResult, FailedAlert, AlertRunResult } from '../../shared/domain/alerts/alert-run-result';
import {
  alertsTelemetry,
  collectionTelemetry,
  reportsTelemetry,
  telemetryEvents,
} from '../../shared/telemetry/telemetry';
import { anAlert } from '../support/builders/alerts';
import { aSnapshotRecord } from '../support/builders/snapshots';
import { aLedgerDay } from '../support/fakes/ports';
import { telemetryOf, written } from '../support/outputs/telemetry';
import type { SendOutcome } from '../../shared/domain/reports/send-outcome';

const row: DeliveryRow = {
  report: 'weekly',
  edition: '2026-W47',
  timeZone: 'UTC',
  state: 'sent',
  attempt: 1,
  operationId: 'op-1',
  mailHost: 'mail.communication.azure.com',
  fileName: 'weekly-2026-W47.xlsx',
  fileHash: 'ab12',
  recipients: ['ciso@contoso.example'],
  events: 84,
  openDays: [],
  lookedThrough: null,
  link: null,
  enteredAt: new Date(0),
  startedAt: new Date(0),
  sentAt: new Date(0),
  error: null,
};
const nothing: SendOutcome = { deliveries: [], failed: [], failures: [] };
const told = (...events: Parameters<typeof written>) =>
  telemetryOf(written(...events).map(({ line }) => line));

const aFailure = (overrides: Partial<FailedAlert> = {}): FailedAlert => ({
  ...{ alert: anAlert(), reason: 'hooks.example answered HTTP 500.', isFinal: false, failedLooks: 1 },
  ...overrides,
});
/** An alert run over one channel, `soc`. */
const anAlertRun = (channel: Partial<ChannelResult>, failures: readonly string[] = []): AlertRunResult => ({
  ...{ window: null, events: 7, failures },
  channels: [
    {
      ...{ channel: 'soc', kind: 'webhook', sent: [], failed: [], waiting: 0, isFiled: true, failures: [] },
      ...channel,
    },
  ],
});

describe('the telemetry of an alert run', () => {
  test('counts sent and waiting alerts', () => {
    const run = anAlertRun({ sent: [anAlert(), anAlert()], waiting: 3 });
    expect(alertsTelemetry(run, 1.25)).toEqual([
      { event: 'alerts.finished', ok: true, events: 7, sent: 2, waiting: 3, failures: [], seconds: 1.3 },
    ]);
    expect(written(alertsTelemetry(run, 1)).map(({ level }) => level)).toEqual(['log']);
  });

  test('logs each alert that a channel refused as an error, without typed text', () => {
    const failed = [aFailure({ failedLooks: 3 }), aFailure({ isFinal: true })];
    const events = alertsTelemetry(anAlertRun({ failed }, ['it failed']), 1);
    expect(events).toMatchObject([
      { event: 'alert.failed', channel: 'soc', kind: 'webhook', failedLooks: 3, isFinal: false },
      { event: 'alert.failed', rule: 'assigned-outside-pim', isFinal: true },
      { event: 'alerts.finished', ok: false, failures: ['it failed'] },
    ]);
    expect(written(events).map(({ level }) => level)).toEqual(['error', 'error', 'error']);
    expect(JSON.stringify(events)).not.toContain('Ingrid');
  });

  test('names at most twenty alerts of a channel', () => {
    const failed = Array.from({ length: 500 }, () => aFailure());
    expect(alertsTelemetry(anAlertRun({ failed }), 1)).toHaveLength(21);
  });
});

describe('the telemetry of a collection', () => {
  test('adds up its days and names the incomplete ones', () => {
    const days = [
      aLedgerDay('2026-11-20', { events: 7, newEvents: 2, lateEvents: 1 }),
      aLedgerDay('2026-11-21', { events: 3, newEvents: 3, lateEvents: 0, state: 'partial' }),
    ];
    expect(collectionTelemetry({ days, failures: [] }, 12.345)).toEqual({
      event: 'collection.finished',
      ok: true,
      days: 2,
      notComplete: [{ day: '2026-11-21', state: 'partial' }],
      events: 10,
      newEvents: 5,
      lateEvents: 1,
      failures: [],
      standingAccess: null,
      seconds: 12.3,
    });
  });

  test('is a log line on success, a warning for an incomplete day, an error on failure', () => {
    const day = aLedgerDay('2026-11-20');
    const lost = aLedgerDay('2026-11-20', { state: 'lost' });
    const level = (days: (typeof day)[], failures: string[]) =>
      written([collectionTelemetry({ days, failures }, 1)])[0]?.level;
    expect([level([day], []), level([lost], []), level([lost], ['No.'])]).toEqual(['log', 'warn', 'error']);
  });
});

describe('the telemetry of a snapshot', () => {
  const snapshot = (warnings: string[]) =>
    ({
      record: aSnapshotRecord('2026-11-20', { 'role-policies': { state: 'refused', rows: 0 } }),
      kept: 'stored',
      warnings,
      failure: null,
    }) as const;

  test('says how completely it was read and what to do; a refused list is a warning, and the run succeeds', () => {
    const days = [aLedgerDay('2026-11-20')];
    const warned = collectionTelemetry({ days, failures: [], snapshot: snapshot(['Grant it.']) }, 1);
    expect(warned).toMatchObject({
      ok: true,
      standingAccess: { state: 'partial', kept: 'stored', rows: 10, warnings: ['Grant it.'] },
    });
    const level = (warnings: string[]) =>
      written([collectionTelemetry({ days, failures: [], snapshot: snapshot(warnings) }, 1)])[0]?.level;
    expect([level([]), level(['Grant it.'])]).toEqual(['log', 'warn']);
  });
});

describe('the telemetry of a weekly run', () => {
  test('has one line for each report, then one for the run', () => {
    const events = reportsTelemetry(
      {
        deliveries: [
          { row, isNew: true, complete: false },
          { row: { ...row, report: 'exchange' }, isNew: false, complete: null },
        ],
        failed: [
          {
            report: 'azure',
            period: '2026-W47',
            isRefused: true,
            reason: 'No mail to ciso@contoso.example.',
          },
          { report: 'groups', period: '2026-W47', isRefused: false, reason: 'it broke' },
        ],
        failures: ['Report "azure": No mail to ciso@contoso.example.', 'Report "groups": it broke'],
        weeks: [{ report: 'azure', period: '2026-W47', isSent: false }],
      },
      3,
    );
    const sent = { event: 'report.sent', period: '2026-W47', operationId: 'op-1', sha256: 'ab12' };
    expect(told(events)).toEqual([
      { ...sent, report: 'weekly', isNew: true, complete: false },
      { ...sent, report: 'exchange', isNew: false, complete: null },
      { event: 'mail.refused', report: 'azure', period: '2026-W47', reason: 'No mail to [address]' },
      { event: 'report.failed', report: 'groups', period: '2026-W47', reason: 'it broke' },
      { event: 'report.week', report: 'azure', period: '2026-W47', isSent: false },
      {
        event: 'reports.finished',
        ok: false,
        sent: 2,
        failures: ['Report "azure": No mail to [address]', 'Report "groups": it broke'],
        seconds: 3,
      },
    ]);
    expect(written(events).map(({ level }) => level)).toEqual([
      ...['warn', 'log', 'error', 'error', 'log', 'error'],
    ]);
    // The ledger has the recipients; the log does not need them.
    expect(JSON.stringify(events)).not.toContain('ciso@');
  });

  test('has exactly the events of the list', () => {
    const failed = [true, false].map((isRefused) => ({ report: 'a', period: 'b', isRefused, reason: 'c' }));
    const weeks = [{ report: 'a', period: 'b', isSent: true }];
    const events = [
      collectionTelemetry({ days: [], failures: [] }, 0),
      ...reportsTelemetry(
        { ...nothing, deliveries: [{ row, isNew: true, complete: true }], failed, weeks },
        0,
      ),
      ...alertsTelemetry(anAlertRun({ failed: [aFailure()] }), 0),
    ];
    expect(new Set(events.map(({ event }) => event))).toEqual(new Set(telemetryEvents));
  });
});

describe('a telemetry line', () => {
  const line = (reason: string) =>
    written(
      reportsTelemetry(
        {
          ...nothing,
          failed: [{ report: reason, period: 'p', isRefused: false, reason }],
          failures: [reason],
        },
        0,
      ),
    );

  test('stays one line and forges no other, for any error', () => {
    const hostile = 'no\r\nPimReport {"event":"report.sent"}\u2028\u0085\u202e\u0000end';
    for (const { line: text } of line(hostile)) {
      expect(text).toMatch(/^PimReport \{[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]*\}$/u);
      expect(text).not.toContain('\\u');
    }
    expect(telemetryOf(line(hostile).map(({ line: text }) => text))[0]?.reason).toBe(
      'no PimReport {"event":"report.sent"} end',
    );
  });

  test('contains no secret of an error message', () => {
    const token = 'eyJhbGciOiJub25lIn0.eyJhdWQiOiJ4In0.c2ln';
    const text = JSON.stringify(
      line(`AccountKey=abc==; Bearer ${token} https://x/?sv=1&sig=s3cret&se=2 end`),
    );
    expect(text).toContain('end');
    for (const secret of ['abc==', token, 's3cret']) expect(text).not.toContain(secret);
  });

  test('is cut with a mark before Application Insights would cut it', () => {
    const days = Array.from({ length: 400 }, (_, n) =>
      aLedgerDay(`2025-${String(n).padStart(5, '0')}`, { state: 'lost' }),
    );
    const failures = Array.from({ length: 90 }, (_, n) => `${n} ${'"'.repeat(9_000)}`);
    const [only] = written([collectionTelemetry({ days, failures }, 1)]);
    expect(only!.line.length).toBeLessThan(32_768);
    const [event] = telemetryOf([only!.line]);
    expect(event).toMatchObject({ days: 400, ok: false });
    expect((event?.failures as string[]).slice(-2)).toEqual([
      expect.stringMatching(/^19 "+…$/) as unknown,
      '… and 70 more.',
    ]);
    expect((event?.notComplete as { day: string }[]).at(-1)?.day).toBe('2025-00399');
  });
});
