import type { DeliveryRow } from '../../../domain/reports/delivery-row';
import type { DeliveryLedger } from '../../report/delivery-ledger';
import { readChain, unnamedLinks } from './archived-chain';
import { linkProblems, mailProblems } from './link-problems';
import { rowProblems } from './row-problems';
import type { OperationIdOf } from '../operation-id-of';
import { parseMailRecord, sha256Of, type MailLink } from '../mail-record';
import type { ReportArchive } from '../report-archive';

/** The progress of a verification. */
export interface VerifyProgress {
  readonly report: string;
  readonly filesDone: number;
  readonly filesTotal: number;
}

export interface VerifyArchiveParts {
  readonly archive: Pick<ReportArchive, 'list' | 'read' | 'reports'>;
  readonly deliveryLedger: Pick<DeliveryLedger, 'list' | 'reports'>;
  /** Names of the reports in the settings. */
  readonly configured: readonly string[];
  /** The ids with which mails of this storage are sent. */
  readonly operationId: OperationIdOf;
  readonly onFile?: (progress: VerifyProgress) => void;
}

/** An archived mail that the ledger does not name. */
export interface OtherMail {
  readonly path: string;
  /** The hash that the mail prints, if it left: that of its link. */
  readonly link: string;
}

/** A mail that the ledger names and does not mark as sent. */
export interface OpenMail {
  readonly path: string;
  readonly state: DeliveryRow['state'];
}

/** The result of verifying one report's chain. */
export interface VerifiedChain {
  readonly report: string;
  /** Number of mails whose links were checked, and of all files. */
  readonly mails: number;
  readonly files: number;
  /** Hashes of the links, the newest first: each mail prints its own, which covers every mail before it. */
  readonly links: readonly string[];
  /**
   * Mails that the ledger does not name because another one was made for the same edition. Unsent: the settings changed
   * before it left. Replaced: the edition was sent again, and an earlier attempt may have sent this mail.
   */
  readonly unsent: readonly OtherMail[];
  readonly replaced: readonly OtherMail[];
  /** Mails that the ledger names and does not mark as sent. The next run finishes them, or sends them again. */
  readonly open: readonly OpenMail[];
  /** What is wrong, one sentence each, the newest mail first; empty when the chain is whole. */
  readonly problems: readonly string[];
}

/** Returns whether neither archive nor ledger has a mail of a report: nothing about it can be verified. */
export const isEmptyChain = ({ mails, files, problems }: VerifiedChain): boolean =>
  mails + files + problems.length === 0;

/**
 * Creates the verification of one report's chain, or of the chains of every report that settings, archive or ledger
 * name. It opens each mail, the newest first, and compares mail, files, link, the links before it and the ledger's row
 * with each other. A report of the settings is in the result even if archive and ledger have nothing of it. It creates
 * nothing: an auditor's identity may only read.
 */
export function createVerifyArchive({
  archive,
  deliveryLedger,
  configured,
  operationId,
  onFile,
}: VerifyArchiveParts) {
  return async (report: string | null, signal: AbortSignal): Promise<VerifiedChain[]> => {
    const names =
      report === null
        ? new Set([
            ...configured,
            ...(await archive.reports(signal)),
            ...(await deliveryLedger.reports(signal)),
          ])
        : [report];
    const chains: VerifiedChain[] = [];
    for (const name of names) chains.push(await verifyReport(name, signal));
    return chains.filter(
      (chain) => !isEmptyChain(chain) || report !== null || configured.includes(chain.report),
    );
  };

  async function verifyReport(report: string, signal: AbortSignal): Promise<VerifiedChain> {
    const chain = await readChain(archive, report, signal);
    const rows = await deliveryLedger.list(report, signal);
    const problems: string[] = [];
    const others = { unsent: [] as OtherMail[], replaced: [] as OtherMail[] };
    const open: OpenMail[] = [];
    const covered = new Set(chain.links.keys());
    for (const found of chain.links.values()) {
      const { link } = found;
      problems.push(...linkProblems(found, chain));
      if (link === null) continue;
      problems.push(...(await contentProblems(link, signal)));
      for (const { path } of [link.mail, ...link.files]) covered.add(path);
      const row = rows.find(({ edition }) => edition === link.edition);
      const place = placeIn(row, found.path);
      if (row === undefined || place === 'unknown') problems.push(unknownMail(link));
      else if (place !== 'named') others[place].push({ path: link.mail.path, link: found.sha256 });
      else if (row.state !== 'sent') open.push({ path: link.mail.path, state: row.state });
      onFile?.({ report, filesDone: covered.size, filesTotal: chain.paths.length });
    }
    problems.push(
      ...rowProblems(rows, chain, operationId),
      ...unnamedLinks(chain).map(({ path }) => `${path} was inserted: no later mail names it.`),
      ...chain.paths.filter((path) => !covered.has(path)).map(unknownFile),
    );
    return {
      report,
      mails: chain.links.size,
      files: chain.paths.length,
      links: [...chain.links.values()].map(({ sha256 }) => sha256),
      ...others,
      open,
      problems: [...new Set(problems)],
    };
  }

  /** Compares a link with the mail and the files that it covers. */
  async function contentProblems(link: MailLink, signal: AbortSignal): Promise<string[]> {
    const problems: string[] = [];
    for (const { path, sha256 } of [link.mail, ...link.files]) {
      const content = await archive.read(path, signal);
      const found = content === null ? null : sha256Of(content);
      if (content === null) problems.push(`${path} is missing: it was archived with SHA-256 ${sha256}.`);
      else if (found !== sha256)
        problems.push(`${path} has been changed: it was archived with SHA-256 ${sha256}, found ${found}.`);
      if (path !== link.mail.path || content === null) continue;
      const record = parseMailRecord(content);
      if (record !== null) problems.push(...mailProblems(link, record));
      else if (found === sha256) problems.push(`${path} is no mail.`);
    }
    return problems;
  }
}

/**
 * Returns what an edition's row says of a link: that it is the one of its mail, that another mail was sent for the edition
 * instead of it or after it, or nothing.
 */
function placeIn(row: DeliveryRow | undefined, path: string): 'named' | 'unsent' | 'replaced' | 'unknown' {
  const named = row?.link?.path;
  if (row === undefined || named === undefined) return 'unknown';
  if (named === path) return 'named';
  return row.attempt > 1 ? 'replaced' : 'unsent';
}

const unknownMail = ({ report, edition, mail }: MailLink): string =>
  `${mail.path} is archived, but the ledger knows no mail of ${report} ${edition}: a row was removed, somebody put the ` +
  'mail there, or a run died before it was sent; in that case the next run sends it, and this is settled.';

const unknownFile = (path: string): string =>
  `${path} belongs to no archived mail: somebody put it there, or a run died while it archived; in that case the next ` +
  'run settles this.';
