/** Rows that are taken one by one, of which it is known beforehand whether there is another. */
export interface RowFeed<Row> {
  /** The row that comes next, or null when there is none. */
  readonly next: { readonly row: Row } | null;
  /** Goes on by one row. Waits only where the rows have to be waited for. */
  advance(): Promise<void> | undefined;
  /** Tells the source that no more is wanted. */
  close(): Promise<void>;
}

/** Opens rows that are there already or come bit by bit, and looks at the first. */
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
