import { readFile } from 'node:fs/promises';
import { compose, loadSettings, type Pipeline } from '../shared/composition';
import type { VerifiedChain } from '../shared/jobs/deliver/verify-archive';
import { plural } from '../shared/text/plural';
import { CommandFailedError, UsageError } from './failure';
import type { Terminal } from './terminal';

export interface VerifyOptions {
  readonly report?: string;
  readonly file?: string;
}

/** Problems of one report that are printed; `--json` holds all. */
const maxProblems = 10;

/**
 * `pim-report verify`: checks the archive's chains against its mails and the ledger; with `--file`, whether a file is
 * one that was sent.
 */
export async function verifyCommand(
  { report, file }: VerifyOptions,
  environment: NodeJS.ProcessEnv,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<void> {
  const pipeline = await compose(loadSettings(environment, { send: false }));
  if (file !== undefined) return verifyFile(file, pipeline, terminal, signal);
  const found = await verify(pipeline, report ?? null, terminal, signal);
  const chains = found.filter(({ mails, files, problems }) => mails + files + problems.length > 0);
  terminal.json(chains);
  if (chains.length === 0)
    throw new CommandFailedError(
      report === undefined
        ? 'There is nothing to verify: the archive holds no report, and the ledger knows of none that was sent.'
        : `There is nothing to verify: the archive holds no file of a report named "${report}".`,
    );
  for (const chain of chains) for (const line of chainLines(chain)) terminal.result(line);
  const problems = chains.flatMap(problemLines);
  if (problems.length > 0) throw new CommandFailedError(problems.join('\n'));
}

async function verify(
  pipeline: Pipeline,
  report: string | null,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<VerifiedChain[]> {
  const chains = await pipeline.verify(
    report,
    (progress) => {
      terminal.verifying(progress);
    },
    signal,
  );
  terminal.settle();
  return chains;
}

function chainLines({ report, mails, files, links, unsent, problems }: VerifiedChain): string[] {
  if (problems.length > 0) return [`${report}: BROKEN`];
  return [
    `${report}: OK, ${plural(mails, 'mail')} and ${plural(files, 'file')} match their hashes; the newest mail prints ${links[0] ?? ''}`,
    ...unsent.map(
      (path) => `${report}: ${path} was made and never sent: the settings changed before it left`,
    ),
  ];
}

function problemLines({ report, problems }: VerifiedChain): string[] {
  const more = problems.length - maxProblems;
  return [
    ...problems.slice(0, maxProblems).map((problem) => `${report}: ${problem}`),
    ...(more > 0 ? [`${report}: … and ${more} more; --json lists all`] : []),
  ];
}

async function verifyFile(
  file: string,
  pipeline: Pipeline,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<void> {
  const content = await readFile(file).catch((error: unknown) => {
    throw new UsageError(`--file: ${file} cannot be read: ${String(error)}`);
  });
  const search = await pipeline.findSentFile(content, signal);
  const sent = search.file;
  const chains = sent === null ? [] : await verify(pipeline, sent.report, terminal, signal);
  const problems = chains.flatMap(problemLines);
  terminal.json({ ...search, problems });
  if (sent === null)
    throw new CommandFailedError(
      `${file} is not a file that was sent: no archived file has its SHA-256 ${search.sha256}.`,
    );
  const when = sent.sentAt === null ? 'which was never sent' : `sent at ${sent.sentAt.toISOString()}`;
  terminal.result(`${file} is ${sent.name} of the report ${sent.report}, ${when} (SHA-256 ${search.sha256})`);
  if (sent.sentAt === null) throw new CommandFailedError(`${sent.path} was archived and never sent.`);
  if (problems.length > 0)
    throw new CommandFailedError(`The chain of the report is broken:\n${problems.join('\n')}`);
}
