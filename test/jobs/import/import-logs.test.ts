import { LogFileError, WholeFileError } from '../../../shared/domain/events/log-file-error';
import type { LogRow } from '../../../shared/domain/events/log-row';
import type { LogSource } from '../../../shared/domain/events/log-source';
import { createImportLogs, type ImportProgress } from '../../../shared/jobs/import/import-logs';
import type { LogPage } from '../../../shared/jobs/import/log-file-reader';
import type { RefusedRow } from '../../../shared/domain/events/log-row';
import { SortingSpaceError } from '../../../shared/import/sorting/sorting-space-error';
import type { SortableEvent } from '../../../shared/jobs/import/event-sorter';
import type { StoredEvent } from '../../../shared/domain/events/audit-event';
import type { CollectionDay } from '../../../shared/domain/collection-day';
import {
  aLedgerDay,
  aStoredEvent,
  createFakeLedger,
  createFakeStore,
  createFakeSummaries,
  ledgerOf,
  type Journal,
} from '../../support/fakes/ports';

const now = new Date('2026-11-23T07:00:00Z');
const signal = AbortSignal.timeout(900_000);

/** A row of an event at a time of day of 16 November, or at a whole instant. */
function event(
  id: string,
  time = '08:00',
  facts: { tenantId?: string; facts?: number; source?: LogSource } = {},
): LogRow {
  const at = new Date(time.includes('T') ? time : `2026-11-16T${time}:00Z`);
  const source = facts.source ?? 'graph json';
  return {
    outcome: 'event',
    line: 7,
    text: 'x'.repeat(2_000),
    stored: { ...aStoredEvent({ source, raw: `${id} ${facts.facts ?? 5}` }), id, at },
    tenantId: facts.tenantId ?? null,
  };
}
const refusedRow: LogRow = { outcome: 'refused', line: 3, reason: 'Bad.', text: '{' };

interface WorldOptions {
  readonly stored?: readonly StoredEvent[];
  readonly days?: readonly CollectionDay[];
  readonly retentionDays?: number;
  readonly tenant?: string;
  /** Events for which the sorter has room. */
  readonly room?: number;
}

/** Files by name: rows, or an error after rows. */
type Files = Record<string, readonly (LogRow | Error)[]>;

function world(files: Files, options: WorldOptions = {}) {
  const { stored = [], days = [], retentionDays = 730, tenant, room = Infinity } = options;
  const journal: Journal = [];
  const store = createFakeStore(stored, journal);
  const ledger = createFakeLedger(ledgerOf(...days), journal);
  const summaries = createFakeSummaries();
  const written = new Map<string, readonly RefusedRow[]>();
  const progress: ImportProgress[] = [];
  let disposed = 0;
  let discarded = 0;
  const run = createImportLogs({
    store,
    ledger,
    summaries,
    retentionDays,
    onProgress: (one) => progress.push(one),
    traitsOf: ({ id, at, source, raw }) => ({
      ...{ id, source, at, form: 'event', keys: [] },
      facts: Number(raw.split(' ')[1] ?? 5),
    }),
    tenantOf: () => tenant ?? null,
    async *readLog(path): AsyncGenerator<LogPage> {
      await Promise.resolve();
      for (const row of files[path] ?? []) {
        if (row instanceof Error) throw row;
        yield { kind: 'graph json', rows: [row], bytes: { read: 5, size: 9 } };
      }
    },
    createSorter() {
      const all: SortableEvent[] = [];
      return {
        add(events) {
          if (all.push(...events) > room) return Promise.reject(new SortingSpaceError('No room.'));
          return Promise.resolve();
        },
        async *sorted() {
          await Promise.resolve();
          for (const one of all.sort((a, b) => a.stored.at.getTime() - b.stored.at.getTime())) yield [one];
        },
        dispose: () => Promise.resolve(void (disposed += 1)),
      };
    },
    refusedRowsOf(path) {
      const rows: RefusedRow[] = [];
      return {
        add: (more) => Promise.resolve(void rows.push(...more)),
        finish() {
          if (rows.length > 0) written.set(path, rows);
          return Promise.resolve(rows.length > 0 ? `${path}.refused.ndjson` : null);
        },
        discard: () => Promise.resolve(void (discarded += 1)),
      };
    },
  });
  const order = (options: { tenantId?: string; isDryRun?: boolean } = {}) => ({
    ...{ files: Object.keys(files), tenantId: null, isDryRun: false },
    ...options,
  });
  return {
    ...{ journal, store, ledger, written, progress, disposed: () => disposed, discarded: () => discarded },
    import: (options = {}) => run(order(options), now, signal),
  };
}

