import { parseEvent } from './audit-source/parse-event';
import { createCredential } from './clients/credential';
import { createMailer } from './clients/mail-client';
import { analysisBuild } from './composition/analysis-build';
import { composeAlerting } from './composition/compose-alerting';
import { composeCollecting } from './composition/compose-collecting';
import { composeMailing } from './composition/compose-mailing';
import { composeReporting } from './composition/compose-reporting';
import { connectGraph } from './composition/connect-graph';
import type { DoctorOptions } from './composition/doctor-checks';
import type { Listener } from './composition/listener';
import { openStorage } from './composition/open-storage';
import { standardWaits, type Waits } from './composition/waits';
import { scheduleWarnings } from './config/schedules/check-schedules';
import { mailLimit } from './config/settings/mail-limit';
import type { Settings } from './config/settings';
import type { Check } from './domain/check';
import type { ImportOptions } from './import/import-adapters';
import { createParsedDayCache } from './jobs/collect/parsed-day-cache';
import { runChecks } from './jobs/doctor/run-checks';
import { createImportLogs, type ImportOrder } from './jobs/import/import-logs';

/** The jobs over the services that the settings name. */
export type Pipeline = Awaited<ReturnType<typeof compose>>;

/** Makes clients, adapters and jobs of settings. Nothing is contacted before a job runs. */
export async function compose(settings: Settings, listener: Listener = {}, waits: Waits = standardWaits) {
  const credential = await createCredential(settings, listener.signIn);
  const storage = await openStorage(settings.storage, credential, listener, waits.services);
  const { graph, tokens } = connectGraph(settings, credential, listener, waits);
  const mailer = createMailer(settings, credential, waits.services);

  const { store, summaries } = storage;
  const parsedDays = createParsedDayCache({ store, summaries, parse: parseEvent, build: analysisBuild });
  const collecting = composeCollecting(settings, storage, parsedDays, graph, listener, waits);
  const { closeGaps, closeMailedGaps, alertSource, previewSource } = collecting;
  const reporting = composeReporting(settings, storage, parsedDays, closeGaps, listener);
  const mailing = composeMailing(settings, storage, mailer, reporting, closeMailedGaps);
  const alerting = composeAlerting(
    settings,
    { credential, mailer, source: alertSource, previewSource, storage },
    listener,
    waits.alerts,
  );

  /** Returns a job that first creates the tables that it needs, unless they exist. */
  const withOpenTables =
    <Result>(job: (now: Date, signal: AbortSignal) => Promise<Result>) =>
    async (now: Date, signal: AbortSignal): Promise<Result> => {
      await storage.open(signal);
      return job(now, signal);
    };
  return {
    /** Signs in to Graph, before a job that asks it: a person may need minutes. */
    signIn: async (signal: AbortSignal) => tokens?.signIn(signal),
    /** Creates the tables that every job needs, unless they exist; call it before {@link collectDaysAndSnapshot} and the jobs that make reports. */
    open: storage.open,
    /** The daily run: reads what is due, takes a snapshot of access, deletes what is too old, caches parsed events. */
    collect: withOpenTables(collecting.collect),
    collectDaysAndSnapshot: collecting.collectDaysAndSnapshot,
    /** The weekly run: the mail of every report whose week is over, then the corrections that are due. */
    sendWeeklyReports: withOpenTables((now, signal) => mailing.sendWeekly(settings.reports, now, signal)),
    /** The daily run of the mails: weekly reports that are still owed, and the corrections that are due. */
    sendDailyMails: withOpenTables((now, signal) => mailing.sendDailyMails(settings.reports, now, signal)),
    /** Imports log files of this machine. */
    async importLogs(
      { zone, temporaryFolder, ...order }: ImportOrder & ImportOptions,
      now: Date,
      signal: AbortSignal,
    ) {
      await storage.open(signal);
      if (!order.isDryRun) await storage.claim(signal);
      const { createImportAdapters } = await import('./import/import-adapters');
      return createImportLogs({
        store: storage.store,
        ledger: storage.collectionLedger,
        summaries: storage.summaries,
        retentionDays: settings.retentionDays,
        ...createImportAdapters({ zone, temporaryFolder }),
        ...(listener.onImport ? { onProgress: listener.onImport } : {}),
      })(order, now, signal);
    },
    /** One alert run: what is new is stored and sent to the channels of `ALERTS`. */
    sendAlerts: withOpenTables(async (now, signal) => {
      await storage.openAlerts(signal);
      return alerting.run(now, signal);
    }),
    /** What {@link sendAlerts} would send; nothing is stored or sent. */
    previewAlerts: (now: Date, signal: AbortSignal) => alerting.preview(now, signal),
    /** Checks the installation. Nothing is stored, and nothing is sent but a test mail that is asked for. */
    async doctor(options: DoctorOptions, onCheck: (check: Check) => void, signal: AbortSignal) {
      const { createDoctorChecks } = await import('./composition/doctor-checks');
      const checks = createDoctorChecks({ settings, tokens, graph, storage, mailer }, options);
      return runChecks(checks, onCheck, signal);
    },
    /** Returns the rows of the collection ledger by their days. */
    days: (signal: AbortSignal) => storage.collectionLedger.read(signal),
    makeReports: reporting.makeReports,
    makeReportsOffline: reporting.makeReportsOffline,
    withMailedWeeks: mailing.withMailedWeeks,
    sendReports: mailing.sendReports,
    verify: mailing.verify,
    findSentFile: mailing.findSentFile,
    /** Returns sentences about settings that work and are probably not meant. */
    warnings: (now: Date) =>
      [...scheduleWarnings(settings, now), mailLimit(settings)].filter((warning) => warning !== null),
    /** Ends the use of the storage: releases the lock of a folder. */
    close: () => {
      storage.close();
    },
  };
}
