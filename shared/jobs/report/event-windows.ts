import type { Period } from '../../domain/time/period';

/** A half-open span of time. */
export interface Window {
  readonly from: Date;
  readonly to: Date;
}

/** A window of events, and the period that it serves. */
export interface PeriodWindow extends Window {
  readonly period: Period;
}

/**
 * Splits a stream into windows that may overlap, in one pass, and keeps only items that later windows need. Yields
 * every window once, even an empty one, as soon as the stream has passed its end.
 * @param items in order of time
 * @param windows in order of their starts and of their ends
 */
export async function* eventWindows<Item extends { readonly at: Date }, W extends Window>(
  items: AsyncIterable<Item>,
  windows: readonly W[],
): AsyncGenerator<{ readonly window: W; readonly items: readonly Item[] }> {
  let kept: Item[] = [];
  let next = 0;
  const close = (window: W) => {
    next += 1;
    kept = kept.filter(({ at }) => at >= window.from);
    return { window, items: kept.filter(({ at }) => at < window.to) };
  };
  for await (const item of items) {
    for (let window = windows[next]; window && item.at >= window.to; window = windows[next]) {
      yield close(window);
    }
    if (next < windows.length) kept.push(item);
  }
  for (const window of windows.slice(next)) yield close(window);
}
