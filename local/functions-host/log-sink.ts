/** One line of the log. */
export interface LogLine {
  /** The Functions levels: trace, debug, information, warning, error, critical. */
  readonly level: string;
  /** The writer: `function` or `host`. */
  readonly source: 'function' | 'host';
  readonly message: string;
}

/** Receives log lines as they are written. */
export type LogSink = (line: LogLine) => void;
