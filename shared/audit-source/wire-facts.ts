import { fold } from '../domain/fold';
import type { DirectoryAudit, TargetResource } from './event-schema';

/** The empty GUID means "no id". Used as an id, it would join all events that lack one. */
const emptyGuid = /^\{?0{8}(-0{4}){3}-0{12}\}?$/;

/** Returns a text without surrounding white space, or null when it is absent, blank or the empty GUID. */
export function known(text: string | null | undefined): string | null {
  const trimmed = text?.trim() ?? '';
  return trimmed === '' || emptyGuid.test(trimmed) ? null : pooled(trimmed);
}

/** Short texts that were seen: at most a few megabytes. */
const pool = new Map<string, string>();
const [maxPooled, maxPooledLength] = [50_000, 200];

/** Returns a text, the same one for the same name or id in thousands of events, which takes memory once. */
export function pooled(text: string): string {
  if (text.length > maxPooledLength) return text;
  const seen = pool.get(text);
  if (seen !== undefined) return seen;
  if (pool.size === maxPooled) pool.clear();
  pool.set(text, text);
  return text;
}

/** Returns an id without surrounding white space, or null when it is absent, blank or all zeros, which names nothing. */
export function knownId(id: string | null | undefined): string | null {
  const text = known(id);
  return text === null || /^[0-]+$/.test(text) ? null : text;
}

/** Returns the first text that is neither absent nor blank. */
export function firstKnown(...texts: (string | null | undefined)[]): string | null {
  return firstKnownOf(texts);
}

/** Returns the first text of a list, of any length, that is neither absent nor blank. */
export function firstKnownOf(texts: readonly (string | null | undefined)[]): string | null {
  return texts.map(known).find((text) => text !== null) ?? null;
}

/** Returns every known value of an additional detail, without regard to the key's case: a key may repeat. */
export function details(wire: DirectoryAudit, key: string): readonly string[] {
  return detailsOf(wire).get(fold(key)) ?? [];
}

/** The details of events by folded key: a dozen facts are looked up in those of each event. */
const indexed = new WeakMap<DirectoryAudit, ReadonlyMap<string, readonly string[]>>();

function detailsOf(wire: DirectoryAudit): ReadonlyMap<string, readonly string[]> {
  const seen = indexed.get(wire);
  if (seen !== undefined) return seen;
  const index = new Map<string, string[]>();
  for (const { key, value } of wire.additionalDetails ?? []) {
    const text = known(value);
    if (text === null) continue;
    const folded = fold(key);
    const values = index.get(folded);
    if (values === undefined) index.set(folded, [text]);
    else values.push(text);
  }
  indexed.set(wire, index);
  return index;
}

/** Returns the first known value of the first key that has one. */
export function detail(wire: DirectoryAudit, ...keys: string[]): string | null {
  for (const key of keys) {
    const [value] = details(wire, key);
    if (value !== undefined) return value;
  }
  return null;
}

/** Returns a modified property of some targets: its new value, else (in a removal) the old one, without quotes. */
export function modified(targets: readonly TargetResource[], name: string): string | null {
  const wanted = fold(name);
  for (const { modifiedProperties } of targets) {
    for (const { displayName, newValue, oldValue } of modifiedProperties ?? []) {
      if (fold(displayName) !== wanted) continue;
      const value = unquote(newValue) ?? unquote(oldValue);
      if (value !== null) return value;
    }
  }
  return null;
}

/** Returns the targets of the given types, without regard to case and blanks. The order of targets is not reliable. */
export function targetsOf(wire: DirectoryAudit, ...types: string[]): TargetResource[] {
  const wanted = types.map(fold);
  return (wire.targetResources ?? []).filter(({ type }) => wanted.includes(fold(type).replaceAll(' ', '')));
}

/** Property values are JSON texts (`"\"62e9…\""`), in some logs bare. */
function unquote(value: string | null | undefined): string | null {
  const text = known(value);
  if (text === null || !/^".*"$/s.test(text)) return text;
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'string' ? known(parsed) : text;
  } catch {
    return text;
  }
}
