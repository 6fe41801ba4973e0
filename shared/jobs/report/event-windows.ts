/** A span of time that is looked at as a whole, half-open. */
export interface Window {
  readonly from: Date;
  readonly to: Date;
}

/**
 * Cuts a stream into windows that may overlap, in one pass: of all that went by, only what the next windows need is
 * kept. Gives every window once, an empty one too, as soon as the stream has passed its end.
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
