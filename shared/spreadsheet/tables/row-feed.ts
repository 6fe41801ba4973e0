/** Opens rows, in memory or streamed, and reads the first: they are read one by one, always one ahead. */
export async function openRowFeed<Row>(rows: Iterable<Row> | AsyncIterable<Row>) {
  const iterator = Symbol.asyncIterator in rows ? rows[Symbol.asyncIterator]() : rows[Symbol.iterator]();
  let next: { readonly row: Row } | null = null;
  const put = (result: IteratorResult<Row, unknown>): void => {
    next = result.done === true ? null : { row: result.value };
  };
  /** Moves on by one row. Returns a promise only where the source has to be awaited. */
  const advance = (): Promise<void> | undefined => {
    const result = iterator.next();
    if (result instanceof Promise) return result.then(put);
    put(result as IteratorResult<Row, unknown>);
    return undefined;
  };
  await advance();
  return {
    /** The next row, or null when there is none. */
    get next() {
      return next;
    },
    advance,
    /** Closes the source. */
    async close() {
      await iterator.return?.();
    },
  };
}
