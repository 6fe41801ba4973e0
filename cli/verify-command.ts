import { compose, loadSettings } from '../shared/composition';
import { CommandFailedError } from './failure';
import type { Terminal } from './terminal';

export interface VerifyOptions {
  readonly report?: string;
}

/** `pim-report verify`: walks the chains of the archive, and fails with the first broken link of each. */
export async function verifyCommand(
  { report }: VerifyOptions,
  environment: NodeJS.ProcessEnv,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<void> {
  const settings = loadSettings(environment, { send: false });
  const pipeline = await compose(settings);
  const chains = await pipeline.verify(
    report ?? null,
    (progress) => {
      terminal.verifying(progress);
    },
    signal,
  );
  terminal.settle();
  if (report !== undefined && chains.every(({ files, broken }) => files === 0 && broken === null))
    throw new CommandFailedError(`The archive holds no file of a report named "${report}".`);
  terminal.json(chains);
  for (const { report: name, files, broken } of chains)
    terminal.result(
      `${name}  ${broken === null ? `whole: ${files} files, each with the hash that it was sent with` : 'BROKEN'}`,
    );
  const broken = chains.flatMap((chain) =>
    chain.broken === null ? [] : [`${chain.report}: ${chain.broken}`],
  );
  if (broken.length > 0) throw new CommandFailedError(broken.join('\n'));
}
