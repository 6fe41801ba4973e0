import type { DeliveryRow } from '../../../domain/reports/delivery-row';
import type { DeliveryLedger } from '../../report/delivery-ledger';
import { readChain } from './archived-chain';
import { sha256Of } from '../mail-record';
import type { ReportArchive } from '../report-archive';

export interface FindSentFileParts {
  readonly archive: Pick<ReportArchive, 'list' | 'read' | 'reports'>;
  readonly deliveries: Pick<DeliveryLedger, 'list'>;
}

/**
 * Creates a search for an archived file by its content. It returns the content's SHA-256, hexadecimal, and the file that
 * has the same content, or null if the archive has no such file. It writes nothing.
 */
export function createFindSentFile({ archive, deliveries }: FindSentFileParts) {
  return async (content: Uint8Array, signal: AbortSignal) => {
    const sha256 = sha256Of(content);
    for (const report of await archive.reports(signal)) {
      const { links } = await readChain(archive, report, signal);
      for (const { path: link, link: facts } of links.values()) {
        const same = facts?.files.find((file) => file.sha256 === sha256);
        if (facts === null || same === undefined) continue;
        const { edition } = facts;
        const { name, path } = same;
        const rows = await deliveries.list(report, signal);
        const row = rows.find((each) => each.edition === edition);
        return { sha256, file: { report, edition, name, path, ...sendingOf(row, link) } };
      }
    }
    return { sha256, file: null };
  };
}

/** Returns what an edition's row says of the mail with a link. A row that a person set to failed was sent before. */
function sendingOf(row: DeliveryRow | undefined, link: string) {
  const isNamed = row?.link?.path === link;
  const isClosed = row?.state === 'sent' || row?.state === 'failed';
  return {
    /** When the mail service accepted the mail with the file, or null if the ledger does not show that it was sent. */
    sentAt: isNamed && isClosed ? row.sentAt : null,
    /** Whether the ledger names a later mail of the edition, so that an earlier attempt may have sent this file. */
    isReplaced: !isNamed && row !== undefined && row.link !== null && row.attempt > 1,
  };
}
