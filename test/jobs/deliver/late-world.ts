import { defaultFindingsPolicy, type FindingsPolicy } from '../../../shared/domain/findings-policy';
import { isoWeek } from '../../../shared/domain/time/period';
import { addUtcDays, utcDayOf } from '../../../shared/domain/time/utc-day';
import type { AuditEvent } from '../../../shared/domain/events/audit-event';
import { createCorrections } from '../../../shared/jobs/deliver/corrections/corrections';
import { createDeliverReport } from '../../../shared/jobs/deliver/deliver-report';
import { createFindLate } from '../../../shared/jobs/deliver/corrections/find-late';
import { createReadMailedReport } from '../../../shared/jobs/deliver/read-mailed-report';
import { createSendReports } from '../../../shared/jobs/deliver/send-reports';
import { createWeeklyReports } from '../../../shared/jobs/deliver/weekly-reports';
import { createMakeReports } from '../../../shared/jobs/report/make-reports';
import { createPrepareReport } from '../../../shared/jobs/report/prepare-report';
import { parseStored, storedOf } from '../../support/builders/stored';
import {
  aLedgerDay,
  createFakeArchive,
  createFakeLedger,
  createFakeMailer,
  createFakeRuns,
  createFakeStore,
} from '../../support/fakes/ports';
import { aDefinition, signal } from './mailing-world';

/** The real jobs from the store to the mail, over fakes; late findings are those that the archived mail lacks. */
export function lateWorld(isEnabled = true) {
  const [store, ledger, deliveryLedger] = [createFakeStore(), createFakeLedger(), createFakeRuns()];
  const [archive, mailer] = [createFakeArchive(), createFakeMailer()];
  const policy: FindingsPolicy = { ...defaultFindingsPolicy };
  let prepared = 0;
  const readMailed = createReadMailedReport(archive);
  const prepareReport = createPrepareReport({
    ...{ store, parse: parseStored, organization: 'Contoso', deliveryLedger, readMailed },
    policy,
  });
  const prepare: typeof prepareReport = (...of) => {
    prepared += 1;
    return prepareReport(...of);
  };
  const renderFiles = () =>
    Promise.resolve([
      { format: 'csv' as const, name: 'a.csv', mark: '', contentType: 'text/csv', content: Buffer.from('a') },
    ]);
  const sendReports = createSendReports({
    deliver: createDeliverReport({
      ...{ deliveryLedger, archive, mailer, sender: 'pim@x.example', replyTo: [] },
      operationId: (...of) => of.join(' '),
    }),
    renderFiles,
    renderMail: ({ findings }, _attached, { correction }) => ({
      subject: correction === null ? 'report' : 'correction',
      html: correction ?? '',
      text: findings.map(({ sentence }) => sentence).join('\n'),
    }),
  });
  const makeReportsOffline = createMakeReports({ ledger, closeGaps: null, prepare, renderFiles });
  const openArchive = () => Promise.resolve();
  const mailing = { deliveryLedger, makeReportsOffline, sendReports, openArchive };
  const sendCorrections = createCorrections({
    ...{ ...mailing, collectionLedger: ledger, isEnabled },
    findLate: createFindLate({ deliveryLedger, readMailed, prepare }),
  });
  const sendWeekly = createWeeklyReports({
    ...{ ...mailing, collectionLedger: ledger, sendCorrections, closeMailedGaps: () => Promise.resolve([]) },
    nextReportRun: () => null,
  });
  const definition = aDefinition('weekly', { formats: ['csv'] });

  return {
    deliveryLedger,
    archive,
    mailer,
    policy,
    prepared: () => prepared,
    /** Stores events, and counts every day up to `now` like the nightly run. */
    async collect(now: Date, ...events: readonly AuditEvent[]) {
      await store.save(events.map(storedOf), signal);
      for (
        let day = utcDayOf(isoWeek('2026-W45', 'UTC').from);
        day < utcDayOf(now);
        day = addUtcDays(day, 1)
      ) {
        const { events: counted } = await store.count(day, signal);
        ledger.rows.set(day, aLedgerDay(day, { events: counted, lastReadAt: now }));
      }
    },
    weekly: (now: Date, timeZone = 'UTC') => sendWeekly([{ ...definition, timeZone }], now, signal),
    correct: (now: Date) => sendCorrections([definition], now, signal),
    mails: () => [...mailer.mails.values()].map(({ subject, html, text }) => ({ subject, html, text })),
  };
}
