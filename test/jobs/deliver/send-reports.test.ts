import type { ReportRun } from '../../../shared/domain/report-run';
import type { CollectionDay } from '../../../shared/domain/collection-day';
import { isoWeek, lastWholeWeek, periodLabel } from '../../../shared/domain/period';
import type { UtcDay } from '../../../shared/domain/utc-day';
import type { Delivery, Parcel } from '../../../shared/jobs/deliver/deliver';
import type { PreparedReport } from '../../../shared/jobs/report/prepare-report';
import {
  createMakeReports,
  createSendReports,
  type ReportOrder,
} from '../../../shared/jobs/deliver/send-reports';
import { correctionOf, createCorrections, whatIsCorrected } from '../../../shared/jobs/deliver/corrections';
import { createCloseGaps } from '../../../shared/jobs/collect/close-gaps';
import { createWeeklyReports, weeksDue } from '../../../shared/jobs/deliver/weekly-reports';
import type { RenderedMail } from '../../../shared/report/mail';
import { aLedgerDay, aRun, createFakeLedger, createFakeRuns } from '../../support/fakes/ports';
import { aReportModel, aLog } from '../../support/builders/report';

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
  /** Days that were not complete when the mail was made that goes out. */
  readonly openDays?: readonly UtcDay[];
  /** Why the archive cannot be opened. */
  readonly archive?: string;
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
  const parcels: SentParcel[] = [];
  const steps: string[] = [];
  const ledger = createFakeLedger();
  const runs = createFakeRuns();
  const closeGaps = createCloseGaps({
    ledger,
    collectDays: (days) => {
      asked.push([...days]);
      const rows = days.map((day) => aLedgerDay(day, gaps.length > 0 ? { state: 'missing' } : {}));
      for (const row of rows) ledger.rows.set(row.day, row);
      return Promise.resolve({ days: rows, failures: gaps, serviceTime: null });
    },
  });
  const making: Omit<Parameters<typeof createMakeReports>[0], 'closeGaps'> = {
    ledger,
    prepare: ({ name }, period, rows): Promise<PreparedReport> => {
      if (broken.includes(name)) return Promise.reject(new Error('it cannot be computed'));
      const states = [...rows.values()].map(({ state }) => state);
      prepared.push({ name, period: periodLabel(period), states });
      return Promise.resolve({ model: aReportModel({ report: name, period }), log: aLog() });
    },
    renderFile,
    onProgress: (step, report) => steps.push(`${report}: ${step}`),
  };
  const makeReports = createMakeReports({ ...making, closeGaps: offline ? null : closeGaps });
  const sendReports = createSendReports({
    deliver: (parcel): Promise<Delivery> => {
      if (undeliverable.includes(parcel.model.report))
        return Promise.reject(new Error('the mail was refused'));
      parcels.push({ ...parcel, mail: parcel.write([]) });
      const run = sentRun(parcel.model.report, { period: parcel.edition, openDays: options.openDays ?? [] });
      runs.set(run);
      return Promise.resolve({ run, isNew: true });
    },
    renderFile,
    renderMail: ({ report }, attached, { correction }) => ({
      subject: report,
      html: attached,
      text: correction ?? report,
    }),
    onProgress: (step, report) => steps.push(`${report}: ${step}`),
  });
  const mailing = { runs, makeReports: createMakeReports({ ...making, closeGaps: null }), sendReports };
  const openArchive = () =>
    options.archive === undefined ? Promise.resolve() : Promise.reject(new Error(options.archive));
  const weekly = createWeeklyReports({ ...mailing, closeGaps, openArchive });
  const correct = createCorrections({ ...mailing, ledger });
  return { asked, prepared, parcels, steps, ledger, runs, makeReports, sendReports, weekly, correct };
}

type SentParcel = Parcel & { readonly mail: RenderedMail };

const sentRun = (report: string, overrides: Partial<ReportRun> = {}): ReportRun =>
  aRun({ report, operationId: report, ...overrides });
