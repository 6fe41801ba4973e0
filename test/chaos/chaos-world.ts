import { createSampleTenant } from '../../local/sample-tenant/sample-tenant';
import type { WireEvent } from '../../local/sample-tenant/wire-event';
import { createGraphAuditSource } from '../../shared/audit-source/graph-audit-source';
import { parseEvent } from '../../shared/audit-source/parse-event';
import { findingsSetting } from '../../shared/config/findings-setting';
import { operationId } from '../../shared/delivery/operation-id';
import { createCloseGaps } from '../../shared/jobs/close-gaps';
import { createCollect } from '../../shared/jobs/collect';
import { createCorrections } from '../../shared/jobs/corrections';
import { createDeliver, type MailSender } from '../../shared/jobs/deliver';
import { createPrepareReport } from '../../shared/jobs/prepare-report';
import { createMakeReports, createSendReports, type ReportOrder } from '../../shared/jobs/send-reports';
import { createWeeklyReports } from '../../shared/jobs/weekly-reports';
import { renderMail } from '../../shared/report/mail';
import type { ReportModel } from '../../shared/report/report-model';
import { createFakeArchive, createFakeLedger, createFakeRuns, createFakeStore } from '../support/ports';
import { Injected, createFaultPlan, spoiled, type FaultCounts, type FaultPlan } from './fault-plan';
import { createMemoryGraph, graphRoot, type ShownEvent } from './memory-graph';
import type { ChaosFault, Scenario } from './scenario';

/** The Monday on which every scenario starts, at midnight UTC. */
export const start = Date.parse('2026-11-09T00:00:00.000Z');
export const day = 86_400_000;
/** What people typed, as it were: no message may hold it. */
export const typed = 'TYPED-BY-A-PERSON';

const sample = createSampleTenant({ now: new Date(start), days: 3 }).events;
const template = (service: string): WireEvent => {
  const found = sample.find(
    ({ loggedByService, category }) => loggedByService === service && category === 'RoleManagement',
  );
  if (found === undefined) throw new TypeError(`The sample has no event of ${service}.`);
  return found;
};
const templates = { PIM: template('PIM'), 'Core Directory': template('Core Directory') };
const retry = { attempts: 3, refusedAttempts: 2, firstDelay: 0, longestDelay: 0, longestRetryAfter: 5_000 };

/** A mail that the service accepted, and whether it gave it up afterwards. */
export interface Posted {
  readonly subject: string;
  isGivenUp: boolean;
}

/** The jobs, over ports in memory that fail as a scenario says. */
export function createChaosWorld(scenario: Scenario, counts: FaultCounts) {
  let now = new Date(start);
  let plan: FaultPlan = createFaultPlan([], counts);
  const current = () => plan;
  const said: string[] = [];
  const events = scenario.events.map((event, index): ShownEvent => {
    const at = new Date(start + event.day * day + event.minute * 60_000);
    const wire = {
      ...templates[event.service],
      id: `event-${index}`,
      activityDateTime: at.toISOString().replace('Z', '0000Z'),
    };
    return {
      wire,
      // First in the text, where a message that quotes a page's start would show it.
      raw: JSON.stringify({ said: typed, ...wire, resultReason: typed }),
      at,
      visibleFrom: new Date(at.getTime() + event.lateHours * 3_600_000),
    };
  });

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
  const posted = new Map<string, Posted>();
  const mailer: MailSender = {
    send({ subject }, id) {
      const kind = current().next('mail');
      if (kind === 'refused') return Promise.reject(new Injected('mail: refused.'));
      const mail = posted.get(id) ?? { subject, isGivenUp: false };
      posted.set(id, mail);
      if (kind === 'given-up') mail.isGivenUp = true;
      if (kind === 'lost') return Promise.reject(new Injected('mail: lost.'));
      return Promise.resolve(mail.isGivenUp ? { sent: false, reason: 'given up' } : { sent: true });
    },
  };
  const source = createGraphAuditSource({
    get: createMemoryGraph(events, () => now, current),
    endpoint: graphRoot,
    pace: () => Promise.resolve(),
    retry,
    requestTimeout: 5_000,
    onRetry: (message) => said.push(message),
  });
  const policy = { overlapDays: scenario.overlapDays, retentionDays: 0 };
  const { collectDue, collectDays } = createCollect({ source, store, ledger, policy });
  const prepare = createPrepareReport({
    store,
    parse: parseEvent,
    policy: findingsSetting.parse('{}'),
    organization: 'Contoso',
    runs,
  });
  const content = (model: ReportModel) => Buffer.from(JSON.stringify([model.period, model.totals]));
  const renderFile = (format: 'xlsx' | 'csv' | 'json' | 'html', model: ReportModel) =>
    Promise.resolve({ format, name: 'x', contentType: 'text/plain', content: content(model) });
  const rendered: ReportModel[] = [];
  const makeReports = createMakeReports({ ledger, closeGaps: null, prepare, renderFile });
  const deliver = createDeliver({
    ...{ runs, archive, mailer, sender: 'pim@contoso.example', replyTo: [] },
    operationId: (...of) => operationId('chaos', ...of),
  });
  const sendReports = createSendReports({
    deliver,
    renderFile,
    renderMail: (model, ...rest) => {
      rendered.push(model);
      return renderMail(model, ...rest);
    },
  });
  const closeGaps = createCloseGaps({ ledger, collectDays });
  const mailing = { runs, makeReports, sendReports };
  const weekly = createWeeklyReports({ ...mailing, closeGaps });
  const correct = createCorrections({ ...mailing, ledger });
  const order: ReportOrder = {
    ...{ name: 'weekly', timeZone: scenario.timeZone, columns: null, include: null, formats: ['csv'] },
    ...{ recipients: ['audit@contoso.example'], cc: [], bcc: [] },
  };
  const signal = new AbortController().signal;
  const jobs = {
    collect: () => collectDue(now, signal),
    report: async () => {
      const sent = await weekly([order], now, signal);
      const corrected = await correct([order], now, signal);
      return { failures: [...sent.failures, ...corrected.failures] };
    },
  };

  /** Runs a job at a moment, with what goes wrong then. Its failures; empty when it ended well. */
  async function run(
    job: keyof typeof jobs,
    at: Date,
    faults: readonly ChaosFault[],
  ): Promise<readonly string[]> {
    now = at;
    plan = createFaultPlan(faults, counts);
    rendered.length = 0;
    try {
      const { failures } = await jobs[job]();
      said.push(...failures);
      return failures;
    } catch (error) {
      if (!(error instanceof Injected)) throw error;
      said.push(error.message);
      return [error.message];
    }
  }
  return { ...truth, events, posted, rendered, said, run };
}

export type ChaosWorld = ReturnType<typeof createChaosWorld>;
