import type { TelemetryEvent } from './telemetry';

/** The start of each telemetry line; the rest of the line is one JSON object. */
export const telemetryPrefix = 'PimReport ';

/** The part of a function's context that takes log lines. */
export interface TelemetryLog {
  log(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

/** Writes one line per event: failures as errors, incomplete days and reports as warnings. */
export function writeTelemetry(events: readonly TelemetryEvent[], log: TelemetryLog): void {
  for (const event of events) {
    const line = `${telemetryPrefix}${JSON.stringify(event)}`;
    if (isBad(event)) log.error(line);
    else if (isDoubtful(event)) log.warn(line);
    else log.log(line);
  }
}

const isBad = (event: TelemetryEvent): boolean => ('ok' in event ? !event.ok : 'reason' in event);
const isDoubtful = (event: TelemetryEvent): boolean =>
  'notComplete' in event
    ? event.notComplete.length > 0 || (event.standingAccess?.warnings.length ?? 0) > 0
    : 'complete' in event && event.complete === false;
