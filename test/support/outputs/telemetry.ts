import type { TelemetryEvent } from '../../../shared/telemetry/telemetry';
import { telemetryPrefix, writeTelemetry } from '../../../shared/telemetry/write-telemetry';

/** A telemetry line in the form that an alert reads. */
export type ToldEvent = Readonly<Record<string, unknown>> & { readonly event: string };

/** Returns the telemetry in log lines, in order, each parsed from one line of JSON. */
export function telemetryOf(messages: readonly string[]): ToldEvent[] {
  return messages
    .filter((message) => message.startsWith(telemetryPrefix))
    .map((message) => JSON.parse(message.slice(telemetryPrefix.length)) as ToldEvent);
}

/** Telemetry lines in a function's log: level and line. */
export function written(events: readonly TelemetryEvent[]): { level: string; line: string }[] {
  const lines: { level: string; line: string }[] = [];
  const at = (level: string) => (line: string) => void lines.push({ level, line });
  writeTelemetry(events, { log: at('log'), warn: at('warn'), error: at('error') });
  return lines;
}