const subjects = (parcels: readonly SentParcel[]) => parcels.map(({ mail }) => mail.subject);

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
    expect(parcels[0]?.files.map(({ name }) => name)).toEqual(['one-2026-W47.xlsx']);
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

  test.each([
    [true, []],
    [false, ['2026-11-18']],
  ])(
    'are complete (%s) as the mail says that went out, which an earlier run may have made',
    async (complete, openDays) => {
      const { weekly } = world({ openDays });
      const { deliveries } = await weekly([order('one')], now, signal);
      expect(deliveries).toMatchObject([{ isNew: true, complete }]);
    },
  );

  test('are neither made nor sent again', async () => {
    const { weekly, asked, prepared, parcels, runs } = world();
    runs.set(sentRun('one'));
    const { deliveries, failures } = await weekly([order('one')], now, signal);
    expect(deliveries).toEqual([{ run: sentRun('one'), isNew: false, complete: null }]);
    expect([failures, asked, prepared, parcels]).toEqual([[], [], [], []]);
  });

  test.each(['sending', 'failed'] as const)(
    'are made and sent when the last try was left %s',
    async (state) => {
      const { weekly, parcels, runs } = world();
      runs.set(sentRun('one', { state, sentAt: null }));
      runs.set(sentRun('two'));
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
  test.each<[string, { whole: number; withoutLog: number }, string, [string, number, boolean][]]>([
    [
      'goes whole when it just fits',
      { whole: 7_125_000, withoutLog: 1 },
      'whole',
      [['one-2026-W47.xlsx', 7_125_000, true]],
    ],
    [
      'goes without the raw events when it just does not; the whole is archived',
      { whole: 7_125_001, withoutLog: 9 },
      'without-log',
      [
        ['one-2026-W47.xlsx', 7_125_001, false],
        ['one-2026-W47-without-log.xlsx', 9, true],
      ],
    ],
    [
      'goes without a file rather than not at all; the whole is archived',
      { whole: 9e6, withoutLog: 8e6 },
      'nothing',
      [['one-2026-W47.xlsx', 9e6, false]],
    ],
  ])('%s', async (_, bytes, attached, files) => {
    const { makeReports, sendReports, parcels } = world({ bytes });
    const { made } = await makeReports([{ order: order('one'), period: week }], now, signal);
    await sendReports(made, now, signal);
    expect(parcels[0]?.mail.html).toBe(attached);
    const sent = parcels[0]?.files.map((file) => [file.name, file.content.length, file.attached]);
    expect(sent).toEqual(files);
  });
});

