import { SettingsError } from '../../shared/config/settings-error';
import { withoutSecrets } from '../../shared/text/failure-text';
import type { CommandContext } from './command-context';
import { readEnvironment } from '../environment';
import { CheckFailedError, UsageError } from '../errors';
import type { ParsedCommand } from '../program';
import type { ReportOptions } from './report-command';
import { chooseStore } from '../store-choice';
import { createTerminal, type Terminal } from '../output/terminal';
import { InterruptedError } from '../../shared/domain/interrupted-error';
import { withTimeLimit } from '../../shared/domain/time/time-limit';

/** Milliseconds that a command may take: the first collection of a large tenant takes longest. */
const longestRun = 60 * 60_000;

type Run = (command: ParsedCommand, context: CommandContext) => Promise<void>;

/** What each command does. Loads only the modules that it needs. The parser has checked the options and set defaults. */
const runs: Readonly<Record<string, Run>> = {
  collect: async ({ options }, context) =>
    (await import('./collect-command')).collectCommand(options, context),
  report: async ({ options }, context) =>
    (await import('./report-command')).reportCommand(options as ReportOptions, context),
  import: async ({ args, options }, context) =>
    (await import('./import-command')).importCommand(args, options, context),
  alerts: async ({ options }, context) => (await import('./alerts-command')).alertsCommand(options, context),
  verify: async ({ options }, context) => (await import('./verify-command')).verifyCommand(options, context),
  doctor: async ({ options }, context) => (await import('./doctor-command')).doctorCommand(options, context),
  demo: async ({ options }, context) =>
    (await import('./demo-command')).demoCommand(options as { out: string }, context),
  completion: async ({ args }, context) =>
    (await import('./completion-script')).completionCommand(args, context),
};

/** Commands that use no store. */
const withoutStore = ['demo', 'completion'];

/** Runs a command and returns its exit code: 0 done, 1 failed or interrupted, 2 wrong usage or settings. */
export async function runCommand(command: ParsedCommand): Promise<number> {
  const { name, global } = command;
  const terminal = createTerminal(global);
  const interrupt = createInterrupt(terminal);
  try {
    const given = await readEnvironment(process.env, process.cwd());
    const { environment, note } = withoutStore.includes(name)
      ? { environment: given, note: null }
      : chooseStore(given, global.store);
    if (note !== null) terminal.note(note);
    const signal = withTimeLimit(interrupt.signal, longestRun);
    await runs[name]?.(command, {
      environment,
      terminal,
      login: global.login ?? null,
      now: new Date(),
      signal,
    });
    terminal.printJson();
    return 0;
  } catch (error) {
    return fail(error, terminal, interrupt.signal);
  } finally {
    terminal.settle();
    interrupt.stop();
  }
}

/** Prints what went wrong, once and without a stack trace. */
function fail(error: unknown, terminal: Terminal, interrupted: AbortSignal): number {
  if (interrupted.aborted) {
    terminal.error('Stopped. What was stored is kept: run the same command again to continue.', 1);
    return 1;
  }
  const exitCode = error instanceof SettingsError || error instanceof UsageError ? 2 : 1;
  if (error instanceof CheckFailedError) terminal.printJson();
  const message = error instanceof Error ? error.message : String(error);
  terminal.error(withoutSecrets(message), exitCode);
  return exitCode;
}

/**
 * Starts to handle Ctrl-C and SIGTERM: the first one aborts the signal, so that the command ends with a consistent store; the
 * second one ends the process at once.
 */
function createInterrupt(terminal: Pick<Terminal, 'note'>) {
  const controller = new AbortController();
  const interrupt = (name: NodeJS.Signals) => {
    if (controller.signal.aborted) process.exit(130);
    terminal.note('Stopping … (Ctrl-C again ends at once)');
    // What ends a command with SIGTERM may end it at the same place each time: that counts as a failed read.
    controller.abort(
      name === 'SIGINT' ? new InterruptedError() : new Error(`The command was ended (${name}).`),
    );
  };
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
  return {
    signal: controller.signal,
    /** Ends the handling of signals. */
    stop(): void {
      process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
    },
  };
}
