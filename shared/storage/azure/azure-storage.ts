import type { TableClient } from '@azure/data-tables';
import type { ContainerClient } from '@azure/storage-blob';
import { createAccessSnapshots } from './access-snapshots';
import { checkAzureStorage } from './check-azure-storage';
import { clearErrors } from './service/clear-errors';
import { createAlertsSent } from './alerts-sent';
import { createCollectionLedger } from './collection-ledger';
import { createDeliveryLedger } from './delivery-ledger';
import { createLargeTexts } from './service/large-texts';
import { createEventStore } from './event-store';
import { createHistorySummaries } from './history-summaries';
import { createArchive, createTables } from './service/create-tables';
import { createReportArchive } from './report-archive';
import { unless } from './service/reading';
import { withTimeLimit } from '../../domain/time/time-limit';

export interface AzureStorageParts {
  readonly table: (name: string) => TableClient;
  readonly container: (name: string) => Promise<ContainerClient>;
  /** Milliseconds that storing or reading one archived file may take, all tries together. */
  readonly archiveTimeout: number;
  /** Whether a key signs the requests; else an identity does. */
  readonly usesKey?: boolean;
}

/** Creates the audit storage over Azure tables and blobs. Nothing is contacted before a method is called. */
export function createAzureStorage({ table, container, archiveTimeout, usesKey = false }: AzureStorageParts) {
  const tables = {
    events: table('PimAuditEvents'),
    days: table('CollectionDays'),
    deliveries: table('ReportRuns'),
    snapshots: table('AccessSnapshots'),
  };
  const reports = once(() => container('pim-reports'));
  const access = once(() => container('pim-access'));
  const alerts = table('AlertsSent');
  const { host } = new URL(tables.events.url);
  const auditStorage = `audit storage (${host})`;
  let isArchiveOpen = false;
  return {
    store: clearErrors(createEventStore(tables.events, createLargeTexts(access)), auditStorage),
    collectionLedger: clearErrors(createCollectionLedger(tables.days), auditStorage),
    summaries: clearErrors(createHistorySummaries(table('HistorySummaries')), auditStorage),
    deliveryLedger: clearErrors(createDeliveryLedger(tables.deliveries), auditStorage),
    alertLedger: clearErrors(createAlertsSent(alerts), auditStorage),
    archive: clearErrors(
      createReportArchive(reports, archiveTimeout),
      `archive of sent reports (${host.replace('.table.', '.blob.')})`,
    ),
    snapshots: clearErrors(createAccessSnapshots(tables.snapshots, access), `snapshots of access (${host})`),
    /** Distinguishes this storage from others that share a mail service. */
    deployment: storageName(tables.deliveries.url),
    /**
     * Creates the tables that every job needs, unless they exist. `HistorySummaries` is created by its first save, `AlertsSent`
     * by `openAlerts`.
     */
    open: (signal: AbortSignal) => createTables(Object.values(tables), signal),
    /** An account has no lock: each write is safe beside another. */
    claim: () => Promise.resolve(),
    /** Whether the tables have been created. */
    exists: (signal: AbortSignal) =>
      unless([404], false, async () => {
        await tables.days.listEntities({ abortSignal: signal }).byPage({ maxPageSize: 1 }).next();
        return true;
      }),
    /** Checks the tables and the archive; changes nothing. */
    check: (signal: AbortSignal) => checkAzureStorage({ days: tables.days, reports, usesKey }, signal),
    /** Creates the table of alerts unless it exists. Only an installation that alerts needs it. */
    openAlerts: (signal: AbortSignal) => createTables([alerts], signal),
    /** Creates the archive's container unless it exists; asks once. Only what sends needs it. */
    async openArchive(signal: AbortSignal) {
      if (isArchiveOpen) return;
      await createArchive(await reports(), withTimeLimit(signal, archiveTimeout));
      isArchiveOpen = true;
    },
    /** Clients of Azure hold nothing that must be released. */
    close: () => undefined,
  };
}

/** Returns one name for one storage, however its address is spelled: the ids of mails are computed from it. */
export function storageName(url: string): string {
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${decodeURIComponent(pathname).replace(/(?<!\/)\/+$/, '')}`;
}

/** Returns a function that makes its value at the first call and keeps it. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null;
  return () => (made ??= make());
}
