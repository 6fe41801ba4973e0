import { scanJsonValue, valueScan } from './scan-json-value';

/** Maximum number of bytes to inspect per byte of a broken text, so that a hostile file cannot take forever. */
const maxEffort = 24;

const openBrace = 0x7b;

/**
 * Finds the first whole record that begins within a span of broken bytes: when a bracket is missing, the records after
 * it look like parts of the broken one. Returns where it begins, or null.
 */
export function findRecord(
  bytes: Buffer,
  from: number,
  to: number,
  isRecord: (value: unknown) => boolean,
): number | null {
  let effort = Math.max(1024, (to - from) * maxEffort);
  for (let at = bytes.indexOf(openBrace, from); at >= 0 && at < to && effort > 0;) {
    const end = endOfObject(bytes, at);
    effort -= Math.abs(end - at);
    if (end > at && parsesAsRecord(bytes.toString('utf8', at, end), isRecord)) return at;
    at = bytes.indexOf(openBrace, at + 1);
  }
  return null;
}

/** Where the object that begins at a byte ends (exclusive); negated, where the scan of a broken one stopped. */
function endOfObject(bytes: Buffer, at: number): number {
  const scan = valueScan(at);
  for (;;) {
    const stop = scanJsonValue(bytes, scan);
    if (stop === 'end') return scan.at;
    if (stop !== 'line') return -scan.at;
    scan.passed = scan.at;
  }
}

function parsesAsRecord(text: string, isRecord: (value: unknown) => boolean): boolean {
  try {
    return isRecord(JSON.parse(text));
  } catch {
    return false;
  }
}
