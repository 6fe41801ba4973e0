import { lastWholeWeek } from '../../domain/time/period';
import { mergeOutcomes, type SendOutcome } from '../../domain/reports/send-outcome';
import type { ReportDefinition } from '../report/report-request';
import type { SendCorrections } from './corrections/corrections';
import type { createWeeklyReports } from './weekly-reports';

export interface DailyMailsParts {
  /** The weekly job, which sends corrections too. */
  readonly sendWeekly: ReturnType<typeof createWeeklyReports>;
  readonly sendCorrections: SendCorrections;
  /** Returns the first run of the report schedule after a moment, or null if the schedule has no later run. */
  readonly nextReportRun: (after: Date) => Date | null;
}

/**
 * Creates the daily job of the mails: corrections that are due, and before them, for each report whose schedule has had
 * a run since its week ended, the weekly job, which sends only what is still owed. Before that run nothing is sent
 * early. The outcome holds what this run sent, and not what had been sent before.
 */
export function createDailyMails({ sendWeekly, sendCorrections, nextReportRun }: DailyMailsParts) {
  return async (
    definitions: readonly ReportDefinition[],
    now: Date,
    signal: AbortSignal,
  ): Promise<SendOutcome> => {
    const hadItsRun = ({ timeZone }: ReportDefinition): boolean => {
      const weekEnd = lastWholeWeek(now, timeZone).to;
      // A run at the very end of the week reports it too.
      const firstRun = nextReportRun(new Date(weekEnd.getTime() - 1));
      return firstRun !== null && firstRun <= now;
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
