import type { AuditEvent } from '../../domain/events/audit-event';

/** Returns the first known value of a fact over some events; null when no event knows it. */
export function firstKnown<T>(
  events: readonly AuditEvent[],
  fact: (event: AuditEvent) => T | null | undefined,
): T | null {
  for (const event of events) {
    const value = fact(event);
    if (value !== null && value !== undefined) return value;
  }
  return null;
}
