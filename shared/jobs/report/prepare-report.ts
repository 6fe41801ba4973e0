import type { AccessHistory } from '../../domain/access/access-history';
import { useDays } from '../../analysis/access/access-past';
import { analyse } from '../../analysis/analyse';
import type { Analysis } from '../../analysis/analysis';
import { totalsOf } from '../../analysis/totals';
import { unusedSuppressions } from '../../analysis/findings/compute-findings';
import { markStillOpen } from '../../analysis/findings/still-open';
import { worstFirst } from '../../analysis/findings/worst-first';
import type { AuditEvent } from '../../domain/events/audit-event';
import type { CollectionDay, MissingEvents } from '../../domain/collection-day';
import { hasSameHours, periodLabel, previousPeriod, type Period } from '../../domain/time/period';
import type { DeliveryRow } from '../../domain/reports/delivery-row';
import type { Finding } from '../../domain/finding';
import type { UtcDay } from '../../domain/time/utc-day';
import { createFilterWatch } from '../../report/narrow/filter-watch';
import { narrowAlerts } from '../../report/narrow/narrow-alerts';
import { narrowReport } from '../../report/narrow/narrow-report';
import type { EventLog, ReportModel } from '../../report/report-model';
import { coverageOf, daysOnRecord } from '../collect/coverage';
import type { DeliveryLedger } from './delivery-ledger';
import { eventIdsOf, liveEventIdsOn } from './event-ids';
import { createReadLog } from './event-log';
import { lastEdition } from './last-edition';
import { coveredPeriod } from './late/covered-period';
import { lateAfterReport } from './late/late-after-report';
import { createLateOfEarlierWeeks } from './late/late-of-earlier-weeks';
import { daysWithLateEvents, lateFindings, underItsWeek, type MailedReport } from './late/late-findings';
import { missingEvents } from './missing-events';
import { failureText } from '../../text/failure-text';
import type { ReadAccessHistory } from './history/read-access-history';
import type { PeriodEvents } from './history/joined-periods';
import { createReadAndJoin, type ReadAndJoinParts } from './history/read-and-join';
import type { ReportContent } from './report-request';
import { createPastWeeks } from './history/past-weeks';
import { suppressionWords } from './suppression-words';
import { isWholeWeek, trendOf, trendWeek, trendWeeks } from './history/trend';
import { unmailedBefore } from './unmailed-weeks';
import { undeliveredIn, type UndeliveredAlerts } from './undelivered-alerts';

export interface PrepareParts extends ReadAndJoinParts {
  /** Null for the tenant's id, as the events give it. */
  readonly organization: string | null;
  /**
   * The delivery ledger: shows the editions that were sent, which events came after them, and which weeks were never
   * mailed. Left out, the report says nothing of these.
   */
  readonly deliveryLedger?: Pick<DeliveryLedger, 'get' | 'list'>;
  /** The stored snapshots of who held access; left out, `STANDING_ACCESS` is off. */
  readonly readAccess?: ReadAccessHistory;
  /** Reads what a sent mail held; left out, the next report does not list the findings that it lacked. */
  readonly readMailed?: (row: DeliveryRow, signal: AbortSignal) => Promise<MailedReport | null>;
  /** The alert ledger; left out, the report lists no undelivered alerts. */
  readonly alertLedger?: UndeliveredAlerts;
}

/** The snapshots that bear on a period, or why they could not be read. */
interface Snapshots {
  readonly accessHistory: AccessHistory | null;
  readonly problem: string | null;
}

type Analysed = Analysis & Pick<Snapshots, 'problem'>;

/** Weeks before a period in which the use of a role is counted. */
const useWeeks = Math.ceil(useDays / 7);

/** A report before any format, and its raw log. */
export interface PreparedReport {
  readonly model: ReportModel;
  /** The rows of the Events sheet. They are read from the store again, event by event: see `createReadLog`. */
  readonly log: EventLog;
  /** The findings of the period itself, without those of earlier periods that came late. */
  readonly ownFindings: readonly Finding[];
  /** Returns the ids of the events of some days, without imported ones: an import causes no correction. */
  readonly eventIdsOn: (days: ReadonlySet<UtcDay>) => Set<string>;
}

/**
 * Creates the job that makes a report's model as of `now`: it reads and joins the stored events of a period, then analyses
 * them.
 */
