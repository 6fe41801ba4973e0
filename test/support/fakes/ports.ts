import type { DeliveryRow } from '../../../shared/domain/reports/delivery-row';
import type { StoredEvent } from '../../../shared/domain/events/audit-event';
import type { CollectionDay } from '../../../shared/domain/collection-day';
import { endOfUtcDay, utcDayOf, type UtcDay } from '../../../shared/domain/time/utc-day';
import type { MailOutcome, OutgoingMail } from '../../../shared/domain/reports/outgoing-mail';
import type { AuditSource } from '../../../shared/jobs/collect/audit-source';
import type { CollectionLedger } from '../../../shared/jobs/collect/collection-ledger';
import type { EventStore } from '../../../shared/jobs/collect/event-store';
import type { HistorySummaries } from '../../../shared/jobs/collect/history-summaries';
import type { MailSender } from '../../../shared/jobs/deliver/mail-sender';
import type { ReportArchive } from '../../../shared/jobs/deliver/report-archive';
import type { DeliveryLedger } from '../../../shared/jobs/report/delivery-ledger';

/** A stored event of 16 November 2026 at 08:00. */
export function aStoredEvent(overrides: Partial<StoredEvent> = {}): StoredEvent {
  const id = overrides.id === undefined ? 'PIM_1' : overrides.id;
  return {
    id,
    at: new Date('2026-11-16T08:00:00.000Z'),
    activity: null,
    source: 'graph',
    raw: '{}',
    problem: null,
    ...overrides,
  };
}

/** A complete day with ten events, read in the night after it. */
export function aLedgerDay(day: UtcDay, overrides: Partial<CollectionDay> = {}): CollectionDay {
  const readAt = new Date(endOfUtcDay(day).getTime() + 90 * 60_000);
  return {
    day,
    state: 'complete',
    events: 10,
    unreadable: 0,
    importedEvents: 0,
    lateEvents: 0,
    newEvents: 10,
    firstReadAt: readAt,
    lastReadAt: readAt,
    readTo: endOfUtcDay(day),
    firstCompleteEvents: 10,
    failedReads: 0,
    availableFrom: null,
    reason: null,
    ...overrides,
  };
}

/** A ledger of the given rows. */
export const ledgerOf = (...rows: readonly CollectionDay[]): Map<UtcDay, CollectionDay> =>
  new Map(rows.map((row) => [row.day, row]));

/** A sign-in without a tenant id. */
export const noTenant = (): Promise<null> => Promise.resolve(null);

/** The calls of the fakes, in order. */
export type Journal = string[];

/** A ledger in memory. */
export interface FakeLedger extends CollectionLedger {
  readonly rows: Map<UtcDay, CollectionDay>;
}

export function createFakeLedger(rows = ledgerOf(), journal: Journal = []): FakeLedger {
  return {
    rows,
    read: () => Promise.resolve(new Map(rows)),
    write(days) {
      for (const row of days) rows.set(row.day, row);
      if (days.length > 0)
        journal.push(`ledger ${days.map(({ day, state }) => `${day} ${state}`).join(', ')}`);
      return Promise.resolve();
    },
  };
}

/** Summaries in memory. */
export interface FakeSummaries extends HistorySummaries {
  /** Texts by kind and week, `kind 2026-11-16`. */
  readonly texts: Map<string, string>;
}

export function createFakeSummaries(): FakeSummaries {
  const texts = new Map<string, string>();
  const dayOf = (key: string) => key.slice(-10);
  return {
    texts,
    read: (kind, from, to) =>
      Promise.resolve(
        new Map(
          [...texts]
            .filter(([key]) => key.startsWith(`${kind} `) && dayOf(key) >= from && dayOf(key) < to)
            .map(([key, text]) => [dayOf(key), text] as const),
        ),
      ),
    save(kind, day, text) {
      texts.set(`${kind} ${day}`, text);
      return Promise.resolve();
    },
    deleteDays(from, to) {
      for (const key of texts.keys()) if (dayOf(key) >= from && dayOf(key) < to) texts.delete(key);
      return Promise.resolve();
    },
  };
}

/** A store in memory; the same id is the same event. */
export interface FakeStore extends EventStore {
  readonly events: Map<string, StoredEvent>;
  /** Milliseconds at which an event was stored; by default long ago. */
  readonly storedAt: Map<string, number>;
}

