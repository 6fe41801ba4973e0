import type { Environment } from '../shared/config/read-setting';
import type { Terminal } from './terminal';

/** What a command works with. */
export interface CommandContext {
  /** The settings' source: environment, local.settings.json and the store that the command line names. */
  readonly environment: Environment;
  readonly terminal: Terminal;
  readonly now: Date;
  /** Aborted by Ctrl-C, and when the longest time of a command is over. */
  readonly signal: AbortSignal;
}
