import { pathToFileURL } from 'node:url';
import { checkFolder } from './check-folder';
import { createFolderAccessSnapshots } from './access-snapshots';
import { createFolderAlertLedger } from './alert-ledger';
import { createFolderCollectionLedger } from './collection-ledger';
import { createFolderDeliveryLedger } from './delivery-ledger';
import { createFolderEventStore } from './event-store';
import { createFolderHistorySummaries } from './history-summaries';
import { createFolderReportArchive } from './report-archive';
import type { StoreFolder } from './files/store-folder';

/** Creates the audit storage over a folder of this machine. Nothing is read or written before a method is called. */
export function createFolderStorage(folder: StoreFolder) {
  const store = createFolderEventStore(folder);
  return {
    store,
    collectionLedger: createFolderCollectionLedger(folder, () => store.sync()),
    deliveryLedger: createFolderDeliveryLedger(folder),
    summaries: createFolderHistorySummaries(folder),
    archive: createFolderReportArchive(folder),
    snapshots: createFolderAccessSnapshots(folder),
    alertLedger: createFolderAlertLedger(folder),
    /** Tells this storage apart from others that share a mail service. */
    deployment: pathToFileURL(folder.path).href,
    /** A folder is created by the first write. */
    open: () => Promise.resolve(),
    openArchive: () => Promise.resolve(),
    openAlerts: () => Promise.resolve(),
    /** Takes the folder's lock until {@link close}, so that no other process changes what a job reads and then writes. */
    claim: (signal: AbortSignal) => folder.write(() => Promise.resolve(), signal),
    /** Checks the folder; writes nothing. */
    check: () => checkFolder(folder.path),
    /** A folder that is not there reads as an empty one. */
    exists: () => Promise.resolve(true),
    /** Releases the folder's lock. */
    close: () => folder.close(),
  };
}