export function createFakeStore(events: readonly StoredEvent[] = [], journal: Journal = []): FakeStore {
  const kept = new Map<string, StoredEvent>();
  const storedAt = new Map<string, number>();
  const keep = (event: StoredEvent) => kept.set(event.id ?? event.raw, event);
  for (const event of events) keep(event);
  const sorted = () => [...kept.values()].sort((a, b) => (a.at?.getTime() ?? 0) - (b.at?.getTime() ?? 0));
  const dayOf = ({ at }: StoredEvent) => (at === null ? 'undated' : utcDayOf(at));
  return {
    events: kept,
    storedAt,
    save(events) {
      for (const event of events) keep(event);
      journal.push(`save ${events.map(({ id }) => id).join(', ')}`);
      return Promise.resolve();
    },
    remove(events) {
      for (const { id, raw } of events) kept.delete(id ?? raw);
      journal.push(`remove ${events.map(({ id }) => id).join(', ')}`);
      return Promise.resolve();
    },
    count(day) {
      const found = [...kept.values()].filter((event) => dayOf(event) === day);
      const unreadable = found.filter(({ problem }) => problem !== null).length;
      const imported = found.filter(({ source }) => source !== 'graph').length;
      return Promise.resolve({ events: found.length, unreadable, imported });
    },
    fingerprints(day) {
      const found = sorted().filter((event) => dayOf(event) === day);
      return Promise.resolve(found.map((event) => JSON.stringify(event)));
    },
    fingerprintOf: (event) => JSON.stringify(event),
    async *read(from, to) {
      await Promise.resolve();
      yield* sorted().filter(({ at }) => at !== null && at >= from && at < to);
    },
    async *readUndated() {
      await Promise.resolve();
      yield* sorted().filter(({ at }) => at === null);
    },
    daysBefore(day) {
      const days = new Set([...kept.values()].map(dayOf));
      return Promise.resolve([...days].filter((each) => each < day).sort());
    },
    deleteUndated(storedBefore) {
      for (const [id, { at }] of kept)
        if (at === null && (storedAt.get(id) ?? 0) < storedBefore.getTime()) kept.delete(id);
      return Promise.resolve();
    },
    deleteDay(day) {
      for (const [id, event] of kept) if (dayOf(event) === day) kept.delete(id);
      journal.push(`delete ${day}`);
      return Promise.resolve();
    },
  };
}

/** Returns additional events of a period, or an error that follows its events. */
export type SpanScript = (
  span: { readonly from: Date; readonly to: Date },
  retries: 'standard' | 'few',
) => readonly StoredEvent[] | Error;

/** A source of a list of events, one per page; a script may change a period. `asked` lists the reads. */
export interface FakeSource extends AuditSource {
  readonly asked: { readonly span: string; readonly retries: 'standard' | 'few' }[];
}

export function createFakeSource(
  events: readonly StoredEvent[],
  options: { readonly spoil?: SpanScript; readonly availableFrom?: Date; readonly answeredAt?: Date } = {},
): FakeSource {
  const asked: FakeSource['asked'] = [];
  return {
    asked,
    async *read(span, signal, retries) {
      const name = (at: Date) => at.toISOString().slice(0, 16);
      asked.push({ span: `${name(span.from)}/${name(span.to)}`, retries });
      await Promise.resolve();
      const spoiled = options.spoil?.(span, retries) ?? [];
      const { availableFrom = null, answeredAt = null } = options;
      if (availableFrom !== null && availableFrom > span.from)
        yield { events: [], availableFrom, answeredAt };
      const from = availableFrom !== null && availableFrom > span.from ? availableFrom : span.from;
      for (const event of [...events, ...(spoiled instanceof Error ? [] : spoiled)]) {
        signal.throwIfAborted();
        if (event.at !== null && event.at >= from && event.at < span.to) {
          yield { events: [event], availableFrom: null, answeredAt };
        }
      }
      // The last page has the time and no events.
      if (answeredAt !== null) yield { events: [], availableFrom: null, answeredAt };
      if (spoiled instanceof Error) throw spoiled;
    },
  };
}

/** A delivery ledger in memory; the version of a row is the number of its writes. */
export interface FakeRuns extends DeliveryLedger {
  readonly rows: Map<string, DeliveryRow>;
  /** Sets a row without a check of its version. */
  set(row: DeliveryRow): void;
}

