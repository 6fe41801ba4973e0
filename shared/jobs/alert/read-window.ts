import type { AuditEvent, StoredEvent, EventParser } from '../../domain/events/audit-event';
import type { AuditSource } from '../collect/audit-source';
import type { AlertWindow } from './alert-window';

export interface ReadWindowParts {
  readonly source: AuditSource;
  /** Keeps events; the same event twice is kept once. Null: nothing is kept. */
  readonly save: ((events: readonly StoredEvent[], signal: AbortSignal) => Promise<void>) | null;
  readonly parse: EventParser;
}

/** What was read of a window. */
export interface ReadWindow {
  /** Events that can be understood, in any order; a restart of the paging repeats some. */
  readonly events: readonly AuditEvent[];
  /** What the service's own clock said, the earliest time; null when it said nothing. */
  readonly serviceTime: Date | null;
}

/**
 * Reads a window of the audit log and keeps it like any collection, page by page. The days stay as they are in the
 * collection ledger: whether one is complete is for the nightly run to say.
 */
export function createReadWindow({ source, save, parse }: ReadWindowParts) {
  return async ({ from, to }: AlertWindow, signal: AbortSignal): Promise<ReadWindow> => {
    const events: AuditEvent[] = [];
    let serviceTime: Date | null = null;
    for await (const { events: page, answeredAt } of source.read({ from, to }, signal, 'standard')) {
      if (page.length > 0) await save?.(page, signal);
      for (const { raw, source } of page) {
        const parsed = parse(raw, source);
        if (parsed.ok) events.push(parsed.event);
      }
      if (answeredAt && (serviceTime === null || answeredAt < serviceTime)) serviceTime = answeredAt;
    }
    return { events, serviceTime };
  };
}
