import { analyse } from '../../analysis/analyse';
import type { Analysis } from '../../analysis/analysis';
import { totalsOf } from '../../analysis/totals';
import type { AuditEvent } from '../../domain/audit-event';
import type { CollectionDay } from '../../domain/collection-day';
import type { FindingsPolicy } from '../../domain/findings-policy';
import { periodLabel, previousPeriod, type Period } from '../../domain/period';
import type { ReportFilter } from '../../domain/report-filter';
import type { ReportRun } from '../../domain/report-run';
import type { TrendWeek } from '../../domain/totals';
import type { UtcDay } from '../../domain/utc-day';
import { narrowReport } from '../../report/narrow/narrow-report';
import type { EventLog, ReportModel } from '../../report/report-model';
import { correctionOf } from '../deliver/corrections';
import { coverageOf, knownUntil } from '../collect/coverage';
import { loggedEvent, type EventParser } from './event-log';
import type { ReportRuns } from '../deliver/deliver';
import type { EventReader } from './event-reader';
import { lateAfterReport } from './late-after-report';
import { createReadHistory, type Chapter } from './read-history';
import { isWholeWeek, trendOf, trendWeek, trendWeeks } from './trend';

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
  /** The delivery ledger, to tell what came after the report before; left out, nothing is told. */
  readonly runs?: Pick<ReportRuns, 'get'>;
}

/** A report before any format, and its raw log. */
export interface PreparedReport {
  readonly model: ReportModel;
  readonly log: EventLog;
}

/** Says of a period's stored events what they mean, as a report of the given ledger, as of `now`. */
export function createPrepareReport({ store, parse, policy, organization, runs }: PrepareParts) {
  const readHistory = createReadHistory({ store, parse, policy });

  return async (
    plan: ReportPlan,
    period: Period,
    ledger: ReadonlyMap<UtcDay, CollectionDay>,
    now: Date,
    signal: AbortSignal,
  ): Promise<PreparedReport> => {
    const reported = await lastEdition(plan.name, periodLabel(previousPeriod(period)), signal);
    const analysed = (chapter: Chapter, lateForReport: number): Analysis => {
      const coverage = coverageOf(chapter.period, ledger);
      const known = knownUntil(chapter.period, ledger, now);
      return analyse({ ...chapter, asOf: now, knownUntil: known, coverage, lateForReport, policy });
    };
    const hasTrend = isWholeWeek(period);
    const weeks: TrendWeek[] = [];
    const order = { period, ledger, now, weeks: hasTrend ? trendWeeks - 1 : 0 };
    const { before, current } = await readHistory(
      {
        ...order,
        onWeek: (week, joined) => {
          const totals = totalsOf(joined.elevations, [], joined.events);
          const { elevations, changes } = joined;
          const own = narrowReport({ elevations, changes, findings: [], totals }, plan.include);
          if (hasTrend) weeks.push(trendWeek(week, own.totals, ledger));
        },
      },
      signal,
    );
    const late = lateAfterReport(reported, before.period, before.stored);
    const [previous, analysis] = [analysed(before, 0), analysed(current, late)];
    const [earlier, own] = [narrowReport(previous, plan.include), narrowReport(analysis, plan.include)];
    const isKnown = coverageOf(before.period, ledger).every(({ state }) => state === 'complete');
    if (hasTrend) {
      weeks.push(trendWeek(before.period, earlier.totals, ledger), trendWeek(period, own.totals, ledger));
    }
    const model: ReportModel = {
      report: plan.name,
      organization: organization ?? tenantOf(current.events) ?? 'Your tenant',
      generatedAt: now,
      period,
      coverage: coverageOf(period, ledger),
      storedEvents: current.stored,
      totals: own.totals,
      previous: isKnown ? earlier.totals : null,
      trend: trendOf(weeks),
      elevations: own.elevations,
      changes: own.changes,
      findings: own.findings,
      unknownActivities: plan.include === null ? analysis.unknownActivities : [],
      filter: own.filter,
      columns: plan.columns,
    };
    return { model, log: () => readLog(model, plan.include !== null, signal) };
  };

  /** What was last sent of a period: its report, or the correction of that. */
  async function lastEdition(report: string, label: string, signal: AbortSignal): Promise<ReportRun | null> {
    const first = (await runs?.get(report, label, signal))?.run ?? null;
    if (first === null || first.openDays.length === 0) return first;
    const correction = (await runs?.get(report, correctionOf(label), signal))?.run;
    return correction?.state === 'sent' ? correction : first;
  }

  /** The raw log: of a narrowed report only what its rows rest on, for the rest is not its readers' business. */
  async function* readLog(model: ReportModel, isNarrowed: boolean, signal: AbortSignal) {
    const kept = new Set(
      [...model.elevations, ...model.changes, ...model.findings].flatMap((row) => row.eventIds),
    );
    for await (const stored of store.read(model.period.from, model.period.to, signal)) {
      if (!isNarrowed || (stored.id !== null && kept.has(stored.id))) yield loggedEvent(stored, parse);
    }
    if (isNarrowed) return;
    for await (const stored of store.readUndated(signal)) yield loggedEvent(stored, parse);
  }
}

const tenantOf = (events: readonly AuditEvent[]): string | null =>
  events.find(({ tenantId }) => tenantId !== null)?.tenantId ?? null;
