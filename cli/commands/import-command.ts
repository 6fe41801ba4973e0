import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import type { CommandContext } from './command-context';
import { CheckFailedError, CommandFailedError, UsageError } from '../errors';
import { limitHeapGrowth } from '../heap-growth';
import { importFailures, importJson, importLines } from '../output/import-lines';
import { withPipeline } from './with-pipeline';

export interface ImportCommandOptions {
  readonly zone?: string;
  readonly tenant?: string;
  readonly dryRun?: boolean;
}

/** `pim-report import`: reads exported logs into the store. */
export async function importCommand(
  files: readonly string[],
  { zone, tenant, dryRun = false }: ImportCommandOptions,
  context: CommandContext,
): Promise<void> {
  const { terminal, now, signal } = context;
  if (zone !== undefined && !isTimeZone(zone))
    throw new UsageError(`--zone: "${zone}" is not an IANA time zone, such as Europe/Paris.`);
  if (files.some((file) => file.trim() === ''))
    throw new UsageError('A file without a name: name the files to import.');
  const order = {
    files: [...new Map(files.map((file) => [resolve(file), file])).values()],
    tenantId: tenant?.trim() ?? null,
    isDryRun: dryRun,
    zone: zone ?? null,
    temporaryFolder: tmpdir(),
  };
  limitHeapGrowth();
  await withPipeline(context, { send: false }, async (pipeline) => {
    const result = await pipeline.importLogs(order, now, signal);
    const failures = importFailures(result);
    terminal.settle();
    if (result.files.every(({ read, problem }) => read === 0 && problem !== null))
      throw new CommandFailedError(failures.join('\n'));
    terminal.json(importJson(result));
    for (const line of importLines(result)) terminal.result(line);
    if (failures.length > 0) throw new CheckFailedError(failures.join('\n'));
  });
}

function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
