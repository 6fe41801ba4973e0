import { gunzipSync, gzipSync } from 'node:zlib';

/** A string property holds 32,768 UTF-16 units at most, a binary one 64 KiB, an entity 1 MiB in all. */
const mostUnits = 32_768;
const mostBytes = 65_536;
const mostPlainUnits = 400_000;
/** On the way to the service the text is JSON in UTF-8, where a control character takes six bytes. */
const mostPlainBytes = 900_000;
/** JSON may hold these as they are, but a batch on its way to the storage emulator breaks at them. */
const lineSeparator = /[\u2028\u2029]/;

type Parts = Record<string, string | Uint8Array>;

/**
 * A long text as the properties of an entity: `raw00`, `raw01`, … Never cut inside a surrogate pair, which would
 * not survive UTF-8. A text too long for one entity, or with a line separator, is kept compressed as `gzip00`, ….
 */
export function splitRaw(raw: string): Parts {
  if (!fitsPlain(raw)) return splitBytes(gzipSync(raw));
  const parts: Parts = {};
  for (let from = 0, index = 0; from < raw.length || index === 0; index += 1) {
    let to = Math.min(from + mostUnits, raw.length);
    if (to < raw.length && isHighSurrogate(raw.charCodeAt(to - 1))) to -= 1;
    parts[name('raw', index)] = raw.slice(from, to);
    from = to;
  }
  return parts;
}

/** The text that {@link splitRaw} took apart, the same to the byte. */
export function joinRaw(entity: Readonly<Record<string, unknown>>): string {
  const compressed = partsOf(entity, 'gzip').map((part) => part as Uint8Array);
  if (compressed.length > 0) return gunzipSync(Buffer.concat(compressed)).toString('utf8');
  return partsOf(entity, 'raw').join('');
}

function fitsPlain(raw: string): boolean {
  if (lineSeparator.test(raw)) return false;
  // Most texts are short: no need to count.
  if (raw.length * 6 <= mostPlainBytes) return true;
  return raw.length <= mostPlainUnits && Buffer.byteLength(JSON.stringify(raw)) <= mostPlainBytes;
}

function splitBytes(bytes: Uint8Array): Parts {
  const parts: Parts = {};
  for (let from = 0, index = 0; from < bytes.length; from += mostBytes, index += 1) {
    parts[name('gzip', index)] = bytes.subarray(from, from + mostBytes);
  }
  return parts;
}

function partsOf(entity: Readonly<Record<string, unknown>>, prefix: string): unknown[] {
  const parts: unknown[] = [];
  for (let part = entity[name(prefix, 0)]; part !== undefined; part = entity[name(prefix, parts.length)]) {
    parts.push(part);
  }
  return parts;
}

const name = (prefix: string, index: number): string => `${prefix}${String(index).padStart(2, '0')}`;
const isHighSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;
