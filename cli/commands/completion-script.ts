import { globalOptions, type CommandDefinition, type OptionDefinition } from './command-definition';
import { commandDefinitions } from './command-definitions';
import type { CommandContext } from './command-context';
import { UsageError } from '../errors';

/** The shells that are completed. */
export const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];

export const isShell = (name: string): name is Shell => shells.some((shell) => shell === name);

/** An option in the words of a shell. */
interface Completed {
  readonly name: string;
  readonly help: string;
  /** Values to choose from; without them, an option with a value completes to files. */
  readonly values: readonly string[];
  readonly takes: 'nothing' | 'value' | 'file';
}

function completed({ flags, help, values = [] }: OptionDefinition): Completed {
  const [name = '', value] = flags.split(' ');
  const isFile = /^<(dir|file)/.test(value ?? '');
  return { name, help, values, takes: value === undefined ? 'nothing' : isFile ? 'file' : 'value' };
}

/** Creates the script that completes commands, options and their values in a shell. */
export function completionScript(shell: Shell, definitions: readonly CommandDefinition[]): string {
  const commands = definitions.map((definition) => ({
    name: definition.name,
    summary: definition.summary,
    options: [...definition.options, ...globalOptions].map(completed),
    words: definition.argument?.values ?? [],
    takesFiles: (definition.argument?.syntax ?? '').startsWith('<file'),
  }));
  return { bash, zsh, fish }[shell](commands);
}

interface CompletedCommand {
  readonly name: string;
  readonly summary: string;
  readonly options: readonly Completed[];
  readonly words: readonly string[];
  readonly takesFiles: boolean;
}

function bash(commands: readonly CompletedCommand[]): string {
  const names = commands.map(({ name }) => name).join(' ');
  const valueCases = new Map(
    commands.flatMap(({ options }) =>
      options
        .filter(({ takes }) => takes !== 'nothing')
        .map(({ name, values, takes }) => [name, takes === 'file' ? null : values.join(' ')] as const),
    ),
  );
  const lists = [...valueCases].map(([option, values]) =>
    values === null
      ? `    ${option}) COMPREPLY=($(compgen -f -- "$word")); return ;;`
      : `    ${option}) COMPREPLY=($(compgen -W "${values}" -- "$word")); return ;;`,
  );
  const cases = commands.map(({ name, options, words, takesFiles }) => {
    const list = [...options.map((option) => option.name), ...words].join(' ');
    const files = takesFiles ? ' $(compgen -f -- "$word")' : '';
    return `    ${name}) COMPREPLY=($(compgen -W "${list}" -- "$word")${files}) ;;`;
  });
  return `# bash completion of pim-report
_pim_report() {
  local word="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}" command="" each
  for each in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$each" in ${names.replaceAll(' ', '|')}) command="$each"; break ;; esac
  done
  case "$before" in
${lists.join('\n')}
  esac
  case "$command" in
${cases.join('\n')}
    *) COMPREPLY=($(compgen -W "${names} ${globalOptions.map(({ flags }) => flags.split(' ')[0]).join(' ')} --help --version" -- "$word")) ;;
  esac
}
complete -o filenames -F _pim_report pim-report`;
}

function zsh(commands: readonly CompletedCommand[]): string {
  const quoted = (text: string): string => text.replaceAll("'", "'\\''").replaceAll(/[[\]:]/g, '\\$&');
  const spec = ({ name, help, values, takes }: Completed): string => {
    const value =
      takes === 'nothing' ? '' : takes === 'file' ? ':file:_files' : `:value:(${values.join(' ')})`;
    return `'${name}[${quoted(help)}]${value}'`;
  };
  const cases = commands.map(({ name, options, words, takesFiles }) => {
    const rest = takesFiles ? ["'*:file:_files'"] : words.length > 0 ? [`'1:word:(${words.join(' ')})'`] : [];
    return `        ${name}) _arguments ${[...options.map(spec), ...rest].join(' ')} ;;`;
  });
  return `#compdef pim-report
_pim_report() {
  local -a commands
  commands=(${commands.map(({ name, summary }) => `'${name}:${quoted(summary)}'`).join(' ')})
  _arguments -C '1:command:->command' '*::argument:->argument'
  case $state in
    command) _describe command commands ;;
    argument)
      case $words[1] in
${cases.join('\n')}
      esac ;;
  esac
}
compdef _pim_report pim-report`;
}

function fish(commands: readonly CompletedCommand[]): string {
  const quoted = (text: string): string => `'${text.replaceAll(/['\\]/g, '\\$&')}'`;
  const lines = commands.flatMap(({ name, summary, options, words, takesFiles }) => {
    const inside = `-n '__fish_seen_subcommand_from ${name}'`;
    return [
      `complete -c pim-report -n __fish_use_subcommand -f -a ${name} -d ${quoted(summary)}`,
      ...options.map((option) => {
        const value =
          option.takes === 'nothing'
            ? ''
            : option.takes === 'file'
              ? ' -r -F'
              : ` -x -a ${quoted(option.values.join(' '))}`;
        return `complete -c pim-report ${inside} -l ${option.name.replace('--', '')}${value} -d ${quoted(option.help)}`;
      }),
      ...(words.length > 0 ? [`complete -c pim-report ${inside} -f -a ${quoted(words.join(' '))}`] : []),
      ...(takesFiles ? [`complete -c pim-report ${inside} -F`] : []),
    ];
  });
  return ['# fish completion of pim-report', ...lines].join('\n');
}

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
