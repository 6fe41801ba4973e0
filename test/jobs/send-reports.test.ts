import type { ReportRun } from '../../shared/domain/report-run';
import type { CollectionDay } from '../../shared/domain/collection-day';
import { isoWeek, lastWholeWeek, periodLabel } from '../../shared/domain/period';
import type { UtcDay } from '../../shared/domain/utc-day';
import type { Delivery, Parcel } from '../../shared/jobs/deliver';
import type { PreparedReport } from '../../shared/jobs/prepare-report';
import {
  createMakeReports,
  createSendReports,
  createWeeklyReports,
  type ReportOrder,
} from '../../shared/jobs/send-reports';
import { aLedgerDay, createFakeLedger, createFakeRuns } from '../support/ports';
import { aReportModel, aLog } from '../support/report';

const now = new Date('2026-11-23T07:00:00.000Z');
const signal = AbortSignal.timeout(60_000);
const week = isoWeek('2026-W47', 'UTC');

const order = (name: string, overrides: Partial<ReportOrder> = {}): ReportOrder => ({
  name,
  timeZone: 'UTC',
  columns: null,
  include: null,
  formats: ['xlsx'],
  recipients: [`${name}@x.example`],
  cc: [],
  bcc: [],
  ...overrides,
});

interface Options {
  /** Sentences that closing the gaps comes back with. */
  readonly gaps?: readonly string[];
  readonly offline?: boolean;
  /** Reports that cannot be prepared. */
  readonly broken?: readonly string[];
  /** How large a workbook is, with and without the raw events. */
  readonly bytes?: { readonly whole: number; readonly withoutLog: number };
  /** Reports that cannot be sent. */
  readonly undeliverable?: readonly string[];
}

function world(options: Options = {}) {
  const { gaps = [], offline = false, broken = [], undeliverable = [], bytes } = options;
  const renderFile: Parameters<typeof createSendReports>[0]['renderFile'] = (format, { report }, log) => {
    const size = log === null ? bytes?.withoutLog : bytes?.whole;
    const content = size === undefined ? Buffer.from(report) : Buffer.alloc(size);
    return Promise.resolve({ format, name: `${report}.${format}`, contentType: 'application/x', content });
  };
  const asked: UtcDay[][] = [];
  const prepared: { name: string; period: string; states: CollectionDay['state'][] }[] = [];
  const parcels: Parcel[] = [];
  const steps: string[] = [];
  const ledger = createFakeLedger();
  const runs = createFakeRuns();
  const makeReports = createMakeReports({
    ledger,
    collectDays: offline
      ? null
      : (days) => {
          asked.push([...days]);
          const rows = days.map((day) => aLedgerDay(day, gaps.length > 0 ? { state: 'missing' } : {}));
          for (const row of rows) ledger.rows.set(row.day, row);
          return Promise.resolve({ days: rows, failures: gaps });
        },
    prepare: ({ name }, period, rows): Promise<PreparedReport> => {
      if (broken.includes(name)) return Promise.reject(new Error('it cannot be computed'));
      const states = [...rows.values()].map(({ state }) => state);
      prepared.push({ name, period: periodLabel(period), states });
      return Promise.resolve({ model: aReportModel({ report: name, period }), log: aLog() });
    },
    renderFile,
    onProgress: (step, report) => steps.push(`${report}: ${step}`),
  });
  const sendReports = createSendReports({
    deliver: async (parcel): Promise<Delivery> => {
      if (undeliverable.includes(parcel.model.report)) throw new Error('the mail was refused');
      parcels.push(parcel);
      const run = sentRun(parcel.model.report);
      await runs.put(run, signal);
      return { run, isNew: true };
    },
    renderFile,
    renderMail: ({ report }, attached) => ({ subject: report, html: attached, text: report }),
    onProgress: (step, report) => steps.push(`${report}: ${step}`),
  });
  const weekly = createWeeklyReports({ runs, makeReports, sendReports });
  return { asked, prepared, parcels, steps, ledger, runs, makeReports, sendReports, weekly };
}

const sentRun = (report: string, overrides: Partial<ReportRun> = {}): ReportRun => ({
  report,
  period: '2026-W47',
  state: 'sent',
  attempt: 1,
  operationId: report,
  fileName: `${report}.xlsx`,
  fileHash: '',
  recipients: [],
  eventsByDay: {},
  startedAt: now,
  sentAt: now,
  error: null,
  ...overrides,
});
const subjects = (parcels: readonly Parcel[]) => parcels.map(({ mail }) => mail.subject);

