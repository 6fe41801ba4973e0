import type { EventPage } from '../../domain/events/event-page';

/** The port through which audit events are read. */
export interface AuditSource {
  /**
   * Yields every event of the half-open span at least once, in pages. `retries` says how often a failed request is sent
   * again: use `few` for a service that has just failed.
   * @throws RefusalError when no span can be read in this run; any other error when this one cannot be read now.
   */
  read(
    span: { readonly from: Date; readonly to: Date },
    signal: AbortSignal,
    retries: 'standard' | 'few',
  ): AsyncIterable<EventPage>;
}
