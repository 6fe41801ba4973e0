/** Rows that are read one by one, always one ahead. */
export interface RowFeed<Row> {
  /** The next row, or null when there is none. */
  readonly next: { readonly row: Row } | null;
  /** Moves on by one row. Returns a promise only where the source has to be awaited. */
  advance(): Promise<void> | undefined;
  /** Closes the source. */
  close(): Promise<void>;
}

/** Opens rows, in memory or streamed, and reads the first. */
export async function openRowFeed<Row>(rows: Iterable<Row> | AsyncIterable<Row>): Promise<RowFeed<Row>> {
  const iterator = Symbol.asyncIterator in rows ? rows[Symbol.asyncIterator]() : rows[Symbol.iterator]();
  let next: { readonly row: Row } | null = null;
  const put = (result: IteratorResult<Row, unknown>): void => {
    next = result.done === true ? null : { row: result.value };
  };
  const advance = (): Promise<void> | undefined => {
    const result = iterator.next();
    if (result instanceof Promise) return result.then(put);
    put(result as IteratorResult<Row, unknown>);
    return undefined;
  };
  await advance();
  return {
    get next() {
      return next;
    },
    advance,
    async close() {
      await iterator.return?.();
    },
  };
}
