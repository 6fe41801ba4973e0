import { MultiBar, Presets, type SingleBar } from 'cli-progress';
import { plainLine } from '../shared/text/plain-line';
import type { CollectProgress } from '../shared/jobs/collect/collect';
import type { VerifyProgress } from '../shared/jobs/deliver/verify-archive';

/** How a command speaks: results on stdout, everything else on stderr. */
export interface Terminal {
  /** A line of the result; not printed with --quiet or --json. */
  result(line: string): void;
  /** The result as JSON, printed only with --json. */
  json(value: unknown): void;
  /** Something the user should know though it went well. Never hidden. */
  warn(line: string): void;
  /** A step of work; seen only where stderr is a terminal. */
  step(text: string): void;
  /** How far a collection is; seen only where stderr is a terminal. */
  collecting(progress: CollectProgress): void;
  /** How many files of an archive have been verified; seen only where stderr is a terminal. */
  verifying(progress: VerifyProgress): void;
  /** Clears what moves; before the results, and at every end. */
  settle(): void;
}

export interface TerminalOptions {
  readonly quiet: boolean;
  readonly json: boolean;
}

/** Lines in which foreign text can neither drive the terminal nor hide. JSON stays the same JSON. */
export const printed = (lines: string): string =>
  lines
    .split('\n')
    .map((line) => plainLine(line, Infinity))
    .join('\n');

/** A terminal over the process's own streams. */
export function createTerminal({ quiet, json }: TerminalOptions): Terminal {
  const moves = process.stderr.isTTY && !quiet;
  let bars: MultiBar | null = null;
  let bar: SingleBar | null = null;
  const settle = () => {
    bars?.stop();
    bars = null;
    bar = null;
  };
  const write = (stream: NodeJS.WriteStream, line: string) => {
    settle();
    stream.write(`${printed(line)}\n`);
  };
  return {
    result: (line) => {
      if (!quiet && !json) write(process.stdout, line);
    },
    json: (value) => {
      if (json) write(process.stdout, JSON.stringify(value, null, 2));
    },
    warn: (line) => {
      write(process.stderr, `warning: ${line}`);
    },
    step: (text) => {
      if (moves) write(process.stderr, `  ${text} …`);
    },
    collecting: ({ daysDone, daysTotal, events }) => {
      if (!moves) return;
      bars ??= new MultiBar(
        {
          format: '  reading {bar} {value}/{total} days, {events} events',
          hideCursor: true,
          clearOnComplete: true,
        },
        Presets.shades_grey,
      );
      bar ??= bars.create(daysTotal, 0, { events: 0 });
      bar.setTotal(daysTotal);
      bar.update(daysDone, { events });
    },
    verifying: ({ report, filesDone, filesTotal }) => {
      if (!moves) return;
      bars ??= new MultiBar(
        { format: '  {report} {bar} {value}/{total} files', hideCursor: true, clearOnComplete: true },
        Presets.shades_grey,
      );
      bar ??= bars.create(filesTotal, 0, { report: printed(report) });
      bar.setTotal(filesTotal);
      bar.update(filesDone, { report: printed(report) });
    },
    settle,
  };
}
