import type { AlertRow } from '../../domain/alerts/alert-row';

/** Returns the alerts that rest on an event which a narrowed report shows. */
export const narrowAlerts = (rows: readonly AlertRow[], eventIds: ReadonlySet<string>): AlertRow[] =>
  rows.filter(({ alert }) => alert.eventIds.some((id) => eventIds.has(id)));
