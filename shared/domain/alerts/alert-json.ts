import type { Alert } from './alert';

/** An alert as text, for the ledger: JSON with its instants in ISO 8601. */
export const alertToJson = (alert: Alert): string => JSON.stringify(alert);

/** The alert that {@link alertToJson} wrote. */
export function alertFromJson(text: string): Alert {
  const alert = JSON.parse(text) as Alert & { readonly at: unknown; readonly seenAt: unknown };
  return { ...alert, at: new Date(String(alert.at)), seenAt: new Date(String(alert.seenAt)) };
}
