/** One line that a function or the host wrote. */
export interface LogLine {
  /** The Functions levels: trace, debug, information, warning, error, critical. */
  readonly level: string;
  /** Who wrote it: `function` or `host`. */
  readonly source: 'function' | 'host';
  readonly message: string;
}

/** Takes log lines as they are written. */
export type LogSink = (line: LogLine) => void;