describe('missed Mondays', () => {
  const due = (...known: ReportRun[]) => weeksDue(week, known).map(periodLabel);
  /** A row that was begun on the Monday after its week. */
  const run = (period: string, state: ReportRun['state'] = 'sent') => {
    const after = /^\d{4}-W\d{2}$/.test(period) ? isoWeek(period, 'UTC').to : week.to;
    return aRun({ period, state, startedAt: new Date(after.getTime() + 7 * 3_600_000) });
  };

  test('are made up for, the oldest first, back to the last mail', () => {
    expect(due(run('2026-W44'))).toEqual(['2026-W45', '2026-W46', '2026-W47']);
    expect(due(run('2026-W44'), run('2026-W45', 'failed'), run('2026-W46'))).toEqual([
      '2026-W45',
      '2026-W47',
    ]);
  });

  test('owe nothing on a first deployment', () => {
    expect(due()).toEqual(['2026-W47']);
    expect(due(run('2026-W44-correction-1'))).toEqual(['2026-W47']);
    expect(due(run('x2026-W44'))).toEqual(['2026-W47']);
    expect(due(run('2026-11-02_2026-11-08'))).toEqual(['2026-W47']);
  });

  test('are owed since the first of the rows, in whatever order they come', () => {
    expect(due(run('2026-W46'), run('2026-W44'))).toEqual(['2026-W45', '2026-W47']);
  });

  test('are five weeks at most', () => {
    expect(due(run('2026-W30'))).toEqual(['2026-W43', '2026-W44', '2026-W45', '2026-W46', '2026-W47']);
  });

  test.each(['due', 'sending', 'failed'] as const)(
    'stay owed however old they become once they are in the ledger (%s)',
    (state) => {
      const [old, recent] = [run('2026-W30', state), ['2026-W43', '2026-W44', '2026-W45', '2026-W46']];
      expect(due(old, ...recent.map((label) => run(label)))).toEqual(['2026-W30', '2026-W47']);
    },
  );

  test('are not owed since an old week that was sent by hand', () => {
    const byHand = (period: string) => aRun({ period, startedAt: now });
    expect(due(byHand('2026-W30'))).toEqual(['2026-W47']);
    // Within five weeks of its end a week is in time.
    expect(due(byHand('2026-W43'))).toEqual(['2026-W44', '2026-W45', '2026-W46', '2026-W47']);
    expect(due(byHand('2026-W42'))).toEqual(['2026-W47']);
  });

  test('are not owed by a clock that is behind the ledger', () => {
    expect(due(run('2026-W48'))).toEqual([]);
    expect(due(run('2026-W48', 'sending'))).toEqual([]);
  });

  test.each<[string, Options]>([
    ['the archive cannot be opened', { archive: 'HTTP 403' }],
    ['the report cannot be made', { broken: ['one'] }],
    ['the mail is refused', { undeliverable: ['one'] }],
  ])('are owed by a first run that fails because %s', async (_, options) => {
    const { weekly, runs } = world(options);
    const failed = await weekly([order('one')], now, signal).catch((error: unknown) => [error]);
    expect(JSON.stringify(failed)).not.toContain('"failures":[]');
    expect(runs.rows.get('one 2026-W47')).toMatchObject({ state: 'due', timeZone: 'UTC', archive: [] });
    const next = new Date(now.getTime() + 7 * 24 * 3_600_000);
    const healthy = world();
    healthy.runs.set(runs.rows.get('one 2026-W47')!);
    await healthy.weekly([order('one')], next, signal);
    expect(healthy.parcels.map(({ edition }) => edition)).toEqual(['2026-W47', '2026-W48']);
  });

  test('are not owed when nothing was missed', () => {
    expect(due(run('2026-W46'), run('2026-W47'))).toEqual([]);
    expect(due(run('2026-W46', 'failed'))).toEqual(['2026-W46', '2026-W47']);
  });

  test('are mailed once each', async () => {
    const { weekly, runs, parcels, asked } = world();
    runs.set(sentRun('one', { period: '2026-W44', startedAt: new Date('2026-11-02T07:00:00Z') }));
    await weekly([order('one')], now, signal);
    await weekly([order('one')], now, signal);
    expect(parcels.map(({ edition }) => edition)).toEqual(['2026-W45', '2026-W46', '2026-W47']);
    expect(asked).toHaveLength(1);
  });
});