export function createFakeRuns(journal: Journal = []): FakeRuns {
  const rows = new Map<string, DeliveryRow>();
  const versions = new Map<string, number>();
  const key = (report: string, edition: string) => `${report} ${edition}`;
  const set = (row: DeliveryRow): string => {
    const name = key(row.report, row.edition);
    const version = (versions.get(name) ?? 0) + 1;
    rows.set(name, row);
    versions.set(name, version);
    return String(version);
  };
  const write = (verb: string, row: DeliveryRow) => {
    journal.push(`${verb} ${row.report} ${row.state}`);
    return Promise.resolve(set(row));
  };
  return {
    rows,
    set,
    list: (report) => Promise.resolve([...rows.values()].filter((row) => row.report === report)),
    reports: () => Promise.resolve([...new Set([...rows.values()].map(({ report }) => report))]),
    get(report, edition) {
      const [row, version] = [rows.get(key(report, edition)), versions.get(key(report, edition))];
      return Promise.resolve(row === undefined ? null : { row, version: String(version) });
    },
    begin: (row) => (rows.has(key(row.report, row.edition)) ? Promise.resolve(null) : write('begin', row)),
    replace: (row, version) =>
      rows.has(key(row.report, row.edition)) && String(versions.get(key(row.report, row.edition))) === version
        ? write('replace', row)
        : Promise.resolve(null),
  };
}

/** An archive in memory. */
export interface FakeArchive extends ReportArchive {
  readonly files: Map<string, Uint8Array>;
}

export function createFakeArchive(journal: Journal = []): FakeArchive {
  const files: FakeArchive['files'] = new Map();
  return {
    files,
    read: (path) => Promise.resolve(files.get(path) ?? null),
    // Reversed, unlike in any service: no caller may depend on the order.
    list: (report) =>
      Promise.resolve([...files.keys()].filter((path) => path.startsWith(`${report}/`)).reverse()),
    reports: () => Promise.resolve([...new Set([...files.keys()].map((path) => path.split('/')[0] ?? ''))]),
    add(path, _contentType, content) {
      const kept = files.get(path);
      if (kept !== undefined) return Promise.resolve(kept);
      files.set(path, content);
      journal.push(`archive ${path}`);
      return Promise.resolve(content);
    },
  };
}

/** A row of the delivery ledger: the mail of 2026-W47, sent on the Monday after it. */
export function aRun(overrides: Partial<DeliveryRow> = {}): DeliveryRow {
  const monday = new Date('2026-11-23T07:00:00.000Z');
  return {
    report: 'weekly',
    edition: '2026-W47',
    timeZone: 'UTC',
    state: 'sent',
    attempt: 1,
    operationId: 'an-operation',
    mailHost: 'mail.communication.azure.com',
    fileName: 'weekly-2026-W47.xlsx',
    fileHash: 'ab'.repeat(32),
    recipients: ['a@x.example'],
    events: 84,
    openDays: [],
    lookedThrough: null,
    link: null,
    enteredAt: overrides.startedAt ?? monday,
    startedAt: monday,
    sentAt: monday,
    error: null,
    ...overrides,
  };
}

/** A mail service in memory: the same operation id is the same mail. */
export interface FakeMailer extends MailSender {
  readonly mails: Map<string, OutgoingMail>;
  /** Operation ids of sent mails (`sends`) and of mails that were looked up (`takenUp`), in order. */
  readonly sends: string[];
  readonly takenUp: string[];
}

export function createFakeMailer(
  journal: Journal = [],
  outcome: (n: number) => MailOutcome | Error = () => ({ sent: true }),
  host = 'mail.communication.azure.com',
): FakeMailer {
  const mails = new Map<string, OutgoingMail>();
  const sends: string[] = [];
  const takenUp: string[] = [];
  return {
    host,
    mails,
    sends,
    takenUp,
    lookUp(operationId) {
      takenUp.push(operationId);
      return Promise.resolve(mails.has(operationId) ? { sent: true } : null);
    },
    send(mail, operationId) {
      sends.push(operationId);
      journal.push(`mail ${mail.subject}`);
      const end = outcome(sends.length);
      if (end instanceof Error) return Promise.reject(end);
      if (end.sent) mails.set(operationId, mail);
      return Promise.resolve(end);
    },
  };
}
