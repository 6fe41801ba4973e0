import type { StoredEvent } from '../../domain/events/audit-event';

/** One page of events. */
export interface EventPage {
  /** The events of the page. One that could not be understood carries its problem. */
  readonly events: readonly StoredEvent[];
  /** The service has nothing before this instant; null when it did not say so. Such a page may have no events. */
  readonly availableFrom: Date | null;
  /** The service's own clock when it answered, to the second; null when it did not say. */
  readonly answeredAt: Date | null;
}

/** The port through which audit events are read. */
export interface AuditSource {
  /**
   * Yields every event of the half-open span at least once, in pages. Use `short` patience for a service that has
   * just failed.
   * @throws RefusalError when a person must change something first; any other error when it cannot be read now.
   */
  read(
    span: { readonly from: Date; readonly to: Date },
    signal: AbortSignal,
    patience: 'full' | 'short',
  ): AsyncIterable<EventPage>;
}