describe('an import', () => {
  test('that is interrupted leaves no day whose imported events a collection would store again', async () => {
    const day = aLedgerDay('2026-11-16', { events: 3, firstCompleteEvents: 3 });
    const w = world({ a: [event('1'), event('2', '2026-11-17T08:00')] }, { days: [day] });
    Object.assign(w.store, { save: () => Promise.reject(new Error('killed')) });
    await expect(w.import()).rejects.toThrow('killed');
    expect(w.ledger.rows.get('2026-11-16')).toEqual({ ...day, importedEvents: 1, newEvents: 0 });
    expect(w.ledger.rows.get('2026-11-17')).toMatchObject({
      state: 'imported',
      events: 0,
      importedEvents: 1,
    });
    expect(w.ledger.rows.size).toBe(2);
  });

  test('tells the ledger that a day holds imported events before it stores them, and counts them afterwards', async () => {
    const { journal, progress, disposed, ...w } = world({
      a: [event('2', '09:00'), { outcome: 'ignored' }, event('1', '08:00'), refusedRow],
    });
    expect(await w.import()).toEqual({
      dryRun: false,
      files: [
        {
          file: 'a',
          kind: 'graph json',
          tenantId: null,
          read: 4,
          new: 2,
          known: 0,
          replaced: 0,
          ignored: 1,
          refused: 1,
          first: new Date('2026-11-16T08:00:00Z'),
          last: new Date('2026-11-16T09:00:00Z'),
          days: ['2026-11-16'],
          firstRefusal: { line: 3, reason: 'Bad.' },
          refusedFile: 'a.refused.ndjson',
          problem: null,
        },
      ],
      days: [{ day: '2026-11-16', state: 'imported' }],
    });
    const ledger = 'ledger 2026-11-16 imported';
    expect(journal).toEqual([ledger, 'save 1, 2', ledger]);
    expect(w.ledger.rows.get('2026-11-16')).toMatchObject({ events: 2, importedEvents: 2, lastReadAt: null });
    expect(w.written.get('a')).toEqual([refusedRow]);
    expect(progress[0]).toEqual({ action: 'reading', file: 'a', done: 5, total: 9 });
    expect(progress.at(-1)).toEqual({ action: 'storing', file: null, done: 2, total: 2 });
    expect(disposed()).toBe(1);
  });

  test('writes the ledger row of a day with very many events before it reads the following days', async () => {
    const many = Array.from({ length: 11_000 }, (_, index) => event(`${index}`));
    const w = world({ a: [...many, event('x', '2026-11-17T09:00:00Z'), event('y', '2026-11-18T09:00:00Z')] });
    await w.import();
    expect(w.journal.find((line) => line.startsWith('ledger'))).toBe('ledger 2026-11-16 imported');
    expect(w.ledger.rows.get('2026-11-16')).toMatchObject({ events: 11_000 });
  });

  test('changes nothing when it is repeated', async () => {
    const w = world({ a: [event('1'), event('2', '2026-11-17T09:00:00Z')] });
    await w.import();
    const [rows, events] = [new Map(w.ledger.rows), new Map(w.store.events)];
    w.journal.length = 0;
    const again = await w.import();
    expect(again.files).toMatchObject([{ read: 2, new: 0, known: 2, replaced: 0 }]);
    expect(again.days.map(({ day }) => day)).toEqual(['2026-11-16', '2026-11-17']);
    expect(w.journal).toEqual([]);
    expect([w.ledger.rows, w.store.events]).toEqual([rows, events]);
  });

  test('changes nothing for events that were read live', async () => {
    const live = aStoredEvent({ id: '1' });
    const day = aLedgerDay('2026-11-16', { events: 1 });
    const w = world({ a: [event('1')] }, { stored: [live], days: [day] });
    expect(await w.import()).toMatchObject({
      files: [{ new: 0, known: 1 }],
      days: [{ day: '2026-11-16', state: 'complete' }],
    });
    expect(w.journal).toEqual([]);
    expect(w.store.events.get('1')).toBe(live);
  });

  test('counts an event in two files once, in the record with more facts', async () => {
    const w = world({ a: [event('1')], b: [event('1', '08:00', { facts: 6, source: 'azure monitor' })] });
    expect((await w.import()).files).toMatchObject([
      { file: 'a', new: 0, known: 1 },
      { file: 'b', new: 1, known: 0 },
    ]);
    expect(w.store.events.get('1')?.source).toBe('azure monitor');
  });

  test('returns the same in a dry run, and writes nothing', async () => {
    const files = { a: [event('1'), refusedRow], b: [event('1'), event('2')] };
    const [dry, real] = [world(files), world(files)];
    const said = await dry.import({ isDryRun: true });
    const done = await real.import();
    expect(said).toEqual({
      ...done,
      dryRun: true,
      files: done.files.map((file) => ({ ...file, refusedFile: null })),
    });
    expect([dry.journal, dry.written.size, dry.store.events.size]).toEqual([[], 0, 0]);
  });

  test('closes many days in several ledger writes', async () => {
    const rows = Array.from({ length: 80 }, (_, day) =>
      event(`${day}`, new Date(Date.parse('2026-06-01T10:00:00Z') + day * 86_400_000).toISOString()),
    );
    const w = world({ a: rows });
    expect((await w.import()).days).toHaveLength(80);
    expect(w.journal.filter((line) => line.startsWith('ledger')).length).toBeGreaterThan(1);
    expect([...w.ledger.rows.values()].every(({ state }) => state === 'imported')).toBe(true);
  });

  test('counts an event that is settled only after a stored event of the next day', async () => {
    const stored = aStoredEvent({ id: 's', at: new Date('2026-11-08T00:00:58Z') });
    const days = Array.from({ length: 6 }, (_, day) => `2026-11-0${day + 1}T12:00:00Z`);
    const times = [...days, '2026-11-07T23:59:59Z', '2026-11-08T00:01:30Z'];
    const w = world({ a: times.map((time) => event(time, time)) }, { stored: [stored] });
    await w.import();
    expect([...w.ledger.rows.values()].map(({ events }) => events)).toEqual([1, 1, 1, 1, 1, 1, 1, 2]);
  });
});

