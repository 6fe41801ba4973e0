import type { WireEvent } from '../../../local/sample-tenant/wire/wire-event';

/** Forms in which people save responses of Graph. */
export type GraphArrangement = 'page' | 'array' | 'lines' | 'pretty array' | 'pretty objects';

/** Returns events as a file with responses of Microsoft Graph. */
export function graphExport(events: readonly WireEvent[], arrangement: GraphArrangement = 'lines'): string {
  switch (arrangement) {
    case 'page':
      return JSON.stringify({
        '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#auditLogs/directoryAudits',
        '@odata.nextLink': 'https://graph.microsoft.com/v1.0/auditLogs/directoryAudits?$skiptoken=x',
        value: events,
      });
    case 'array':
      return JSON.stringify(events);
    case 'pretty array':
      return JSON.stringify(events, null, 2);
    case 'pretty objects':
      return events.map((event) => JSON.stringify(event, null, 2)).join('\n');
    case 'lines':
      return events.map((event) => `${JSON.stringify(event)}\n`).join('');
  }
}

/** Returns the file in the form of the Entra admin center: keys in another letter case, and every key present. */
export function portalJsonExport(events: readonly WireEvent[]): string {
  return JSON.stringify(events.map(capitalised), null, 2);
}

function capitalised(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(capitalised);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      `${key.charAt(0).toUpperCase()}${key.slice(1)}`,
      capitalised(inner),
    ]),
  );
}
