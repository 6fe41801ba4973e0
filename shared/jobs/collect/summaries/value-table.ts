/** Creates a table of JSON values, in which equal values have one place. What is kept then states each value once. */
export function createValueTable() {
  const places = new Map<string, number>();
  return {
    /** Returns the place of a value. */
    placeOf(value: unknown): number {
      const text = JSON.stringify(value);
      const place = places.get(text) ?? places.size;
      places.set(text, place);
      return place;
    },
    /** Returns all values, each at its place. */
    values: (): unknown[] => [...places.keys()].map((text): unknown => JSON.parse(text)),
  };
}
