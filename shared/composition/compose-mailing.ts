import { openSchedule } from '../config/schedules/ncrontab';
import type { Settings } from '../config/settings';
import { operationId } from '../delivery/operation-id';
import type { CloseGaps } from '../jobs/collect/close-gaps';
import { withMailedWeeks } from '../jobs/deliver/weeks/with-mailed-weeks';
import { createCorrections } from '../jobs/deliver/corrections/corrections';
import { createDailyMails } from '../jobs/deliver/daily-mails';
import { createDeliverReport } from '../jobs/deliver/deliver-report';
import { createFindLate } from '../jobs/deliver/corrections/find-late';
import { createFindSentFile } from '../jobs/deliver/verify/find-sent-file';
import type { OperationIdOf } from '../jobs/deliver/operation-id-of';
import type { MailSender } from '../jobs/deliver/mail-sender';
import { createSendReports } from '../jobs/deliver/send-reports';
import { createVerifyArchive, type VerifyProgress } from '../jobs/deliver/verify/verify-archive';
import { createWeeklyReports } from '../jobs/deliver/weekly-reports';
import type { ReportRequest } from '../jobs/report/report-request';
import { renderMail } from '../report/mail';
import type { Storage } from './open-storage';
import type { Reporting } from './compose-reporting';

/** Composes the jobs that mail reports, and those that check what was mailed. */
export function composeMailing(
  settings: Settings,
  storage: Storage,
  mailer: MailSender,
  { makeReportsOffline, prepare, readMailed, rendering }: Reporting,
  closeMailedGaps: CloseGaps,
) {
  const { correctionMails, replyTo, reports, reportSchedule, sender } = settings;
  const { archive, collectionLedger, deliveryLedger } = storage;
  const openArchive = (signal: AbortSignal) => storage.openArchive(signal);
  const operationIdOf: OperationIdOf = (...of) => operationId(storage.deployment, ...of);
  const deliver = createDeliverReport({
    ...{ deliveryLedger, archive, mailer, replyTo },
    sender: sender ?? '',
    operationId: operationIdOf,
  });
  const sendReports = createSendReports({ deliver, renderMail, ...rendering });
  const mailing = { deliveryLedger, makeReportsOffline, sendReports, openArchive };
  const findLate = createFindLate({ deliveryLedger, readMailed, prepare });
  const sendCorrections = createCorrections({
    ...mailing,
    collectionLedger,
    findLate,
    isEnabled: correctionMails,
  });
  const reportTimer = openSchedule(reportSchedule);
  const nextReportRun = (after: Date) => reportTimer.nextRun(after);
  const weekly = { ...mailing, collectionLedger, sendCorrections, closeMailedGaps, nextReportRun };
  const sendWeekly = createWeeklyReports(weekly);
  return {
    sendWeekly,
    sendDailyMails: createDailyMails({ sendWeekly, sendCorrections, nextReportRun }),
    /** Returns the requests with their weeks as the weekly job would mail them: see {@link withMailedWeeks}. */
    withMailedWeeks: (requests: readonly ReportRequest[], signal: AbortSignal) =>
      withMailedWeeks(deliveryLedger, requests, signal),
    /** Mails reports, once the archive is there. */
    sendReports: async (...of: Parameters<typeof sendReports>) => {
      await openArchive(of[2]);
      return sendReports(...of);
    },
    /** Verifies the archive of one report, or of all (null). */
    verify: (report: string | null, onFile: (progress: VerifyProgress) => void, signal: AbortSignal) =>
      createVerifyArchive({
        ...{ archive, deliveryLedger, onFile, operationId: operationIdOf },
        configured: reports.map(({ name }) => name),
      })(report, signal),
    /** Looks for a file that somebody holds among those that were sent. */
    findSentFile: createFindSentFile({ archive, deliveryLedger }),
  };
}
