import { createGraphAuditSource } from '../../shared/audit-source/graph-audit-source';
import { parseEvent } from '../../shared/audit-source/parse-event';
import { storedEventTraits } from '../../shared/import/stored-event-traits';
import { findingsSetting } from '../../shared/config/settings/findings-setting';
import { openSchedule } from '../../shared/config/schedules/ncrontab';
import { standardSchedules } from '../../shared/config/schedules/standard-schedules';
import { operationId } from '../../shared/delivery/operation-id';
import { periodLabel } from '../../shared/domain/time/period';
import { createCloseGaps } from '../../shared/jobs/collect/close-gaps';
import { createCollect } from '../../shared/jobs/collect/collect';
import { createCorrections } from '../../shared/jobs/deliver/corrections/corrections';
import { createFindLate } from '../../shared/jobs/deliver/corrections/find-late';
import { createReadMailedReport } from '../../shared/jobs/deliver/read-mailed-report';
import { createPrepareReport } from '../../shared/jobs/report/prepare-report';
import { createPurge } from '../../shared/jobs/collect/purge';
import { createSendReports } from '../../shared/jobs/deliver/send-reports';
import { createVerifyArchive } from '../../shared/jobs/deliver/verify/verify-archive';
import { createDailyMails } from '../../shared/jobs/deliver/daily-mails';
import { createWeeklyReports } from '../../shared/jobs/deliver/weekly-reports';
import { renderMail } from '../../shared/report/mail';
import type { ReportModel } from '../../shared/report/report-model';
import {
  createFakeArchive,
  createFakeLedger,
  createFakeRuns,
  createFakeStore,
  createFakeSummaries,
  noTenant,
} from '../support/fakes/ports';
import type { Job, OpenWorld, Run } from './chaos-state';
import { InjectedError, createFaultPlan, spoiled, type FaultPlan, type PlanParts } from './fault-plan';
import { archivedMailsOf } from './archived-mails';
import { createMemoryGraph, graphRoot } from './memory-graph';
import { createMemoryMailer } from './memory-mailer';
import { shownEvents, typed } from './shown-events';
import { createDeliverReport } from '../../shared/jobs/deliver/deliver-report';
import { createMakeReports } from '../../shared/jobs/report/make-reports';
import type { OperationIdOf } from '../../shared/jobs/deliver/operation-id-of';
import type { ReportDefinition } from '../../shared/jobs/report/report-request';

const retry = { attempts: 3, refusedAttempts: 2, firstDelay: 0, maxDelay: 0, maxRetryAfter: 5_000 };
const calm: PlanParts = { faults: [], counts: new Map(), seed: null, endRun: () => undefined };

