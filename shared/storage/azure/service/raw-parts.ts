import { gunzipSync, gzipSync } from 'node:zlib';

/** A string property holds at most 32,768 UTF-16 units, a binary one 64 KiB, an entity 1 MiB in all. */
const maxUnits = 32_768;
const maxBytes = 65_536;
const maxPlainUnits = 400_000;
/** The text travels to the service as JSON in UTF-8, where a control character takes six bytes. */
const maxPlainBytes = 900_000;
/** JSON may hold these unescaped, but the storage emulator splits a batch at them. */
const lineSeparator = /[\u2028\u2029]/;

export type Parts = Record<string, string | Uint8Array>;

/**
 * Splits a long text into properties of an entity: `raw00`, `raw01`, … It never cuts inside a surrogate pair, which
 * would not survive UTF-8. A text that is too long for one entity, or has a line separator, is compressed: `gzip00`, ….
 */
export function splitRaw(raw: string): Parts {
  if (!fitsPlain(raw)) return splitBytes(gzipSync(raw));
  const parts: Parts = {};
  for (let from = 0, index = 0; from < raw.length || index === 0; index += 1) {
    let to = Math.min(from + maxUnits, raw.length);
    if (to < raw.length && isHighSurrogate(raw.charCodeAt(to - 1))) to -= 1;
    parts[name('raw', index)] = raw.slice(from, to);
    from = to;
  }
  return parts;
}

/** An entity holds 1 MiB; some of it is left for the other properties. */
const maxCompressedBytes = 950_000;

/** Whether the parts of a text fit into one entity; only a compressed one may not. */
export const fitsEntity = (parts: Parts): boolean =>
  bytesIn(parts).reduce((sum, { length }) => sum + length, 0) <= maxCompressedBytes;

/** Returns the text that {@link splitRaw} split, byte for byte. */
export function joinRaw(entity: Readonly<Record<string, unknown>>): string {
  const compressed = bytesIn(entity);
  if (compressed.length > 0) return gunzipSync(Buffer.concat(compressed)).toString('utf8');
  return partsOf(entity, 'raw').join('');
}

function fitsPlain(raw: string): boolean {
  if (lineSeparator.test(raw)) return false;
  // Most texts are short enough without counting bytes.
  if (raw.length * 6 <= maxPlainBytes) return true;
  return raw.length <= maxPlainUnits && Buffer.byteLength(JSON.stringify(raw)) <= maxPlainBytes;
}

/** Splits bytes into properties of an entity: `gzip00`, `gzip01`, … */
export function splitBytes(bytes: Uint8Array): Parts {
  const parts: Parts = {};
  for (let from = 0, index = 0; from < bytes.length; from += maxBytes, index += 1) {
    parts[name('gzip', index)] = bytes.subarray(from, from + maxBytes);
  }
  return parts;
}

/** Returns the bytes that {@link splitBytes} split, in order. */
export const bytesIn = (entity: Readonly<Record<string, unknown>>): Uint8Array[] =>
  partsOf(entity, 'gzip').map((part) => part as Uint8Array);

function partsOf(entity: Readonly<Record<string, unknown>>, prefix: string): unknown[] {
  const parts: unknown[] = [];
  for (let part = entity[name(prefix, 0)]; part !== undefined; part = entity[name(prefix, parts.length)]) {
    parts.push(part);
  }
  return parts;
}

const name = (prefix: string, index: number): string => `${prefix}${String(index).padStart(2, '0')}`;
const isHighSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;
