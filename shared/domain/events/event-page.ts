import type { StoredEvent } from './audit-event';

/** One page of events that were read from the audit log. */
export interface EventPage {
  /** The events of the page. One that could not be understood carries its problem. */
  readonly events: readonly StoredEvent[];
  /** The service has nothing before this instant; null when it did not say so. Such a page may have no events. */
  readonly availableFrom: Date | null;
  /** The service's own clock when it answered, to the second; null when it did not say. */
  readonly answeredAt: Date | null;
}
