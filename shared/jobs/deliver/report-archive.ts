/** The port to the archive of sent reports. A stored file is never overwritten. */
export interface ReportArchive {
  /** Returns the content of a file, or null if the file does not exist. */
  read(path: string, signal: AbortSignal): Promise<Uint8Array | null>;
  /**
   * Stores a file in one step and returns its content. When the path is taken, the file there is kept and its content
   * returned: all runs go on with the same file.
   */
  add(path: string, contentType: string, content: Uint8Array, signal: AbortSignal): Promise<Uint8Array>;
  /** Returns the path of every file of a report, in any order; none when the archive does not exist yet. */
  list(report: string, signal: AbortSignal): Promise<readonly string[]>;
  /** Returns the names of the reports that have files. */
  reports(signal: AbortSignal): Promise<readonly string[]>;
}
