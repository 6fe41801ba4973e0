import type { DeliveryRow } from '../../../domain/reports/delivery-row';
import type { DeliveryLedger } from '../../report/delivery-ledger';
import { readChain } from './archived-chain';
import { sha256Of } from '../mail-record';
import type { ReportArchive } from '../report-archive';

export interface FindSentFileParts {
  readonly archive: Pick<ReportArchive, 'list' | 'read' | 'reports'>;
  readonly deliveryLedger: Pick<DeliveryLedger, 'list'>;
}

/** An archived file, and what the ledger says of its mail. */
export interface SentFile {
  readonly report: string;
  readonly edition: string;
  readonly name: string;
  readonly path: string;
  /** When the mail service accepted the mail with the file, or null if the ledger does not show that it was sent. */
  readonly sentAt: Date | null;
  /** Whether the ledger names a later mail of the edition, so that an earlier attempt may have sent this file. */
  readonly isReplaced: boolean;
  /** Whether the ledger names this mail and does not know what became of it. */
  readonly isOpen: boolean;
}

/**
 * Creates a search for an archived file by its content. It returns the content's SHA-256, hexadecimal, and the files that
 * have the same content: those of sent mails first, then the newest. Several have if nothing happened in their weeks: their
 * CSV files have only a header. It writes nothing.
 */
export function createFindSentFile({ archive, deliveryLedger }: FindSentFileParts) {
  return async (content: Uint8Array, signal: AbortSignal) => {
    const sha256 = sha256Of(content);
    const files: SentFile[] = [];
    for (const report of await archive.reports(signal)) {
      const { links } = await readChain(archive, report, signal);
      const rows = await deliveryLedger.list(report, signal);
      for (const { path: link, link: facts } of links.values()) {
        const same = facts?.files.find((file) => file.sha256 === sha256);
        if (facts === null || same === undefined) continue;
        const { edition } = facts;
        const { name, path } = same;
        const row = rows.find((each) => each.edition === edition);
        files.push({ report, edition, name, path, ...sendingOf(row, link) });
      }
    }
    const [file = null, ...others] = files.sort(
      (a, b) => Number(a.sentAt === null) - Number(b.sentAt === null),
    );
    return { sha256, file, others };
  };
}

/** Returns what an edition's row says of the mail with a link. A row that a person set to failed was sent before. */
function sendingOf(row: DeliveryRow | undefined, link: string) {
  const isNamed = row?.link?.path === link;
  const isClosed = row?.state === 'sent' || row?.state === 'failed';
  return {
    sentAt: isNamed && isClosed ? row.sentAt : null,
    isReplaced: !isNamed && row !== undefined && row.link !== null && row.attempt > 1,
    isOpen: isNamed && row.state === 'sending',
  };
}
