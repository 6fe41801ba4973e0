import type { ReportRun } from '../../../domain/reports/report-run';
import type { DeliveryLedger } from '../../report/delivery-ledger';
import { readChain } from './archived-chain';
import { sha256Of } from '../mail-record';
import type { ReportArchive } from '../report-archive';

export interface FindSentFileParts {
  readonly archive: Pick<ReportArchive, 'list' | 'read' | 'reports'>;
  readonly runs: Pick<DeliveryLedger, 'list'>;
}

/** A file of the archive. */
export interface SentFile {
  readonly report: string;
  readonly edition: string;
  readonly name: string;
  /** Where it is archived. */
  readonly path: string;
  /** When the mail service accepted the mail that carried it; null when the ledger does not say that it was sent. */
  readonly sentAt: Date | null;
  /** Whether the ledger names a later mail of the edition, so that an earlier attempt may have sent this file. */
  readonly isReplaced: boolean;
}

/** The result of looking for a file that somebody holds. */
export interface FileSearch {
  /** SHA-256 of the file, hexadecimal. */
  readonly sha256: string;
  /** The archived file with the same content; null when there is none. */
  readonly file: SentFile | null;
}

/** Creates the search for a file among those that were sent, by its content. It creates nothing. */
export function createFindSentFile({ archive, runs }: FindSentFileParts) {
  return async (content: Uint8Array, signal: AbortSignal): Promise<FileSearch> => {
    const sha256 = sha256Of(content);
    for (const report of await archive.reports(signal)) {
      const { links } = await readChain(archive, report, signal);
      for (const { path: link, link: facts } of links.values()) {
        const same = facts?.files.find((file) => file.sha256 === sha256);
        if (facts === null || same === undefined) continue;
        const { edition } = facts;
        const { name, path } = same;
        const rows = await runs.list(report, signal);
        const row = rows.find(({ period }) => period === edition);
        return { sha256, file: { report, edition, name, path, ...sendingOf(row, link) } };
      }
    }
    return { sha256, file: null };
  };
}

/** Returns what an edition's row says of the mail with a link. A row that a person set to failed was sent before. */
function sendingOf(row: ReportRun | undefined, link: string): Pick<SentFile, 'sentAt' | 'isReplaced'> {
  const isNamed = row?.link?.path === link;
  const isClosed = row?.state === 'sent' || row?.state === 'failed';
  return {
    sentAt: isNamed && isClosed ? row.sentAt : null,
    isReplaced: !isNamed && row !== undefined && row.link !== null && row.attempt > 1,
  };
}
