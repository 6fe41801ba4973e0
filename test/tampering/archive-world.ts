import { isoWeek, isWeekLabel } from '../../shared/domain/time/period';
import { linkPlace } from '../../shared/domain/reports/archive-link';
import { createDeliverReport } from '../../shared/jobs/deliver/deliver-report';
import { createVerifyArchive } from '../../shared/jobs/deliver/verify/verify-archive';
import type { ReportMail } from '../../shared/jobs/deliver/report-mail';
import { createFakeArchive, createFakeMailer, createFakeRuns } from '../support/fakes/ports';
import { aReportModel } from '../support/builders/report';

const signal = AbortSignal.timeout(900_000);
const day = 24 * 3_600_000;
export const editions = ['2026-W45', '2026-W46', '2026-W46-correction-1', '2026-W47'];

/** The mail of a report for an edition, with the settings of the test. */
export function aReportMail(report: string, edition: string, content = `${report} ${edition}`): ReportMail {
  const period = isoWeek(edition.slice(0, 8), 'UTC');
  const generatedAt = new Date(period.to.getTime() + (isWeekLabel(edition) ? 7 : 31) * 3_600_000);
  const isOpen = edition === '2026-W46';
  const coverage = [
    {
      day: '2026-11-10',
      state: isOpen ? 'partial' : 'complete',
      events: 9,
      lateEvents: 0,
      lastReadAt: generatedAt,
    },
  ] as const;
  return {
    model: aReportModel({ report, period, generatedAt, coverage }),
    edition,
    to: { recipients: ['ciso@x.example'], cc: [], bcc: ['archive@x.example'] },
    files: [
      {
        format: 'xlsx',
        name: `${report}-${edition}.xlsx`,
        contentType: 'application/x',
        content: Buffer.from(content),
        attached: true,
        mark: '',
      },
    ],
    renderMail: () => ({
      subject: `${report} ${edition}`,
      html: `<p>${linkPlace}</p>`,
      text: `Link: ${linkPlace}`,
    }),
  };
}

/** Returns the id of a mail. */
export const operationId = (...of: readonly [string, string, number]): string => of.join(' ');

/** Two reports with four mails each, archived, sent and recorded in the ledger by the real job. */
export async function openArchiveWorld(of: readonly string[] = editions) {
  const archive = createFakeArchive();
  const deliveryLedger = createFakeRuns();
  const mailer = createFakeMailer();
  const deliver = createDeliverReport({
    ...{ deliveryLedger, archive, mailer, sender: 'pim@x.example', replyTo: [] },
    operationId,
  });
  for (const edition of of)
    for (const report of ['weekly', 'auditor']) {
      const mail = aReportMail(report, edition);
      await deliver(mail, mail.model.generatedAt, signal);
    }
  const verify = createVerifyArchive({ archive, deliveryLedger, operationId, configured: ['weekly'] });
  return {
    archive,
    deliveryLedger,
    mailer,
    deliver: (mail: ReportMail, now: Date) => deliver(mail, now, signal),
    chains: () => verify(null, signal),
    problems: async () => (await verify(null, signal)).flatMap(({ problems }) => problems),
    /** Whether every received mail shows the hash of an archived link that verify does not report as unsent. */
    async isProvenByMails() {
      const chains = await verify(null, signal);
      const links = new Set(chains.flatMap(({ links }) => links));
      for (const { link } of chains.flatMap(({ unsent }) => unsent)) links.delete(link);
      return [...mailer.mails.values()].every(({ text }) => links.has(text.replace('Link: ', '')));
    },
  };
}

export type ArchiveWorld = Awaited<ReturnType<typeof openArchiveWorld>>;
export const later = new Date(isoWeek('2026-W47', 'UTC').to.getTime() + 9 * day);
