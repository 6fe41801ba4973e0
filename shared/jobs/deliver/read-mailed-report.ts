import type { DeliveryRow } from '../../domain/reports/delivery-row';
import type { MailedReport } from '../report/late/late-findings';
import { parseMailLink, sha256Of } from './mail-record';
import type { ReportArchive } from './report-archive';

/** Creates the reader of what a sent mail held; null when it was not sent, or its link is not the one of the ledger. */
export function createReadMailedReport(archive: Pick<ReportArchive, 'read'>) {
  return async ({ state, link }: DeliveryRow, signal: AbortSignal): Promise<MailedReport | null> => {
    if (state !== 'sent' || link === null) return null;
    const content = await archive.read(link.path, signal);
    if (content === null || sha256Of(content) !== link.sha256) return null;
    const facts = parseMailLink(content);
    if (facts === null) return null;
    return {
      findings: facts.findings,
      events: new Map(facts.coverage.map(({ day, events }) => [day, events])),
    };
  };
}
