import type { ArchiveLink, FoundLink } from '../../domain/archive-link';

/** A file of the archive with its content. */
export interface KeptFile {
  readonly content: Uint8Array;
  readonly link: ArchiveLink;
}

/** The port to the archive of sent reports. A stored file is never overwritten. */
export interface ReportArchive {
  /** Returns a file; null when there is none. @throws Error when its content is not the one that was stored. */
  read(path: string, signal: AbortSignal): Promise<KeptFile | null>;
  /**
   * Stores a file in one step, linked to the last ones of its report. When the path is taken, the file there is kept
   * and returned: all runs go on with the same file.
   */
  add(
    report: string,
    path: string,
    contentType: string,
    content: Uint8Array,
    signal: AbortSignal,
  ): Promise<KeptFile>;
  /** Returns every file of a report with its link, by path; none when the archive does not exist yet. */
  list(report: string, signal: AbortSignal): Promise<readonly FoundLink[]>;
  /** Returns the SHA-256 of a file's content, hexadecimal; null when there is no such file. */
  hash(path: string, signal: AbortSignal): Promise<string | null>;
  /** Returns the names of the reports that have files. */
  reports(signal: AbortSignal): Promise<readonly string[]>;
}
