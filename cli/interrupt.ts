import type { Terminal } from './output/terminal';

/** A signal that Ctrl-C and SIGTERM abort. */
export interface Interrupt {
  readonly signal: AbortSignal;
  /** Ends the handling of signals. */
  stop(): void;
}

/**
 * Starts to handle Ctrl-C: the first one aborts the signal, so that the command ends with a consistent store; the
 * second one ends the process at once.
 */
export function createInterrupt(terminal: Pick<Terminal, 'note'>): Interrupt {
  const controller = new AbortController();
  const interrupt = () => {
    if (controller.signal.aborted) process.exit(130);
    terminal.note('Stopping … (Ctrl-C again ends at once)');
    controller.abort(new Error('The command was interrupted.'));
  };
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
  return {
    signal: controller.signal,
    stop() {
      process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
    },
  };
}
