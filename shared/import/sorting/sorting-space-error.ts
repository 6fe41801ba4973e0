/** There is no room for a copy of the events, so nothing can be imported. The message says where, and what to do. */
export class SortingSpaceError extends Error {
  override readonly name = 'SortingSpaceError';
}