describe('files and rows that cannot be imported', () => {
  test('do not block other files, and rows before the damage of a file are imported', async () => {
    const w = world({
      bad: [new LogFileError('No log.')],
      cut: [event('1'), new LogFileError('Cut off.')],
      good: [event('2')],
    });
    expect((await w.import()).files).toMatchObject([
      { file: 'bad', problem: 'No log.', read: 0 },
      { file: 'cut', problem: 'Cut off.', new: 1 },
      { file: 'good', problem: null, new: 1 },
    ]);
    expect([...w.store.events.keys()]).toEqual(['1', '2']);
  });

  test('nothing of a file is imported that turns out to be misread, and other files are', async () => {
    const w = world({
      a: [event('1'), refusedRow, new WholeFileError('Day first.')],
      b: [event('2', '09:00')],
    });
    const { files, days } = await w.import();
    expect(files).toMatchObject([
      { file: 'a', read: 0, new: 0, refused: 0, first: null, problem: 'Day first.' },
      { file: 'b', new: 1, problem: null },
    ]);
    expect(days).toEqual([{ day: '2026-11-16', state: 'imported' }]);
    expect(await w.store.count('2026-11-16', signal)).toMatchObject({ events: 1 });
    expect(w.written.size).toBe(0);
  });

  test('any other failure stops the import, with nothing stored and the sorter disposed', async () => {
    const w = world({ a: [event('1'), new TypeError('a bug')] });
    await expect(w.import()).rejects.toThrow('a bug');
    expect([w.journal, w.disposed()]).toEqual([[], 1]);
  });

  test('an import without room for its events stores nothing, and leaves no refused rows', async () => {
    const w = world({ a: [event('1'), refusedRow, event('2')], b: [event('3')] }, { room: 1 });
    await expect(w.import()).rejects.toThrow('No room.');
    expect([w.journal, w.written.size, w.discarded(), w.disposed()]).toEqual([[], 0, 1, 1]);
  });

  test('include rows older than the retention', async () => {
    const rows = [event('old', '2026-11-12T23:59:59Z'), event('young', '2026-11-13T00:00:00Z')];
    const w = world({ a: rows }, { retentionDays: 10 });
    expect((await w.import()).files).toMatchObject([{ new: 1, refused: 1 }]);
    expect(w.written.get('a')).toEqual([
      {
        line: 7,
        reason: expect.stringMatching(/older than 10 days \(RETENTION_DAYS\)/) as string,
        text: 'x'.repeat(1_000),
      },
    ]);
    expect((await world({ a: rows }, { retentionDays: 0 }).import()).files).toMatchObject([
      { new: 2, refused: 0 },
    ]);
  });
});

