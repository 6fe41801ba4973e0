/**
 * Where a stored event was read: `graph` live from Microsoft Graph, every other one from a file that
 * `pim-report import` read. The names appear in the store, in the report's columns and in its JSON.
 */
export const logSources = [
  'graph',
  'graph json',
  'portal json',
  'azure monitor',
  'log analytics',
  'portal csv',
  'activity log',
  'unified audit log',
] as const;

/** One of {@link logSources}. */
export type LogSource = (typeof logSources)[number];

/** Returns whether an event came from a file and not live from Microsoft Graph. */
export const isImported = (source: LogSource): boolean => source !== 'graph';

/** Returns the source of that name; events stored before sources were recorded have none and came from Graph. */
export function toLogSource(name: string | null | undefined): LogSource {
  return logSources.find((source) => source === name) ?? 'graph';
}
