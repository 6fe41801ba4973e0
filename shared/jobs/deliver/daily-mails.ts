import { lastWholeWeek } from '../../domain/time/period';
import { mergeOutcomes, type SendOutcome } from '../../domain/reports/send-outcome';
import type { ReportDefinition } from '../report/report-request';
import type { SendCorrections } from './corrections/corrections';
import { mailRunOf, type NextReportRun } from './weeks/mail-run';
import type { createWeeklyReports } from './weekly-reports';

export interface DailyMailsParts {
  /** The weekly job, which sends corrections too. */
  readonly sendWeekly: ReturnType<typeof createWeeklyReports>;
  readonly sendCorrections: SendCorrections;
  readonly nextReportRun: NextReportRun;
}

/**
 * Creates the daily job of the mails: corrections that are due, and before them, for each report whose week has had its
 * scheduled run ({@link mailRunOf}), the weekly job, which sends only what is still owed. Before that run nothing is sent
 * early. The outcome holds what this run sent, and not what had been sent before.
 */
export function createDailyMails({ sendWeekly, sendCorrections, nextReportRun }: DailyMailsParts) {
  return async (
    definitions: readonly ReportDefinition[],
    now: Date,
    signal: AbortSignal,
  ): Promise<SendOutcome> => {
    const hadItsRun = ({ timeZone }: ReportDefinition): boolean => {
      const run = mailRunOf(lastWholeWeek(now, timeZone).to, nextReportRun);
      return run !== null && run <= now;
    };
    const afterTheirRun = definitions.filter(hadItsRun);
    const beforeTheirRun = definitions.filter((definition) => !afterTheirRun.includes(definition));
    const outcomes: SendOutcome[] = [];
    if (afterTheirRun.length > 0) {
      const { deliveries, ...rest } = await sendWeekly(afterTheirRun, now, signal);
      outcomes.push({ ...rest, deliveries: deliveries.filter(({ isNew }) => isNew) });
    }
    if (beforeTheirRun.length > 0) outcomes.push(await sendCorrections(beforeTheirRun, now, signal));
    return mergeOutcomes(outcomes);
  };
}
