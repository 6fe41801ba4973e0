/** How far the scan of one JSON value is. */
export interface ValueScan {
  /** The next byte to look at. */
  at: number;
  /** A newline at which the scan does not stop again. */
  passed: number;
  /** Open brackets, outermost first. */
  readonly open: number[];
  last: 'opening' | 'comma' | 'colon' | 'value';
  inString: boolean;
  isEscaped: boolean;
  /** The latest key of the outermost object: its first letters, in lower case. */
  key: string;
  isKey: boolean;
}

/**
 * Why a scan stopped. `end`: after the value. `more`: at the end of the bytes. `list`: after the bracket that opens a
 * list of records in the outermost object. `line`: at a newline within the value before a line that begins with a
 * brace; set `passed` to go on. The others are faults of the text: a text in quotes that does not end on its line, a
 * bracket or comma that is missing.
 */
export type ScanStop = 'end' | 'more' | 'list' | 'line' | 'open text' | 'bracket';

/** Keys of an object whose array holds the records: a Graph page, a batch of an event hub. */
const listKeys: readonly string[] = ['value', 'records'];

/** No log nests deeper; a text that does is broken, and not worth a long search. */
const maxDepth = 64;

const [newline, quote, comma, colon, backslash] = [0x0a, 0x22, 0x2c, 0x3a, 0x5c];
const [openBracket, closeBracket, openBrace, closeBrace] = [0x5b, 0x5d, 0x7b, 0x7d];

/** Starts the scan of the value that begins at a byte. */
export function valueScan(at: number): ValueScan {
  const nothing = { inString: false, isEscaped: false, key: '', isKey: false };
  return { at, passed: -1, open: [], last: 'opening', ...nothing };
}

/** Starts the scan of the rest of an object, after one of its values. */
export function restOfObjectScan(at: number): ValueScan {
  return { ...valueScan(at), open: [openBrace], last: 'value' };
}

/**
 * Scans a value that begins with a bracket or a quote to its end, as far as the bytes go; call it again with more
 * bytes to go on. Checks brackets, quotes and commas, and leaves the rest to `JSON.parse`.
 */
export function scanJsonValue(bytes: Buffer, scan: ValueScan): ScanStop {
  for (; scan.at < bytes.length; scan.at += 1) {
    const code = bytes[scan.at] ?? 0;
    if (scan.inString) {
      if (scan.isEscaped) scan.isEscaped = false;
      else if (code === backslash) scan.isEscaped = true;
      else if (code === newline) return 'open text';
      else if (code === quote) {
        scan.inString = false;
        if (scan.open.length === 0) return ended(scan);
      } else if (scan.isKey && scan.key.length < 16) scan.key += String.fromCharCode(code | 0x20);
    } else if (code === newline && scan.passed !== scan.at) {
      if (scan.at + 1 === bytes.length) return 'more';
      if (bytes[scan.at + 1] === openBrace) return 'line';
    } else if (code > 0x20) {
      const stop = takeToken(scan, code);
      if (stop !== null) return stop;
    }
  }
  return 'more';
}

/** Takes a byte that is in no text and no blank. */
function takeToken(scan: ValueScan, code: number): ScanStop | null {
  const { open, last } = scan;
  const inObject = open.at(-1) === openBrace;
  if (code === quote) {
    if (last === 'value') return 'bracket';
    scan.inString = true;
    scan.isKey = open.length === 1 && inObject && last !== 'colon';
    if (scan.isKey) scan.key = '';
    scan.last = 'value';
  } else if (code === openBracket || code === openBrace) {
    if (inObject ? last !== 'colon' : last === 'value') return 'bracket';
    if (open.length === maxDepth) return 'bracket';
    if (code === openBracket && open.length === 1 && inObject && listKeys.includes(scan.key)) {
      scan.at += 1;
      return 'list';
    }
    open.push(code);
    scan.last = 'opening';
  } else if (code === closeBracket || code === closeBrace) {
    // In ASCII each closing bracket comes two after its opening one.
    if (open.pop() !== code - 2) return 'bracket';
    scan.last = 'value';
    if (open.length === 0) return ended(scan);
  } else if (code === comma) scan.last = 'comma';
  else if (code === colon) scan.last = 'colon';
  else scan.last = 'value';
  return null;
}

function ended(scan: ValueScan): ScanStop {
  scan.at += 1;
  return 'end';
}
