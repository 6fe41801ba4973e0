import { readFile } from 'node:fs/promises';
import type { Pipeline } from '../../shared/composition';
import type { VerifiedChain } from '../../shared/jobs/deliver/verify/verify-archive';
import { plural } from '../../shared/text/plural';
import type { CommandContext } from './command-context';
import { CheckFailedError, CommandFailedError, UsageError } from '../errors';
import { withPipeline } from './with-pipeline';

/** Problems of one report that are printed; `--json` holds all. */
const maxProblems = 10;

/**
 * `pim-report verify`: checks the archive's chains against its mails and the ledger; with `--file`, whether a file is
 * one that was sent, in the given report where there is one.
 */
export async function verifyCommand(
  { report, file }: { readonly report?: string; readonly file?: string },
  context: CommandContext,
): Promise<void> {
  await withPipeline(context, { send: false }, (pipeline) =>
    file === undefined
      ? verifyReports(report ?? null, pipeline, context)
      : verifyFile(file, report ?? null, pipeline, context),
  );
}

async function verifyReports(
  report: string | null,
  pipeline: Pipeline,
  context: CommandContext,
): Promise<void> {
  const { terminal } = context;
  const found = await verify(report, pipeline, context);
  const chains = found.filter(({ mails, files, problems }) => mails + files + problems.length > 0);
  terminal.json(chains);
  if (chains.length === 0)
    throw new CommandFailedError(
      report === null
        ? 'There is nothing to verify: the archive holds no report, and the ledger knows of none that was sent.'
        : `There is nothing to verify: the archive holds no file of a report named "${report}".`,
    );
  for (const chain of chains) for (const line of chainLines(chain)) terminal.result(line);
  const problems = chains.flatMap(problemLines);
  if (problems.length > 0) throw new CheckFailedError([...problems, whatNext].join('\n'));
}

/** What to do about a broken chain. */
const whatNext =
  'What next: keep the container as it is, compare it with a backup and with the mails that people received, ' +
  'and check a workbook that somebody holds with "pim-report verify --file FILE".';

async function verify(
  report: string | null,
  pipeline: Pipeline,
  { terminal, signal }: CommandContext,
): Promise<VerifiedChain[]> {
  const start = performance.now();
  const chains = await pipeline.verify(
    report,
    ({ report: name, filesDone, filesTotal }) => {
      const counts = { done: filesDone, total: filesTotal, unit: 'file', counts: [] };
      terminal.progress({ action: `Verifying ${name}`, ...counts, elapsed: performance.now() - start });
    },
    signal,
  );
  terminal.settle();
  return chains;
}

function chainLines({ report, mails, files, links, unsent, replaced, problems }: VerifiedChain): string[] {
  if (problems.length > 0) return [`${report}: BROKEN`];
  // Each mail has two files of its own in the archive: its text and its link of the chain.
  const others = files - 2 * mails;
  return [
    `${report}: OK, ${plural(mails, 'mail')} with ${plural(others, 'file')}; all hashes match. Proof in the newest mail: ${links[0] ?? ''}`,
    ...unsent.map(
      ({ path, link }) =>
        `${report}: ${path} was made but, says the ledger, never sent: the settings changed before. ` +
        `A mail that prints ${link} proves the contrary`,
    ),
    ...replaced.map(
      ({ path }) =>
        `${report}: ${path} was replaced when its period was sent again; an earlier attempt may have sent it`,
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

function unreadable(file: string, error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return `there is no file ${file}; name the workbook, CSV file or mail that you want to check.`;
  if (code === 'EISDIR') return `${file} is a folder; name one file in it.`;
  if (code === 'EACCES' || code === 'EPERM')
    return `you may not read ${file}; copy it to a place where you may.`;
  return `${file} cannot be read: ${message}.`;
}

async function verifyFile(
  file: string,
  report: string | null,
  pipeline: Pipeline,
  context: CommandContext,
): Promise<void> {
  const { terminal, signal } = context;
  const content = await readFile(file).catch((error: unknown) => {
    throw new UsageError(`--file: ${unreadable(file, error)}`);
  });
  const search = await pipeline.findSentFile(content, signal);
  const sent = search.file;
  const chains = sent === null ? [] : await verify(sent.report, pipeline, context);
  const problems = chains.flatMap(problemLines);
  terminal.json({ ...search, problems });
  if (sent === null)
    throw new CheckFailedError(
      `${file} is not a file that was sent: no archived file has its SHA-256 ${search.sha256}.`,
    );
  if (report !== null && sent.report !== report)
    throw new CheckFailedError(`${file} is ${sent.name} of the report ${sent.report}, not of ${report}.`);
  const unsent = sent.isReplaced ? 'which an earlier attempt may have sent' : 'which was never sent';
  const when = sent.sentAt === null ? unsent : `sent at ${sent.sentAt.toISOString()}`;
  terminal.result(`${file} is ${sent.name} of the report ${sent.report}, ${when} (SHA-256 ${search.sha256})`);
  if (problems.length > 0)
    throw new CheckFailedError(`The chain of the report is broken:\n${problems.join('\n')}`);
  if (sent.sentAt === null)
    throw new CheckFailedError(
      sent.isReplaced
        ? `${sent.path} was archived; the ledger names a later mail of ${sent.edition} and does not say whether this one was sent.`
        : `${sent.path} was archived and never sent.`,
    );
}