export function createPrepareReport(parts: PrepareParts) {
  const { policy, organization, deliveryLedger, readMailed, alertLedger, readAccess } = parts;
  const readAndJoin = createReadAndJoin(parts);
  const readLog = createReadLog(parts);

  return (
    content: ReportContent,
    period: Period,
    ledger: ReadonlyMap<UtcDay, CollectionDay>,
    now: Date,
    signal: AbortSignal,
  ): Promise<PreparedReport> => prepare(content, period, ledger, now, signal, true);

  /** Prepares a report; without late findings of earlier weeks when it is made for its own findings alone. */
  async function prepare(
    content: ReportContent,
    period: Period,
    ledger: ReadonlyMap<UtcDay, CollectionDay>,
    now: Date,
    signal: AbortSignal,
    withEarlier: boolean,
  ): Promise<PreparedReport> {
    const previousLabel = periodLabel(previousPeriod(period));
    const previousRow = (await deliveryLedger?.get(content.name, previousLabel, signal))?.row ?? null;
    const previousEdition = await lastEdition(
      deliveryLedger,
      previousRow,
      content.name,
      previousLabel,
      signal,
    );
    // The first mail, not a correction: the next report lists late findings even if a correction listed them.
    const firstMailOfPrevious =
      previousRow === null ? null : ((await readMailed?.(previousRow, signal)) ?? null);
    const analysed = async (
      of: PeriodEvents,
      about: { readonly lateForReport?: number; readonly missingEvents?: readonly MissingEvents[] },
    ): Promise<Analysed> => {
      const coverage = coverageOf(of.period, ledger);
      const { accessHistory, problem } = await snapshotsOf(of.period, now, signal);
      const input = { ...of, ...about, asOf: now, coverage, policy, accessHistory };
      return { ...analyse(input), problem };
    };
    const hasTrend = isWholeWeek(period);
    const watch = createFilterWatch(content.include);
    const pastWeeks = createPastWeeks(content.include, watch, ledger);
    const weeks = Math.max(hasTrend ? trendWeeks - 1 : 0, readAccess ? useWeeks : 0);
    const { factsOf, onWeek } = pastWeeks;
    const { previous, current, storedByDay } = await readAndJoin(
      { period, ledger, now, weeks, factsKey: content.include, factsOf, onWeek },
      signal,
    );
    const previousAnalysis = await analysed(previous, {});
    const missing = missingEvents({ from: previous.period.from, to: period.to }, ledger, storedByDay);
    // After a change of zone the report of the previous week covers other hours than this one's previous week.
    const isAsReported =
      deliveryLedger !== undefined &&
      previousRow !== null &&
      hasSameHours(await coveredPeriod(deliveryLedger, previousRow, signal), previous.period);
    const analysis = await analysed(current, {
      lateForReport: isAsReported ? lateAfterReport(previousEdition, previous.storedEvents) : 0,
      missingEvents: missing,
    });
    const narrowed = (each: Analysis) =>
      narrowReport({ ...each, standing: each.access?.standing ?? null }, content.include);
    const [previousOwn, own] = [narrowed(previousAnalysis), narrowed(analysis)];
    for (const { elevations, changes, access } of [previousAnalysis, analysis])
      watch.see([...elevations, ...changes, ...(access?.standing.assignments ?? [])]);
    const lateOfPrevious =
      firstMailOfPrevious === null || !isAsReported
        ? []
        : lateFindings(
            previousOwn.findings,
            firstMailOfPrevious,
            liveEventIdsOn(previous.joined.distinct, daysWithLateEvents(firstMailOfPrevious, ledger)),
          );
    const { storedWeeks } = pastWeeks;
    const toCompare = isAsReported
      ? storedWeeks
      : [...storedWeeks, { week: previous.period, stored: previous.storedEvents }];
    const lateOfEarlier =
      !withEarlier || deliveryLedger === undefined || readMailed === undefined
        ? []
        : await createLateOfEarlierWeeks({
            ...{ deliveryLedger, readMailed },
            analyseAgain: (week, aborted) => prepare(content, week, ledger, now, aborted, false),
          })(content.name, toCompare, firstMailOfPrevious, ledger, now, signal);
    const findings = [
      ...markStillOpen(own.findings, previousOwn.findings),
      ...lateOfPrevious.map((finding) => underItsWeek(finding, previousLabel)),
      ...lateOfEarlier,
    ].sort(worstFirst);
    const tenantId = tenantOf(current.joined.distinct);
    const isPreviousKnown = coverageOf(previous.period, ledger).every(({ state }) => state === 'complete');
    const trend = [
      ...pastWeeks.trend,
      trendWeek(previous.period, previousOwn.totals, ledger),
      trendWeek(period, own.totals, ledger),
    ];
    const rows = (await alertLedger?.undelivered(signal)) ?? [];
    const undelivered = content.include === null ? rows : narrowAlerts(rows, eventIdsOf(own));
    const model: ReportModel = {
      report: content.name,
      organization: organization ?? tenantId ?? 'Your tenant',
      tenantId,
      generatedAt: now,
      period,
      coverage: coverageOf(period, ledger),
      missingEvents: missingEvents(period, ledger, storedByDay),
      storedEvents: current.storedEvents,
      totals:
        findings.length === own.findings.length
          ? own.totals
          : totalsOf(own.elevations, findings, own.totals.events),
      previous: isPreviousKnown ? previousOwn.totals : null,
      trend: hasTrend ? trendOf(trend) : [],
      elevations: own.elevations,
      changes: own.changes,
      findings,
      unknownActivities: content.include === null ? analysis.unknownActivities : [],
      access: readAccess ? { standing: own.standing, problem: analysis.problem } : null,
      undeliveredAlerts: undeliveredIn(undelivered, period, previousEdition?.sentAt ?? null, now),
      unmailedWeeks: await unmailedBefore(deliveryLedger, previousRow, content.name, period, now, signal),
      unmatchedFilters: watch.unmatched(daysOnRecord(ledger)),
      unusedSuppressions:
        content.include === null
          ? unusedSuppressions(analysis.around.findings, policy, now).map(suppressionWords)
          : [],
      filter: own.filter,
      columns: content.columns,
    };
    return {
      model,
      log: () =>
        readLog(
          {
            period,
            analysed: current.joined.distinct,
            only: content.include === null ? null : eventIdsOf(model),
          },
          signal,
        ),
      ownFindings: own.findings,
      eventIdsOn: (days) => liveEventIdsOn(current.joined.distinct, days),
    };
  }

  /**
   * Returns the snapshots that bear on a period. If they cannot be read, the report is still made and gives the reason.
   */
  async function snapshotsOf(period: Period, now: Date, signal: AbortSignal): Promise<Snapshots> {
    try {
      return { accessHistory: (await readAccess?.(period, now, signal)) ?? null, problem: null };
    } catch (error) {
      signal.throwIfAborted();
      return { accessHistory: null, problem: failureText(error) };
    }
  }
}

const tenantOf = (events: readonly AuditEvent[]): string | null =>
  events.find(({ tenantId }) => tenantId !== null)?.tenantId ?? null;
