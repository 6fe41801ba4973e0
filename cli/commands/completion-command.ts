import { commandDefinitions } from './command-definitions';
import type { CommandContext } from './command-context';
import { completionScript, isShell } from './completion-script';
import { UsageError } from '../errors';

/** `pim-report completion`: prints the completion script of a shell. */
export function completionCommand(
  [shell = '']: readonly string[],
  { terminal }: CommandContext,
): Promise<void> {
  if (!isShell(shell)) throw new UsageError(`"${shell}" is not one of bash, zsh, fish.`);
  const script = completionScript(shell, commandDefinitions);
  terminal.json({ shell, script });
  terminal.styled(script);
  return Promise.resolve();
}
