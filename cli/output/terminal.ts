import { styleText } from 'node:util';
import { plainLine } from '../../shared/text/plain-line';
import { progressLine, type Progress } from './progress-line';

/** Colours by what they mean. */
export type Tone = 'good' | 'warning' | 'bad' | 'dim';

/** How a command speaks: results go to stdout, everything else to stderr. */
export type Terminal = ReturnType<typeof createTerminal>;

/** Waits longer than this are printed even into a log. Milliseconds. */
const longWait = 10_000;

const colours = { good: 'green', warning: 'yellow', bad: 'red', dim: 'dim' } as const;

/** Lines in which foreign text can neither control the terminal nor hide. JSON stays the same JSON. */
const printed = (lines: string): string =>
  lines
    .split('\n')
    .map((line) => plainLine(line, Infinity))
    .join('\n');

/** Creates a terminal over the process's own streams. */
export function createTerminal({ quiet, json }: { readonly quiet: boolean; readonly json: boolean }) {
  const { stdout, stderr } = process;
  /** With --json: printed after the result, or as part of the one object that tells an error. */
  const heldWarnings: string[] = [];
  const isLive = stderr.isTTY && !quiet && !json;
  let shown = false;
  let result: unknown;

  /** Removes the progress: before the results and at the end. */
  const settle = (): void => {
    if (shown) stderr.write('\r\u001b[2K');
    shown = false;
  };
  const write = (stream: NodeJS.WriteStream, line: string) => {
    settle();
    stream.write(`${line}\n`);
  };
  /** Foreign text is made harmless first; only then colours are added. */
  const paint = (stream: NodeJS.WriteStream, tone: Tone, text: string) =>
    hasColours(stream) ? styleText(colours[tone], text) : text;

  const terminal = {
    /** Prints a line of the result; not with --quiet or --json. */
    result: (line: string): void => {
      if (!quiet && !json) write(stdout, printed(line));
    },
    /** Prints a result as it is, with the colours of `tone`. Foreign text in it must be harmless already. */
    styled: (text: string): void => {
      if (!quiet && !json) write(stdout, text);
    },
    /** Takes the result for --json. It is printed when the command ends well: an error leaves stdout empty. */
    json: (value: unknown): void => {
      result = value;
    },
    /** Prints the result that `json` took. */
    printJson: (): void => {
      if (json && result !== undefined) write(stdout, printed(JSON.stringify(result, null, 2)));
      for (const warning of heldWarnings.splice(0)) write(stderr, printed(warning));
    },
    /** Prints something that the user should know although the command succeeded. Always printed. */
    warn: (line: string): void => {
      if (json) heldWarnings.push(`warning: ${line}`);
      else write(stderr, `${paint(stderr, 'warning', 'warning:')} ${printed(line)}`);
    },
    /** Prints a fact about the run, such as the account that is used; not with --quiet. */
    note: (line: string): void => {
      if (!quiet) write(stderr, paint(stderr, 'dim', printed(line)));
    },
    /** Prints a request to the user, such as a sign-in code. Always printed: the command waits for it. */
    ask: (text: string): void => {
      write(stderr, printed(text));
    },
    /** Prints what went wrong: a line, or with --json one object. */
    error: (message: string, exitCode: number): void => {
      if (json) {
        const whole = [message, ...heldWarnings.splice(0)].join('\n');
        write(stderr, printed(JSON.stringify({ error: { message: whole, exitCode } })));
      } else write(stderr, `${paint(stderr, 'bad', 'error:')} ${printed(message)}`);
    },
    /** Prints a step of work; only when stderr is a terminal. */
    step: (text: string): void => {
      if (isLive) write(stderr, paint(stderr, 'dim', `  ${printed(text)} …`));
    },
    /** Prints a wait in milliseconds and its reason: a long one also when stderr is no terminal. */
    wait: (reason: string, milliseconds: number): void => {
      if (milliseconds > longWait) terminal.note(reason);
      else terminal.step(reason);
    },
    /** Shows the progress in place of the last one; only when stderr is a terminal. */
    progress: (of: Progress): void => {
      if (!isLive) return;
      stderr.write(`\r\u001b[2K${printed(progressLine(of, stderr.columns))}`);
      shown = true;
    },
    settle,
    /** Text in the colour of a tone, where stdout shows colours. */
    tone: (tone: Tone, text: string): string => paint(stdout, tone, printed(text)),
  };
  return terminal;
}

/** Returns whether a stream shows colours. NO_COLOR: https://no-color.org */
function hasColours(stream: NodeJS.WriteStream): boolean {
  const { NO_COLOR = '', TERM } = process.env;
  return stream.isTTY && NO_COLOR === '' && TERM !== 'dumb';
}
