import { analyse } from '../analysis/analyse';
import type { Analysis } from '../analysis/analysis';
import { noHistory } from '../analysis/history/history';
import { totalsOf } from '../analysis/totals';
import type { AuditEvent, StoredEvent } from '../domain/audit-event';
import type { CollectionDay } from '../domain/collection-day';
import type { FindingsPolicy } from '../domain/findings-policy';
import { isWithin, previousPeriod, type Period } from '../domain/period';
import type { ReportFilter } from '../domain/report-filter';
import type { Totals } from '../domain/totals';
import type { UtcDay } from '../domain/utc-day';
import type { EventLog, ReportModel } from '../report/report-model';
import { narrowReport } from '../report/select';
import { coverageOf, knownUntil } from './coverage';
import { loggedEvent, type EventParser } from './event-log';

/** What a report needs of the store. */
export interface EventReader {
  /** The events of the half-open span in order of time, read as they are asked for. */
  read(from: Date, to: Date, signal: AbortSignal): AsyncIterable<StoredEvent>;
  /** What was kept without a time that can be read. */
  readUndated(signal: AbortSignal): AsyncIterable<StoredEvent>;
}

/** Which report is wanted. */
export interface ReportPlan {
  readonly name: string;
  readonly timeZone: string;
  /** Columns of the Activations sheet; null = all. */
  readonly columns: readonly string[] | null;
  readonly include: ReportFilter | null;
}

export interface PrepareParts {
  readonly store: EventReader;
  readonly parse: EventParser;
  readonly policy: FindingsPolicy;
  /** Null: the tenant's id, as the events tell it. */
  readonly organization: string | null;
}

/** A report before any format, and its raw log. */
export interface PreparedReport {
  readonly model: ReportModel;
  readonly log: EventLog;
}

/** Joins reach back and forward over the edges of a period by this much. An approval waits a day, so does a role. */
const reach = 8 * 24 * 3_600_000;

/** Says of a period's stored events what they mean, as a report of the given ledger, as of `now`. */
export function createPrepareReport({ store, parse, policy, organization }: PrepareParts) {
  return async (
    plan: ReportPlan,
    period: Period,
    ledger: ReadonlyMap<UtcDay, CollectionDay>,
    now: Date,
    signal: AbortSignal,
  ): Promise<PreparedReport> => {
    const before = previousPeriod(period);
    const { events, unreadable } = await readEvents(before, period, signal);
    const analysed = (of: Period): Analysis => {
      const coverage = coverageOf(of, ledger);
      const known = knownUntil(of, ledger, now);
      return analyse({ events, period: of, asOf: now, knownUntil: known, coverage, unreadable, history: noHistory, policy });
    };
    const isKnown = coverageOf(before, ledger).every(({ state }) => state === 'complete');
    const current = narrow(analysed(period), plan.include);
    const model: ReportModel = {
      report: plan.name,
      organization: organization ?? tenantOf(events) ?? 'Your tenant',
      generatedAt: now,
      period,
      coverage: coverageOf(period, ledger),
      totals: current.totals,
      previous: isKnown ? narrow(analysed(before), plan.include).totals : null,
      trend: [],
      elevations: current.elevations,
      changes: current.changes,
      findings: current.findings,
      unknownActivities: plan.include === null ? current.unknownActivities : [],
      filter: current.filter,
      columns: plan.columns,
    };
    return { model, log: () => readLog(model, plan.include !== null, signal) };
  };

  /** Everything that may bear on the period or the one before it, and how much of it cannot be understood. */
  async function readEvents(before: Period, period: Period, signal: AbortSignal) {
    const events: AuditEvent[] = [];
    let unreadable = 0;
    const [from, to] = [new Date(before.from.getTime() - reach), new Date(period.to.getTime() + reach)];
    for await (const { raw, at } of store.read(from, to, signal)) {
      const parsed = parse(raw);
      if (parsed.ok) events.push(parsed.event);
      else if (at !== null && isWithin(period, at)) unreadable += 1;
    }
    for await (const { at } of store.readUndated(signal)) unreadable += at === null ? 1 : 0;
    return { events, unreadable };
  }

  /** The raw log: of a narrowed report only what its rows rest on, for the rest is not its readers' business. */
  async function* readLog(model: ReportModel, isNarrowed: boolean, signal: AbortSignal) {
    const kept = new Set([...model.elevations, ...model.changes, ...model.findings].flatMap((row) => row.eventIds));
    for await (const stored of store.read(model.period.from, model.period.to, signal)) {
      if (!isNarrowed || (stored.id !== null && kept.has(stored.id))) yield loggedEvent(stored, parse);
    }
    if (isNarrowed) return;
    for await (const stored of store.readUndated(signal)) yield loggedEvent(stored, parse);
  }
}

/** The analysis narrowed to what the plan includes, its totals counted again. */
function narrow(analysis: Analysis, include: ReportFilter | null): Analysis & { filter: string | null } {
  if (include === null) return { ...analysis, filter: null };
  const parts = narrowReport(analysis, include);
  const events = new Set([...parts.elevations, ...parts.changes].flatMap((row) => row.eventIds)).size;
  const totals: Totals = totalsOf(parts.elevations, parts.findings, events);
  return { ...analysis, ...parts, totals };
}

const tenantOf = (events: readonly AuditEvent[]): string | null =>
  events.find(({ tenantId }) => tenantId !== null)?.tenantId ?? null;