/** Opens a world of ports in memory that fail according to a scenario. */
export const openMemoryWorld: OpenWorld = (scenario, counts) => {
  let now = new Date(0);
  let plan: FaultPlan = createFaultPlan(calm);
  let isAlone = true;
  const current = () => plan;
  const said: string[] = [];
  const told: string[] = [];
  const madeAgain: string[] = [];
  const events = shownEvents(scenario);
  const { retentionDays, overlapDays, horizonDays } = scenario;

  const truth = {
    store: createFakeStore(),
    ledger: createFakeLedger(),
    runs: createFakeRuns(),
    archive: createFakeArchive(),
  };
  const store = spoiled(truth.store, 'store', current);
  const ledger = spoiled(truth.ledger, 'ledger', current);
  const runs = spoiled(truth.runs, 'runs', current);
  const archive = spoiled(truth.archive, 'archive', current);
  const { mailer, posted } = createMemoryMailer(current);
  const source = createGraphAuditSource({
    get: createMemoryGraph(events, horizonDays, () => now, current),
    endpoint: graphRoot,
    pace: () => Promise.resolve(),
    retry,
    requestTimeout: 5,
    onRetry: (message) => said.push(message),
  });
  const { collectDue, collectDays } = createCollect({
    checkTenant: noTenant,
    ...{ source, store, ledger, summaries: createFakeSummaries() },
    policy: { overlapDays, retentionDays },
    traitsOf: storedEventTraits,
  });
  const purge = createPurge({ store, ledger, summaries: createFakeSummaries(), retentionDays });
  const readMailed = createReadMailedReport(archive);
  const prepare = createPrepareReport({
    ...{
      store,
      deliveryLedger: runs,
      readMailed,
      parse: parseEvent,
      policy: findingsSetting.parse('{}'),
      organization: 'Contoso',
    },
  });
  const content = (model: ReportModel) => Buffer.from(JSON.stringify([model.period, model.totals]));
  const renderFiles = (format: 'xlsx' | 'csv' | 'json' | 'html', model: ReportModel) =>
    Promise.resolve([{ format, name: 'x', mark: '', contentType: 'text/plain', content: content(model) }]);
  const makeAnyReports = createMakeReports({ ledger, closeGaps: null, prepare, renderFiles });
  const makeReportsOffline: typeof makeAnyReports = (requests, ...rest) => {
    const editions = requests.map(({ period, correction }) => correction?.edition ?? periodLabel(period));
    const isSent = (edition: string) => truth.runs.rows.get(`weekly ${edition}`)?.state === 'sent';
    // Another job at the same time may have just sent it.
    if (isAlone) madeAgain.push(...editions.filter(isSent));
    return makeAnyReports(requests, ...rest);
  };
  const operationIdOf: OperationIdOf = (...of) => operationId('chaos', ...of);
  const deliver = createDeliverReport({
    ...{ deliveryLedger: runs, archive, mailer, sender: 'pim@contoso.example', replyTo: [] },
    operationId: operationIdOf,
  });
  const mailing = {
    deliveryLedger: runs,
    makeReportsOffline,
    sendReports: createSendReports({ deliver, renderFiles, renderMail }),
  };
  const openArchive = () => Promise.resolve();
  const findLate = createFindLate({ deliveryLedger: runs, readMailed, prepare });
  const correct = createCorrections({
    ...mailing,
    collectionLedger: ledger,
    findLate,
    openArchive,
    isEnabled: true,
  });
  const reportTimer = openSchedule(standardSchedules.REPORT_SCHEDULE);
  const nextReportRun = (after: Date) => reportTimer.nextRun(after);
  const weekly = createWeeklyReports({
    ...{ ...mailing, collectionLedger: ledger, openArchive, sendCorrections: correct, nextReportRun },
    closeMailedGaps: createCloseGaps({ ledger, readDays: collectDays, overlapDays, timeout: null }),
  });
  const daily = createDailyMails({ sendWeekly: weekly, sendCorrections: correct, nextReportRun });
  const definition: ReportDefinition = {
    ...{ name: 'weekly', timeZone: scenario.timeZone, columns: null, include: null, formats: ['csv'] },
    ...{ recipients: ['audit@contoso.example'], cc: [], bcc: [] },
  };

  const jobs = {
    async collect(at: Date, signal: AbortSignal) {
      const { failures, serviceTime } = await collectDue(at, signal);
      if (!signal.aborted && serviceTime !== null) await purge(at, signal);
      return { failures, deliveries: [] };
    },
    report: (at: Date, signal: AbortSignal) => weekly([definition], at, signal),
    correct: (at: Date, signal: AbortSignal) => daily([definition], at, signal),
  };

  async function live(job: Job, at: Date, signal: AbortSignal): Promise<readonly string[]> {
    try {
      const { failures, deliveries } = await jobs[job](at, signal);
      told.push(...deliveries.filter(({ isNew }) => isNew).map(({ row }) => row.edition));
      return failures;
    } catch (error) {
      if (!(error instanceof InjectedError)) throw error;
      return [error.message];
    }
  }

  async function run({ jobs: names, at, faults, seed }: Run): Promise<readonly string[]> {
    const time = new AbortController();
    now = at;
    isAlone = names.length === 1;
    plan = createFaultPlan({
      ...{ faults, counts, seed: isAlone ? null : seed },
      endRun: (reason) => {
        time.abort(reason);
      },
    });
    // No two jobs begin in the same millisecond.
    const lives = names.map((job, nth) => live(job, new Date(at.getTime() + nth), time.signal));
    const failures = (await Promise.all(lives)).flat();
    said.push(...failures);
    return failures;
  }

  const verify = createVerifyArchive({
    ...{ archive: truth.archive, deliveryLedger: truth.runs },
    ...{ configured: [], operationId: operationIdOf },
  });
  return Promise.resolve({
    ...{ events, said, told, madeAgain, run, secrets: [typed] },
    look: () =>
      Promise.resolve({
        events: [...truth.store.events.values()],
        days: truth.ledger.rows,
        runs: [...truth.runs.rows.values()],
        mails: posted(),
        archivedMails: archivedMailsOf(
          [...truth.archive.files].map(([path, content]) => ({ path, content })),
        ),
      }),
    verify: async () => (await verify('weekly', new AbortController().signal))[0]?.problems[0] ?? null,
    close: () => Promise.resolve(),
  });
};
