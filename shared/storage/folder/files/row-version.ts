import { createHash } from 'node:crypto';

/** Returns the version of a row: a digest of its content, whatever the order of its fields. */
export function rowVersion(row: object): string {
  const sorted = Object.entries(row).sort(([one], [other]) => (one < other ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(sorted)).digest('hex');
}
