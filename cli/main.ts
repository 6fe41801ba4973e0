import { CommanderError } from 'commander';
import { commandDefinitions } from './commands/command-definitions';
import { watchOutput } from './output/watch-output';
import { createProgram } from './program';

const wantsJson = process.argv.slice(2).includes('--json');

/**
 * Parses the command line. Everything that a command needs is loaded only when one runs, so that help, version and
 * wrong usage answer at once.
 */
async function main(): Promise<number> {
  let exitCode = 0;
  const program = createProgram(commandDefinitions, async (command) => {
    const { runCommand } = await import('./commands/run-command');
    exitCode = await runCommand(command);
  });
  // With --json a wrong usage is JSON too.
  if (wantsJson) program.configureOutput({ outputError: () => undefined });
  for (const command of program.commands) command.copyInheritedSettings(program);
  try {
    await program.parseAsync();
    return exitCode;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // The help or the version was printed.
    if (error.exitCode === 0) return 0;
    if (wantsJson) {
      const message = error.message.replace(/^error: /, '');
      process.stderr.write(`${JSON.stringify({ error: { message, exitCode: 2 } })}\n`);
    }
    return 2;
  }
}

watchOutput(process, wantsJson);

void main().then((code) => {
  process.exitCode = code;
});