test('a row whose time is still to come is refused', async () => {
  const w = world({ a: [event('soon', '2026-11-24T07:00:00Z'), event('misread', '2026-12-11T07:00:00Z')] });
  expect((await w.import()).files).toMatchObject([
    {
      new: 1,
      refused: 1,
      firstRefusal: {
        reason: expect.stringMatching(
          /2026-12-11T07:00:00\.000Z, is still to come: .*order of day and month/,
        ) as string,
      },
    },
  ]);
});

describe('the tenant of an import', () => {
  const [one, two] = ['11111111-0000-4000-8000-000000000000', 'TWO'];

  test('of the store: a file of another tenant is refused whole, even after rows without a tenant', async () => {
    const w = world(
      {
        other: [event('1'), event('2', '08:00', { tenantId: two }), event('3')],
        own: [event('4', '08:00', { tenantId: one.toUpperCase() })],
        silent: [event('5')],
      },
      { stored: [aStoredEvent({ id: 'x' })], tenant: one },
    );
    expect((await w.import()).files).toMatchObject([
      {
        new: 0,
        days: [],
        first: null,
        problem: expect.stringMatching(/tenant TWO.*store holds 11111111/) as string,
      },
      { new: 1, problem: null },
      { new: 1, problem: null },
    ]);
    expect([...w.store.events.keys()]).toEqual(['x', '4', '5']);
    expect(w.written.size).toBe(0);
  });

  test('of an empty store: the first file that names a tenant decides, and the ledger records it', async () => {
    const w = world({
      silent: [event('1')],
      first: [event('2', '08:00', { tenantId: one })],
      other: [event('3', '08:00', { tenantId: two })],
    });
    expect((await w.import()).files.map(({ problem }) => problem === null)).toEqual([true, true, false]);
    expect(w.ledger.rows.get('2026-11-16')?.tenantId).toBe(one);
  });

  test('of days that were read live: a file of another tenant is refused', async () => {
    const w = world(
      { other: [event('1', '08:00', { tenantId: two })] },
      { stored: [aStoredEvent({ id: 'x' })], days: [aLedgerDay('2026-11-10', { tenantId: one })] },
    );
    expect((await w.import()).files).toMatchObject([
      { new: 0, problem: expect.stringMatching(/tenant TWO.*store holds 11111111/) as string },
    ]);
  });

  test('that the user names: a file of another tenant is refused', async () => {
    const w = world({
      a: [event('1', '08:00', { tenantId: one })],
      b: [event('2', '08:00', { tenantId: two })],
    });
    const { files } = await w.import({ tenantId: 'two' });
    expect(files).toMatchObject([
      { problem: expect.stringMatching(/--tenant says two/) as string },
      { problem: null, new: 1 },
    ]);
  });

  test('of a file: a row of another tenant is refused', async () => {
    const w = world({ a: [event('1', '08:00', { tenantId: one }), event('2', '08:00', { tenantId: two })] });
    expect((await w.import()).files).toMatchObject([{ new: 1, refused: 1, problem: null }]);
    expect(w.written.get('a')?.[0]?.reason).toMatch(/event is of tenant TWO, and the file of 11111111/);
  });
});
