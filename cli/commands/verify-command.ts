import { readFile } from 'node:fs/promises';
import type { Pipeline } from '../../shared/composition';
import type { SentFile } from '../../shared/jobs/deliver/verify/find-sent-file';
import { isEmptyChain, type VerifiedChain } from '../../shared/jobs/deliver/verify/verify-archive';
import { plural } from '../../shared/text/plural';
import type { CommandContext } from './command-context';
import { CheckFailedError, CommandFailedError, UsageError } from '../errors';
import { fileOption } from '../path-option';
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
  const path = file === undefined ? null : fileOption('--file', file, 'weekly-2026-W47.xlsx');
  await withPipeline(context, { send: false }, (pipeline) =>
    path === null
      ? verifyReports(report ?? null, pipeline, context)
      : verifyFile(path, report ?? null, pipeline, context),
  );
}

async function verifyReports(
  report: string | null,
  pipeline: Pipeline,
  context: CommandContext,
): Promise<void> {
  const { terminal } = context;
  const chains = await verify(report, pipeline, context);
  terminal.json(chains);
  if (chains.every(isEmptyChain))
    throw new CommandFailedError(
      report === null
        ? 'There is nothing to verify: the archive holds no report, and the ledger knows of none that was sent.'
        : `There is nothing to verify: the archive holds no file of a report named "${report}".`,
    );
  for (const chain of chains) for (const line of chainLines(chain)) terminal.result(line);
  const problems = chains.flatMap(problemLines);
  if (problems.length > 0) throw new CheckFailedError([...problems, whatNext].join('\n'));
}

/** Settings name the report, and nothing else does. */
const nothingOf = (report: string): string =>
  `${report}: there is nothing to verify: the settings name this report, but neither archive nor ledger has a mail of it. ` +
  'Either none was sent yet, or all were deleted: ask its recipients.';

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

function chainLines(chain: VerifiedChain): string[] {
  const { report, mails, files, links, unsent, replaced, open, problems } = chain;
  if (isEmptyChain(chain)) return [`${report}: NOTHING TO VERIFY`];
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
    ...open.map(
      ({ path, state }) =>
        `${report}: ${path} is not marked as sent, but as "${state}" in the ledger: the next run ` +
        (state === 'sending' ? 'asks the mail service what became of it' : 'sends it again'),
    ),
  ];
}

function problemLines(chain: VerifiedChain): string[] {
  const { report, problems } = chain;
  if (isEmptyChain(chain)) return [nothingOf(report)];
  const more = problems.length - maxProblems;
  return [
    ...problems.slice(0, maxProblems).map((problem) => `${report}: ${problem}`),
    ...(more > 0 ? [`${report}: … and ${more} more; --json lists all`] : []),
  ];
}

function unreadable(file: string, error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return `there is no file ${file}; name the workbook or CSV file that you want to check.`;
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
  const files = [...(search.file === null ? [] : [search.file]), ...search.others];
  const shown = files.filter((each) => report === null || each.report === report);
  const problems: string[] = [];
  for (const name of new Set(shown.map((each) => each.report)))
    problems.push(...(await verify(name, pipeline, context)).flatMap(problemLines));
  terminal.json({ ...search, problems });
  const [sent] = shown;
  if (sent !== undefined) {
    for (const each of shown) terminal.result(`${file} is ${describeFile(each)} (SHA-256 ${search.sha256})`);
    if (problems.length > 0)
      throw new CheckFailedError(`The chain of the report is broken:\n${problems.join('\n')}`);
    if (sent.sentAt === null) throw new CheckFailedError(whyNotSent(sent));
    return;
  }
  const [other] = files;
  throw new CheckFailedError(
    other === undefined
      ? `${file} is not a file that was sent: no archived file has its SHA-256 ${search.sha256}.`
      : `${file} is ${other.name} of the report ${other.report}, not of ${report ?? ''}.`,
  );
}

function describeFile({ name, report, sentAt, isReplaced, isOpen }: SentFile): string {
  const unsent = isReplaced
    ? 'which an earlier attempt may have sent'
    : isOpen
      ? 'which may have been sent'
      : 'which was never sent';
  return `${name} of the report ${report}, ${sentAt === null ? unsent : `sent at ${sentAt.toISOString()}`}`;
}

function whyNotSent({ path, edition, isReplaced, isOpen }: SentFile): string {
  if (isReplaced)
    return `${path} was archived; the ledger names a later mail of ${edition} and does not say whether this one was sent.`;
  if (isOpen)
    return `${path} was archived; the ledger marks its mail as "sending" and does not say what became of it. The next run asks the mail service.`;
  return `${path} was archived and never sent.`;
}