describe('making reports', () => {
  test('closes the gaps of all periods at once, and makes them of the ledger after that', async () => {
    const { makeReports, asked, prepared } = world();
    const orders = [
      { order: order('one'), period: week },
      { order: order('two'), period: isoWeek('2026-W46', 'UTC') },
    ];
    expect((await makeReports(orders, now, signal)).failures).toEqual([]);
    expect(asked).toHaveLength(1);
    expect(asked[0]).toHaveLength(15);
    expect(asked[0]).toEqual([...asked[0]!].sort());
    expect(prepared.every(({ states }) => states.length === 15)).toBe(true);
  });

  test('asks for nothing when nothing is missing', async () => {
    const { makeReports, asked, ledger } = world();
    await makeReports([{ order: order('one'), period: week }], now, signal);
    expect(ledger.rows.size).toBe(8);
    await makeReports([{ order: order('one'), period: week }], now, signal);
    expect(asked).toHaveLength(1);
  });

  test('renders what each mail carries and what is wanted beside it, once', async () => {
    const { makeReports } = world();
    const orders = [{ order: order('one', { formats: ['xlsx', 'csv'] }), period: week }];
    const { made } = await makeReports(orders, now, signal, ['csv', 'json']);
    expect(made[0]?.files.map(({ name }) => name)).toEqual(['one.xlsx', 'one.csv', 'one.json']);
  });

  test('makes the others when one fails, and tells of the failure', async () => {
    const { makeReports } = world({ broken: ['two'] });
    const orders = ['one', 'two', 'three'].map((name) => ({ order: order(name), period: week }));
    const { made, failures } = await makeReports(orders, now, signal);
    expect(made.map(({ order: { name } }) => name)).toEqual(['one', 'three']);
    expect(failures).toEqual(['Report "two": it cannot be computed']);
  });

  test('takes what there is when it may not collect', async () => {
    const { makeReports, asked, prepared } = world({ offline: true });
    expect((await makeReports([{ order: order('one'), period: week }], now, signal)).made).toHaveLength(1);
    expect(asked).toEqual([]);
    expect(prepared[0]?.states).toEqual([]);
  });
});

describe('sending reports', () => {
  test('attaches the formats of the order and no others', async () => {
    const { makeReports, sendReports, parcels } = world();
    const { made } = await makeReports([{ order: order('one'), period: week }], now, signal, ['json']);
    await sendReports(made, now, signal);
    expect(parcels[0]?.files.map(({ name }) => name)).toEqual(['one.xlsx']);
    expect(parcels[0]?.to.recipients).toEqual(['one@x.example']);
  });

  test('sends the others when one cannot be sent', async () => {
    const { weekly, parcels } = world({ undeliverable: ['two'] });
    const { deliveries, failures } = await weekly(
      ['one', 'two', 'three'].map((name) => order(name)),
      now,
      signal,
    );
    expect(subjects(parcels)).toEqual(['one', 'three']);
    expect(deliveries).toHaveLength(2);
    expect(failures).toEqual(['Report "two": the mail was refused']);
  });
});

describe('the weekly reports', () => {
  test('are of the last whole week in the zone of each', async () => {
    const early = new Date('2026-11-23T03:00:00.000Z');
    const { weekly, prepared } = world();
    await weekly([order('utc'), order('la', { timeZone: 'America/Los_Angeles' })], early, signal);
    expect(prepared.map(({ name, period }) => [name, period])).toEqual([
      ['utc', '2026-W47'],
      ['la', '2026-W46'],
    ]);
    expect(periodLabel(lastWholeWeek(early, 'America/Los_Angeles'))).toBe('2026-W46');
  });

  test('go out also when days could not be read, and the failure is told', async () => {
    const { weekly, parcels } = world({ gaps: ['2026-11-18: HTTP 500'] });
    const { deliveries, failures } = await weekly([order('one')], now, signal);
    expect(subjects(parcels)).toEqual(['one']);
    expect(deliveries).toHaveLength(1);
    expect(failures).toEqual(['Not all days could be read: 2026-11-18: HTTP 500']);
  });

  test('are neither made nor sent again', async () => {
    const { weekly, asked, prepared, parcels, runs } = world();
    await runs.put(sentRun('one'), signal);
    const { deliveries, failures } = await weekly([order('one')], now, signal);
    expect(deliveries).toEqual([{ run: sentRun('one'), isNew: false }]);
    expect([failures, asked, prepared, parcels]).toEqual([[], [], [], []]);
  });

  test.each(['sending', 'failed'] as const)(
    'are made and sent when the last try was left %s',
    async (state) => {
      const { weekly, parcels, runs } = world();
      await runs.put(sentRun('one', { state, sentAt: null }), signal);
      await runs.put(sentRun('two'), signal);
      const { deliveries } = await weekly([order('one'), order('two')], now, signal);
      expect(subjects(parcels)).toEqual(['one']);
      expect(deliveries.map(({ run, isNew }) => [run.report, isNew])).toEqual([
        ['two', false],
        ['one', true],
      ]);
    },
  );

  test('tell how far they are', async () => {
    const { weekly, steps } = world();
    await weekly([order('one')], now, signal);
    expect(steps).toEqual(['one: reading the stored events', 'one: rendering xlsx', 'one: sending']);
  });
});

describe('a week that is larger than a mail', () => {
  // 9,500,000 characters of base64 are 7,125,000 bytes.
  test.each<[string, { whole: number; withoutLog: number }, string, number[]]>([
    ['goes whole when it just fits', { whole: 7_125_000, withoutLog: 1 }, 'whole', [7_125_000]],
    [
      'goes without the raw events when it just does not',
      { whole: 7_125_001, withoutLog: 9 },
      'without-log',
      [9],
    ],
    ['goes without a file rather than not at all', { whole: 9e6, withoutLog: 8e6 }, 'nothing', []],
  ])('%s', async (_, bytes, attached, sizes) => {
    const { makeReports, sendReports, parcels } = world({ bytes });
    const { made } = await makeReports([{ order: order('one'), period: week }], now, signal);
    await sendReports(made, now, signal);
    expect(parcels[0]?.mail.html).toBe(attached);
    expect(parcels[0]?.files.map(({ content }) => content.length)).toEqual(sizes);
  });
});
