import { Command, Option, type OptionValues } from 'commander';
import packageFile from '../package.json';
import { capital } from '../shared/text/capital';
import { globalOptions, type CommandDefinition, type OptionDefinition } from './commands/command-definition';

/** Options of every command, parsed. */
export interface GlobalOptions {
  readonly store?: string;
  readonly login?: 'device' | 'browser';
  readonly quiet: boolean;
  readonly json: boolean;
}

/** A parsed command line. */
export interface ParsedCommand {
  readonly name: string;
  readonly args: readonly string[];
  readonly options: OptionValues;
  readonly global: GlobalOptions;
}

/**
 * Creates the parser of the command line. It throws commander's CommanderError for wrong usage, and after printing the
 * help or the version.
 */
export function createProgram(
  definitions: readonly CommandDefinition[],
  run: (command: ParsedCommand) => Promise<void>,
): Command {
  const program = new Command('pim-report')
    .description(
      'Who activated which privileged role: reads Microsoft Entra PIM audit events and reports on them.',
    )
    .version(packageFile.version, '--version', 'print the version')
    .exitOverride()
    .configureHelp({ showGlobalOptions: true })
    .addHelpText('after', generalHelp);
  for (const option of globalOptions) program.addOption(toOption(option));
  for (const definition of definitions) {
    const command = program
      .command(definition.name)
      .summary(definition.summary)
      .description(capital(`${definition.summary}.`))
      .addHelpText('after', examplesOf(definition));
    if (definition.argument !== undefined)
      command.argument(definition.argument.syntax, definition.argument.help);
    for (const option of definition.options) command.addOption(toOption(option));
    command.action(() =>
      run({
        name: definition.name,
        args: command.args,
        options: command.opts(),
        global: { quiet: false, json: false, ...program.opts<Partial<GlobalOptions>>() },
      }),
    );
  }
  return program;
}

function toOption({ flags, help, default: standard, values }: OptionDefinition): Option {
  const option = new Option(flags, help);
  if (standard !== undefined) option.default(standard);
  // A list and a name that may differ are checked by their command.
  if (values !== undefined && flags.endsWith('<how>')) option.choices(values);
  return option;
}

const examplesOf = ({ examples }: CommandDefinition): string => {
  const width = Math.max(...examples.map(({ line }) => line.length));
  const lines = examples.map(({ line, does }) => `  ${line.padEnd(width)}  ${does}`);
  return `\nExamples:\n${lines.join('\n')}`;
};

const generalHelp = `
Examples:
  pim-report demo       see a report within seconds
  pim-report report     last week of your own tenant; sign in with "az login" first

Settings come from the environment, else from local.settings.json in this folder.
Exit codes: 0 done, 1 failed or incomplete, 2 wrong usage or settings.`;
