import type { ImportedEvent } from '../../domain/events/log-row';

/** An imported event, and which of the files that are imported together it came from. */
export interface SortableEvent extends Pick<ImportedEvent, 'stored'> {
  /** The file's place among those of the import. */
  readonly file: number;
}

/** The port that puts events in order of time, however many there are. Used once, for one import. */
export interface EventSorter {
  /** @throws Error when there is no room for the events. It is no fault of the file: the whole import stops. */
  add(events: readonly SortableEvent[]): Promise<void>;
  /** Yields all events in order of time, those of one instant as they were added. Call it once, after the last `add`. */
  sorted(signal: AbortSignal): AsyncIterable<readonly SortableEvent[]>;
  /** Removes whatever was written for the sorting. */
  dispose(): Promise<void>;
}
