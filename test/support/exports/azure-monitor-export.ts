import type { WireEvent } from '../../../local/sample-tenant/wire/wire-event';

/** A value without null fields: Azure Monitor leaves them out. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== null)
      .map(([key, inner]) => [key, withoutNulls(inner)]),
  );
}

/** An event as a diagnostic setting sends it. */
export function azureMonitorRecord(event: WireEvent, tenantId: string): object {
  const [date, fraction = ''] = event.activityDateTime.replace('Z', '').split('.');
  const properties = withoutNulls({
    ...event,
    tenantGeo: 'EU',
    activityDateTime: `${date ?? ''}.${fraction.padEnd(9, '0')}+00:00`,
    additionalDetails: event.additionalDetails ?? [],
  }) as object;
  return {
    time: event.activityDateTime,
    resourceId: `/tenants/${tenantId}/providers/Microsoft.aadiam`,
    operationName: event.activityDisplayName,
    operationVersion: '1.0',
    category: 'AuditLogs',
    tenantId,
    resultSignature: 'None',
    durationMs: 0,
    callerIpAddress: '203.0.113.7',
    correlationId: event.correlationId,
    identity: event.initiatedBy.user?.displayName ?? event.initiatedBy.app?.displayName,
    Level: 4,
    properties,
  };
}

/** Returns the blob of a storage account: one record on each line, line ends are CRLF. */
export function storageAccountExport(events: readonly WireEvent[], tenantId: string): string {
  return events.map((event) => `${JSON.stringify(azureMonitorRecord(event, tenantId))}\r\n`).join('');
}

/** Returns the output of an event hub: batches of records, one after the other. */
export function eventHubExport(events: readonly WireEvent[], tenantId: string, batch = 7): string {
  const batches: string[] = [];
  for (let from = 0; from < events.length; from += batch) {
    const records = events.slice(from, from + batch).map((event) => azureMonitorRecord(event, tenantId));
    batches.push(JSON.stringify({ records }));
  }
  return batches.join('\n');
}
