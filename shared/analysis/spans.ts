/** A half-open span of time in milliseconds since the epoch. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Returns, for each span in order of its start, the milliseconds that no earlier span covers; overlaps count once. */
export function uncoveredLengths(spans: readonly Span[]): number[] {
  let reached = -Infinity;
  return [...spans]
    .sort((a, b) => a.from - b.from)
    .map(({ from, to }) => {
      const length = Math.max(0, to - Math.max(from, reached));
      reached = Math.max(reached, to);
      return length;
    });
}