describe('corrections', () => {
  const open = ['2026-11-18', '2026-11-19'];
  const incomplete = (overrides: Partial<ReportRun> = {}) => sentRun('one', { openDays: open, ...overrides });
  async function corrected(run: ReportRun, states: readonly CollectionDay['state'][], at = now) {
    const { correct, runs, ledger, parcels } = world();
    runs.set(run);
    for (const [index, state] of states.entries()) {
      const day = open[index] ?? '';
      ledger.rows.set(day, aLedgerDay(day, { state, readTo: null }));
    }
    const orders = [order('one')];
    const first = await correct(orders, at, signal);
    const second = await correct(orders, at, signal);
    expect([first.failures, second.failures, second.deliveries]).toEqual([[], [], []]);
    return parcels;
  }

  test('are sent once, when the gap has closed, and say what they correct', async () => {
    const parcels = await corrected(incomplete(), ['complete', 'complete']);
    expect(parcels.map(({ edition }) => edition)).toEqual(['2026-W47-correction-1']);
    expect(parcels[0]?.files.map(({ name }) => name)).toEqual(['one-2026-W47-correction-1.xlsx']);
    expect(parcels[0]?.mail.text).toBe(
      'Correction of the report of 2026-W47 that was mailed incomplete on 2026-11-23: ' +
        '2026-11-18, 2026-11-19 have been read in full since.',
    );
  });

  test.each<[string, ReportRun, CollectionDay['state'][]]>([
    ['the report was complete', incomplete({ openDays: [] }), ['complete', 'complete']],
    ['its mail has not been sent', incomplete({ state: 'failed' }), ['complete', 'complete']],
    ['a day may still be read', incomplete(), ['complete', 'missing']],
    ['a day has been read in part', incomplete(), ['complete', 'partial']],
    ['no row tells of a day', incomplete(), ['complete']],
    ['no day was gained', incomplete(), ['lost', 'lost']],
    ['it was a correction', incomplete({ period: '2026-W47-correction-1' }), ['complete', 'complete']],
    ['it was no week', incomplete({ period: '2026-11-18_2026-11-19' }), ['complete', 'complete']],
  ])('are not sent when %s', async (_, run, states) => {
    expect(await corrected(run, states)).toEqual([]);
  });

  test('are sent when what is left can never be read', async () => {
    const [parcel] = await corrected(incomplete(), ['complete', 'lost']);
    expect(parcel?.mail.text).toContain(
      ': 2026-11-18 has been read in full since; 2026-11-19 can no longer be read.',
    );
  });

  test.each(['sending', 'failed'] as const)(
    'are brought to their end when begun (%s), whatever is deleted meanwhile',
    async (state) => {
      const { correct, runs, parcels } = world();
      runs.set(incomplete());
      runs.set(incomplete({ period: '2026-W47-correction-1', state }));
      await correct([order('one')], now, signal);
      expect(parcels.map(({ edition }) => edition)).toEqual(['2026-W47-correction-1']);
      await correct([order('one')], now, signal);
      expect(parcels).toHaveLength(1);
    },
  );

  test('are of the hours of the report that they correct, whatever zone the settings name now', async () => {
    const run = incomplete({ timeZone: 'Europe/Berlin', openDays: ['2026-11-15'] });
    const { correct, runs, ledger, prepared, parcels } = world();
    runs.set(run);
    ledger.rows.set('2026-11-15', aLedgerDay('2026-11-15'));
    await correct([order('one', { timeZone: 'UTC' })], now, signal);
    expect(parcels[0]?.model.period).toEqual(isoWeek('2026-W47', 'Europe/Berlin'));
    expect(prepared).toHaveLength(1);
  });

  test('are not sent of weeks that are long past', async () => {
    const later = new Date('2027-01-20T04:00:00.000Z');
    expect(await corrected(incomplete(), ['complete', 'complete'], later)).toEqual([]);
  });

  test('name all days that can never be read, and no day of mailing where none is known', () => {
    const days = new Map(
      (['complete', 'lost', 'lost'] as const).map((state, index) => {
        const day = `2026-11-1${index + 7}`;
        return [day, aLedgerDay(day, { state })];
      }),
    );
    const run = incomplete({ openDays: [...days.keys()], sentAt: null });
    expect(whatIsCorrected(run, week, days)).toBe(
      'Correction of the report of 2026-W47 that was mailed incomplete: 2026-11-17 has been read in full since; ' +
        '2026-11-18, 2026-11-19 can no longer be read.',
    );
  });

  test('have a row of their own', () => {
    expect(correctionOf('2026-W47')).toBe('2026-W47-correction-1');
    expect(whatIsCorrected(incomplete({ sentAt: null }), week, new Map())).toBeNull();
  });
});
