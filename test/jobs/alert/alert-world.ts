import type { AuditEvent, ParsedEvent, StoredEvent } from '../../../shared/domain/events/audit-event';
import { defaultFindingsPolicy, type FindingsPolicy } from '../../../shared/domain/findings-policy';
import { utcDaysBetween } from '../../../shared/domain/time/utc-day';
import type { AuditSource } from '../../../shared/jobs/collect/audit-source';
import { createAlertJob } from '../../../shared/jobs/alert/alert-job';
import { createFakeChannel, type FakeChannel } from '../../support/fakes/alert-channel';
import { createFakeAlertLedger } from '../../support/fakes/alert-ledger';
import {
  aLedgerDay,
  createFakeLedger,
  createFakeSource,
  createFakeStore,
  ledgerOf,
} from '../../support/fakes/ports';

/** An event as it is stored here: its raw text is the event itself. */
export const stored = (event: AuditEvent): StoredEvent => ({
  ...{ id: event.id, at: event.at, activity: event.activity, source: 'graph', problem: null },
  raw: JSON.stringify(event),
});

/** Reads what {@link stored} wrote. */
export function parseStored(raw: string): ParsedEvent {
  const dates = ['at', 'startTime', 'expirationTime'];
  const event = JSON.parse(raw, (name, value: unknown) =>
    dates.includes(name) && typeof value === 'string' ? new Date(value) : value,
  ) as AuditEvent;
  return { ok: true, event };
}

export interface AlertWorldOptions {
  /** Events in the store before the first run. */
  readonly known?: readonly AuditEvent[];
  /** Events in Graph; more can be added later. */
  readonly log?: AuditEvent[];
  readonly channels?: readonly FakeChannel[];
  readonly policy?: Partial<FindingsPolicy>;
  /** The first of the completely collected days, such as `2026-11-01`; none when left out. */
  readonly completeSince?: string;
  readonly answeredAt?: Date;
  /** An error of Graph. */
  readonly fault?: () => Error | null;
  readonly retentionDays?: number;
}

/** The alert job over ports in memory. */
export function openAlertWorld(options: AlertWorldOptions = {}) {
  const { known = [], log = [], policy = {}, completeSince, answeredAt } = options;
  const channels = options.channels ?? [createFakeChannel()];
  const ledger = createFakeAlertLedger();
  const store = createFakeStore(known.map(stored));
  const days =
    completeSince === undefined
      ? []
      : utcDaysBetween(new Date(`${completeSince}T00:00:00.000Z`), new Date('2026-12-31T00:00:00.000Z'));
  const reads: string[] = [];
  const asked: string[] = [];
  const source: AuditSource = {
    read(span, signal, retries) {
      asked.push(`${span.from.toISOString()} ${span.to.toISOString()}`);
      const fault = options.fault?.() ?? null;
      const shown = createFakeSource(log.map(stored), {
        ...(answeredAt && { answeredAt }),
        ...(fault && { spoil: () => fault }),
      });
      return shown.read(span, signal, retries);
    },
  };
  const job = createAlertJob({
    source,
    previewSource: source,
    store: {
      save: (events, signal) => store.save(events, signal),
      read(from, to, signal) {
        reads.push(`${from.toISOString()} ${to.toISOString()}`);
        return store.read(from, to, signal);
      },
    },
    collectionLedger: createFakeLedger(ledgerOf(...days.map((day) => aLedgerDay(day)))),
    exists: () => Promise.resolve(true),
    parse: parseStored,
    policy: { ...defaultFindingsPolicy, ...policy },
    ...{ alertLedger: ledger, channels, organization: null, timeZone: 'UTC' },
    retentionDays: options.retentionDays ?? 0,
    delivery: { takeOverAfter: 0 },
  });
  const signal = AbortSignal.timeout(900_000);
  return {
    ...{ ledger, store, channels, log, asked, reads },
    runAlerts: (at: Date) => job.run(at, signal),
    preview: (at: Date) => job.preview(at, signal),
    /** Rule and principal of each alert that the first channel received, in order. */
    told: () =>
      (channels[0]?.tries ?? []).flatMap(({ message }) =>
        message.alerts.map(({ rule, principal }) => `${rule} ${principal?.name ?? 'nobody'}`),
      ),
  };
}
