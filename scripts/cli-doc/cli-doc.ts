import {
  globalOptions,
  type CommandDefinition,
  type OptionDefinition,
} from '../../cli/commands/command-definition';

/** The command that writes docs/cli.md again. */
export const cliDocCommand = 'npm run docs:cli';

const introduction = `# The command line

<!-- Generated from the commands by \`${cliDocCommand}\`: change cli/commands/command-definitions.ts, not this file. -->

\`pim-report\` runs the jobs of the deployed app from a terminal, on your own tenant or on a sample. Without a storage setting it keeps its data in the folder \`pim-report\` of your user's data directory, and prints that folder on stderr.

- **Settings** come from the environment, or from \`local.settings.json\` in the working folder. The README lists them.
- **Signing in** to Microsoft Graph: the command tries, in this order, the environment variables (\`AZURE_TENANT_ID\`, \`AZURE_CLIENT_ID\` and a secret or certificate), the account of \`az login\`, the account of Azure PowerShell, and a managed identity. If none of them gives a token, it opens a browser on a desktop, or prints a code on another terminal; without a terminal it fails. \`--login device\` (a code) and \`--login browser\` always ask. You need no app registration: the sign-in uses Microsoft's own command-line client, or the app of \`AZURE_CLIENT_ID\`. A person needs the role Reports Reader or Security Reader, or Global Reader to also read who holds access. The output names account, tenant and method. Tokens are kept only in memory.
- **Output**: stdout has only results; progress, notes, warnings and errors go to stderr. Progress is shown only on a terminal; a wait of more than 10 seconds, and its reason, also elsewhere. \`NO_COLOR\` turns colours off.
- **Exit codes**: 0 done; 1 failed, not everything done, or interrupted; 2 wrong usage or settings. With \`--json\` an error is one object on stderr, \`{"error":{"message","exitCode"}}\`.
- **Ctrl-C** ends a command and leaves the store consistent; run the same command again to continue. A second Ctrl-C ends it at once.
- **Time**: a command stops after an hour; run it again to continue.`;

/** Returns the manual of the command line as Markdown. A new command needs no change here. */
export function cliDoc(definitions: readonly CommandDefinition[]): string {
  const parts = [
    introduction,
    '## Options of every command',
    optionTable([...globalOptions, { flags: '--help', help: 'print the help of a command, with examples' }]),
    ...definitions.map(section),
  ];
  return `${parts.join('\n\n')}\n`;
}

function section({ name, summary, details, argument, options, examples }: CommandDefinition): string {
  const usage = ['pim-report', name, ...options.map(({ flags }) => `[${flags}]`), argument?.syntax ?? ''];
  const code = [...examples.map(({ line, does }) => `# ${does}\n${line}`)];
  return [
    `## ${name}`,
    `${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`,
    `\`${usage.filter((word) => word !== '').join(' ')}\``,
    ...details,
    ...(argument === undefined ? [] : [`\`${argument.syntax}\`: ${argument.help}.`]),
    ...(options.length === 0 ? [] : [optionTable(options)]),
    `\`\`\`bash\n${code.join('\n')}\n\`\`\``,
  ].join('\n\n');
}

function optionTable(options: readonly OptionDefinition[]): string {
  const rows = options.map(({ flags, help, default: standard }) => {
    const note = standard === undefined ? '' : ` (default: \`${standard}\`)`;
    return `| \`${flags.replaceAll('|', '\\|')}\` | ${help}${note} |`;
  });
  return ['| option | does |', '|---|---|', ...rows].join('\n');
}
