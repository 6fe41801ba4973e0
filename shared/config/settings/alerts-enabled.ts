/**
 * Whether `ALERTS` holds anything, valid or not: neither empty nor an empty list. Light enough for a file that only
 * registers a timer.
 */
export const areAlertsEnabled = (environment: Readonly<Record<string, string | undefined>>): boolean =>
  !/^\s*(\[\s*\]\s*)?$/.test(environment.ALERTS ?? '');
