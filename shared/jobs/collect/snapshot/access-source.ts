import type { AccessNews, AccessRequest } from '../../../domain/access/access-reading';

/** Source of standing access: who holds access now. */
export interface AccessSource {
  /**
   * Reads the lists of some parts, in the order of their dependence. Yields each answer as it came, and after the last
   * answer of each list its record; a list that is off has a record too. What cannot be read is said in the records and
   * not thrown; when the signal fires, the lists that are left are recorded as partial.
   * @param now the time when reading starts
   */
  read(request: AccessRequest, now: Date, signal: AbortSignal): AsyncIterable<AccessNews>;
}
