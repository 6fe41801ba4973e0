import { isObject, type JsonObject } from './json-fields';
import { activityLog } from './kinds/activity-log';
import { azureMonitor } from './kinds/azure-monitor';
import { graphJson } from './kinds/graph-json';
import { logAnalytics } from './kinds/log-analytics';
import { portalJson } from './kinds/portal-json';
import { unifiedAuditLog } from './kinds/unified-audit-log';
import type { RecordKind } from './record-kind';

/** The kinds of log that come as JSON. One that comes before another would not take the other's records. */
const jsonKinds: readonly RecordKind[] = [
  graphJson,
  azureMonitor,
  activityLog,
  logAnalytics,
  unifiedAuditLog,
  portalJson,
];

/** Returns the kind of log that a JSON record belongs to; null if it belongs to none. */
export function kindOfRecord(value: unknown): RecordKind | null {
  return isObject(value) ? (jsonKinds.find((kind) => kind.matches(value)) ?? null) : null;
}

/** Whether a JSON value is a record of a log that can be imported. */
export const isLogRecord = (value: unknown): value is JsonObject => kindOfRecord(value) !== null;
