import type { RecordKind } from '../record-kind';

/** What Microsoft Graph returns, saved: `directoryAudit` objects. */
export const graphJson: RecordKind = {
  source: 'graph json',
  matches: (record) => 'activityDisplayName' in record,
  read: (record) => ({ event: record, isVerbatim: true }),
};
