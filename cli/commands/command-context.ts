import type { Listener } from '../../shared/composition/listener';
import type { Environment } from '../../shared/config/read-setting';
import type { Terminal } from '../output/terminal';

/** A way for a person to sign in. */
export type LoginMethod = NonNullable<NonNullable<Listener['signIn']>['login']>;

/** What a command works with. */
export interface CommandContext {
  /** The settings' source: environment, local.settings.json and the store that the command line names. */
  readonly environment: Environment;
  readonly terminal: Terminal;
  /** How the command line asks to sign in; null chooses. */
  readonly login: LoginMethod | null;
  readonly now: Date;
  /** Aborted by Ctrl-C, and when the longest time of a command is over. */
  readonly signal: AbortSignal;
}
