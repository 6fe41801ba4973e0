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

/** Returns the source of that name; `graph` for no name, or one that is not known. */
export function toLogSource(name: string | null | undefined): LogSource {
  return logSources.find((source) => source === name) ?? 'graph';
}

/** Facts about an activation that not every source records. */
export type ActivationFact = 'justification' | 'ticket';

/** Facts that the records of some sources never hold, or may have lost: they are unknown there, not absent. */
const factsNotRecorded: Readonly<Partial<Record<LogSource, readonly ActivationFact[]>>> = {
  'portal csv': ['ticket'],
  'activity log': ['ticket'],
  'unified audit log': ['justification', 'ticket'],
};

/** Returns whether one of the sources records a fact. */
export function recordsFact(sources: readonly LogSource[], fact: ActivationFact): boolean {
  return sources.some((source) => factsNotRecorded[source]?.includes(fact) !== true);
}

/** Returns sources each once, in the order of {@link logSources}: the live one first. */
export function distinctSources(sources: Iterable<LogSource>): LogSource[] {
  const all = new Set(sources);
  return logSources.filter((source) => all.has(source));
}
