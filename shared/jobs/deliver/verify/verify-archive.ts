import type { ReportRun } from '../../../domain/reports/report-run';
import type { DeliveryLedger } from '../../report/delivery-ledger';
import { readChain, unnamedLinks } from './archived-chain';
import { linkProblems, mailProblems, rowProblems } from './link-problems';
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
  readonly runs: Pick<DeliveryLedger, 'list' | 'reports'>;
  /** Names of the reports in the settings. */
  readonly configured: readonly string[];
  readonly onFile?: (progress: VerifyProgress) => void;
}

/** The result of verifying one report's chain. */
export interface VerifiedChain {
  readonly report: string;
  /** Number of mails whose links were checked, and of all files. */
  readonly mails: number;
  readonly files: number;
  /** Hashes of the links, the newest first: each mail prints its own, which covers every mail before it. */
  readonly links: readonly string[];
  /** Mails that were made and never sent, because the settings changed before they left. */
  readonly unsent: readonly string[];
  /** What is wrong, one sentence each, the newest mail first; empty when the chain is whole. */
  readonly problems: readonly string[];
}

/**
 * Creates the verification of one report's chain, or of the chains of every report that settings, archive or ledger
 * name. It opens each mail, the newest first, and compares mail, files, link, the links before it and the ledger's row
 * with each other. It creates nothing: an auditor's identity may only read.
 */
export function createVerifyArchive({ archive, runs, configured, onFile }: VerifyArchiveParts) {
  return async (report: string | null, signal: AbortSignal): Promise<VerifiedChain[]> => {
    const names =
      report === null
        ? new Set([...configured, ...(await archive.reports(signal)), ...(await runs.reports(signal))])
        : [report];
    const chains: VerifiedChain[] = [];
    for (const name of names) chains.push(await verifyReport(name, signal));
    return chains;
  };

  async function verifyReport(report: string, signal: AbortSignal): Promise<VerifiedChain> {
    const chain = await readChain(archive, report, signal);
    const rows = await runs.list(report, signal);
    const problems: string[] = [];
    const unsent: string[] = [];
    const covered = new Set(chain.links.keys());
    for (const found of chain.links.values()) {
      const { link } = found;
      problems.push(...linkProblems(found, chain));
      if (link === null) continue;
      problems.push(...(await contentProblems(link, signal)));
      for (const { path } of [link.mail, ...link.files]) covered.add(path);
      const state = rowState(found.path, link, rows);
      if (state === 'unsent') unsent.push(link.mail.path);
      if (state === 'unknown') problems.push(unknownMail(link));
      onFile?.({ report, filesDone: covered.size, filesTotal: chain.paths.length });
    }
    problems.push(
      ...rows.flatMap((run) => rowProblems(run, chain)),
      ...unnamedLinks(chain).map(({ path }) => `${path} was inserted: no later mail names it.`),
      ...chain.paths.filter((path) => !covered.has(path)).map(unknownFile),
    );
    return {
      report,
      mails: chain.links.size,
      files: chain.paths.length,
      links: [...chain.links.values()].map(({ sha256 }) => sha256),
      unsent,
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
 * Returns what the ledger says of a link: that it is the one of a mail, that its mail was never sent because another
 * one was made for the same edition, or nothing.
 */
function rowState(path: string, link: MailLink, rows: readonly ReportRun[]): 'named' | 'unsent' | 'unknown' {
  const row = rows.find(({ period }) => period === link.edition);
  const named = row?.link?.path;
  if (named === undefined) return 'unknown';
  return named === path ? 'named' : 'unsent';
}

const unknownMail = ({ report, edition, mail }: MailLink): string =>
  `${mail.path} is archived, but the ledger knows no mail of ${report} ${edition}: a row was removed, somebody put the ` +
  'mail there, or a run died before it was sent; in that case the next run sends it, and this is settled.';

const unknownFile = (path: string): string =>
  `${path} belongs to no archived mail: somebody put it there, or a run died while it archived; in that case the next ` +
  'run settles this.';
