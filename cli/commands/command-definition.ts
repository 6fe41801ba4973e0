/** An option of a command. */
export interface OptionDefinition {
  /** As a person types it: `--week <week>`, `--send`, `--no-collect`. */
  readonly flags: string;
  readonly help: string;
  readonly default?: string | boolean;
  /** Values that the shell completes. */
  readonly values?: readonly string[];
}

/** A command as the help, the shell completion and docs/cli.md state it. What it does is loaded when it runs. */
export interface CommandDefinition {
  readonly name: string;
  /** One line, in the imperative. */
  readonly summary: string;
  /** What a reader needs beyond the options: paragraphs of Markdown without headings. */
  readonly details: readonly string[];
  /** `<file...>` for files, `<shell>` for one word. */
  readonly argument?: { readonly syntax: string; readonly help: string; readonly values?: readonly string[] };
  readonly options: readonly OptionDefinition[];
  readonly examples: readonly { readonly line: string; readonly does: string }[];
}

/** Options of every command. */
export const globalOptions: readonly OptionDefinition[] = [
  { flags: '--store <dir>', help: 'keep the audit data in this folder (short for AUDIT_STORAGE=file:DIR)' },
  {
    flags: '--login <how>',
    help: 'sign in to Microsoft Graph by device code or in a browser, even if you are signed in elsewhere',
    values: ['device', 'browser'],
  },
  { flags: '--quiet', help: 'print errors and warnings only' },
  { flags: '--json', help: 'print results, and an error, as JSON' },
];
