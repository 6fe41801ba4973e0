import { getHeapStatistics } from 'node:v8';
import { readStoredRows } from '../access-source/stored-rows';
import { parseEvent } from '../audit-source/parse-event';
import type { Settings } from '../config/settings';
import type { CloseGaps } from '../jobs/collect/close-gaps';
import type { ParsedDayCache } from '../jobs/collect/parsed-day-cache';
import { createReadMailedReport } from '../jobs/deliver/read-mailed-report';
import { createMakeReports, type RenderFiles } from '../jobs/report/make-reports';
import { createPrepareReport } from '../jobs/report/prepare-report';
import { createReadAccessHistory } from '../jobs/report/history/read-access-history';
import { analysisBuild } from './analysis-build';
import type { Listener } from './listener';
import type { Storage } from './open-storage';

/** Composes the jobs that make reports of stored events. */
export function composeReporting(
  { alerts, findings, organization, reports, standingAccess }: Settings,
  storage: Storage,
  parsedDays: ParsedDayCache,
  closeGaps: CloseGaps,
  { onReport }: Listener,
) {
  const { archive, collectionLedger: ledger, deliveryLedger, snapshots, store, summaries } = storage;
  const readMailed = createReadMailedReport(archive);
  const prepare = createPrepareReport({
    ...{ store, parse: parseEvent, policy: findings, organization, deliveryLedger, readMailed, summaries },
    parsedDays,
    build: analysisBuild,
    isShared: reports.length > 1,
    heapLimit: getHeapStatistics().heap_size_limit,
    ...(alerts.length > 0 ? { alertLedger: storage.alertLedger } : {}),
    ...(standingAccess.length > 0
      ? { readAccess: createReadAccessHistory({ snapshots, readRows: readStoredRows }) }
      : {}),
  });
  const rendering = { renderFiles: renderWhenNeeded, ...(onReport ? { onProgress: onReport } : {}) };
  return {
    rendering,
    prepare,
    readMailed,
    /** Makes reports; days that are not complete are read first. */
    makeReports: createMakeReports({ ledger, closeGaps, prepare, ...rendering }),
    /** Makes reports of what is stored. */
    makeReportsOffline: createMakeReports({ ledger, closeGaps: null, prepare, ...rendering }),
  };
}

/** The jobs that make reports. */
export type Reporting = ReturnType<typeof composeReporting>;

/** The formats are loaded by the first report: a night's collection renders nothing. */
const renderWhenNeeded: RenderFiles = async (...of) =>
  (await import('../report/report-file')).renderReportFiles(...of);
