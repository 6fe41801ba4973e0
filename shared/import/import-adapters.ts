import { createEventSorter } from './sorting/event-sorter';
import { readLogFile } from './read-log-file';
import { createRefusedFile } from './refused-file';
import { storedEventTraits, storedTenant } from './stored-event-traits';

/** What the import job needs to know of this machine and its user. */
export interface ImportOptions {
  /** The IANA zone of times that say that they are local; null when the user named none. */
  readonly zone: string | null;
  /** Where events may wait while they are sorted. */
  readonly temporaryFolder: string;
}

/** The ports of the import job over files of this machine. */
export function createImportAdapters({ zone, temporaryFolder }: ImportOptions) {
  return {
    readLog: (path: string, signal: AbortSignal) => readLogFile(path, zone, signal),
    createSorter: () => createEventSorter(temporaryFolder),
    refusedRowsOf: createRefusedFile,
    traitsOf: storedEventTraits,
    tenantOf: storedTenant,
  };
}
