import type { CollectionDay } from '../../../domain/collection-day';
import type { Finding } from '../../../domain/finding';
import type { Period } from '../../../domain/time/period';
import type { DeliveryRow } from '../../../domain/reports/delivery-row';
import type { UtcDay } from '../../../domain/time/utc-day';
import type { DeliveryLedger } from '../../report/delivery-ledger';
import {
  daysWithLateEvents,
  lateFindings,
  withdrawnFindings,
  type MailedReport,
} from '../../report/late/late-findings';
import type { PreparedReport } from '../../report/prepare-report';
import type { ReportContent } from '../../report/report-request';

export interface FindLateParts {
  readonly deliveryLedger: Pick<DeliveryLedger, 'get' | 'replace'>;
  readonly readMailed: (row: DeliveryRow, signal: AbortSignal) => Promise<MailedReport | null>;
  readonly prepare: (
    content: ReportContent,
    period: Period,
    ledger: ReadonlyMap<UtcDay, CollectionDay>,
    now: Date,
    signal: AbortSignal,
  ) => Promise<Pick<PreparedReport, 'ownFindings' | 'eventIdsOn'>>;
}

/** How a week's findings differ from those of its last mail, because events came after it was made. */
export interface LateFindings {
  /** What the mail lacked. */
  readonly late: readonly Finding[];
  /** Number of its findings that no longer hold. */
  readonly withdrawn: number;
}

/** Compares a week with its last mail. */
export type FindLate = (
  mailed: DeliveryRow,
  content: ReportContent,
  period: Period,
  ledger: ReadonlyMap<UtcDay, CollectionDay>,
  now: Date,
  signal: AbortSignal,
) => Promise<LateFindings>;

/**
 * Creates a function that finds late findings. A week is analysed again only when the ledger counts another number of
 * its events than when it was last analysed, which the mail's row keeps. More and fewer are both another number: a row
 * that somebody has changed to a high number holds back no correction.
 */
export function createFindLate({ deliveryLedger, readMailed, prepare }: FindLateParts): FindLate {
  return async (mailed, content, period, ledger, now, signal) => {
    const report = await readMailed(mailed, signal);
    if (report === null) return nothingLate;
    const days = daysWithLateEvents(report, ledger);
    const counted = [...report.events.keys()].reduce((sum, day) => sum + (ledger.get(day)?.events ?? 0), 0);
    if (days.size === 0 || counted === mailed.lookedThrough) return nothingLate;
    const { ownFindings, eventIdsOn } = await prepare(content, period, ledger, now, signal);
    const late = lateFindings(ownFindings, report, eventIdsOn(days));
    if (late.length === 0) await recordCount(mailed, counted, signal);
    return { late, withdrawn: withdrawnFindings(ownFindings, report) };
  };

  /** A row that has changed meanwhile is looked through again. */
  async function recordCount(
    { report, edition }: DeliveryRow,
    counted: number,
    signal: AbortSignal,
  ): Promise<void> {
    const stored = await deliveryLedger.get(report, edition, signal);
    if (stored?.row.state === 'sent')
      await deliveryLedger.replace({ ...stored.row, lookedThrough: counted }, stored.version, signal);
  }
}

const nothingLate: LateFindings = { late: [], withdrawn: 0 };
