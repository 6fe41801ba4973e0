import { fold } from '../domain/fold';
import type { DirectoryAudit, TargetResource } from './event-schema';

/** The empty GUID means "no id". Used as an id, it would join all events that lack one. */
const emptyGuid = /^\{?0{8}(-0{4}){3}-0{12}\}?$/;

/** Returns a text without surrounding white space, or null when it is absent, blank or the empty GUID. */
export function known(text: string | null | undefined): string | null {
  const trimmed = text?.trim() ?? '';
  return trimmed === '' || emptyGuid.test(trimmed) ? null : trimmed;
}

/** Maximum number of short texts that each memoized function keeps, and of things that each pool keeps; and the maximum length of such a text, in UTF-16 units. */
const [maxRemembered, maxRememberedLength] = [50_000, 200];

/** Returns a function that remembers its results for short texts. For null or undefined it returns an empty text. */
function memoized(of: (text: string) => string): (text: string | null | undefined) => string {
  const results = new Map<string, string>();
  return (text) => {
    if (!text) return '';
    if (text.length > maxRememberedLength) return of(text);
    const seen = results.get(text);
    if (seen !== undefined) return seen;
    const result = of(text);
    if (results.size === maxRemembered) results.clear();
    results.set(text, result);
    return result;
  };
}

/** Returns one copy of equal texts, so that a name in thousands of events takes memory once. Null becomes empty. */
export const pooled = memoized((text) => text);

/** Returns one copy of equal texts, as {@link pooled} does. Null stays null. */
export const pooledOrNull = (text: string | null): string | null => (text === null ? null : pooled(text));

/** What a pool holds: a person, a role or a place. */
interface Named {
  readonly id: string | null;
  readonly name: string | null;
  readonly upn?: string | null;
  readonly type?: string | null;
}

/** Creates a pool of people, roles or places: it returns one object for equal things, which thousands of events share. */
export function createPool<T extends Named>(): (thing: T | null) => T | null {
  const things = new Map<string, T>();
  return (thing) => {
    if (thing === null) return null;
    const key = thing.id ?? thing.upn ?? thing.name ?? '';
    const seen = things.get(key);
    if (seen !== undefined && isEqual(seen, thing)) return seen;
    if (things.size === maxRemembered) things.clear();
    things.set(key, thing);
    return thing;
  };
}

const isEqual = (one: Named, other: Named): boolean =>
  one.id === other.id && one.name === other.name && one.upn === other.upn && one.type === other.type;

/** Events have a few hundred different keys and types. */
const keyOf = memoized(fold);

const typeOf = memoized((type) => fold(type).replaceAll(' ', ''));

/** Returns an id without surrounding white space, or null when it is absent, blank or all zeros, which names nothing. */
export function knownId(id: string | null | undefined): string | null {
  const text = known(id);
  return text === null || /^[0-]+$/.test(text) ? null : text;
}

/** Returns the first text that is neither absent nor blank. */
export function firstKnownText(...texts: (string | null | undefined)[]): string | null {
  return firstKnownTextOf(texts);
}

/** Returns the first text of a list, of any length, that is neither absent nor blank. */
export const firstKnownTextOf = (texts: readonly (string | null | undefined)[]): string | null =>
  firstOf(texts, known);

/** Returns the first result that is not null. */
export function firstOf<T, R>(items: readonly T[], of: (item: T) => R | null): R | null {
  for (const item of items) {
    const result = of(item);
    if (result !== null) return result;
  }
  return null;
}

/** Returns every known value of an additional detail, without regard to the key's case: a key may repeat. */
export function details(wire: DirectoryAudit, key: string): readonly string[] {
  const wanted = keyOf(key);
  const values: string[] = [];
  for (const { key: folded, value } of indexOf(wire).details) if (folded === wanted) values.push(value);
  return values;
}

/** An additional detail that has a value. */
export interface KnownDetail {
  /** The folded key. */
  readonly key: string;
  readonly value: string;
}

/** Returns the details whose folded key passes a test. */
export function detailsWhere(
  wire: DirectoryAudit,
  isWanted: (key: string) => boolean,
): readonly KnownDetail[] {
  return indexOf(wire).details.filter(({ key }) => isWanted(key));
}

/** Returns the first known value of the first key that has one. */
export function detail(wire: DirectoryAudit, ...keys: string[]): string | null {
  const { details } = indexOf(wire);
  for (const key of keys) {
    const wanted = keyOf(key);
    for (const { key: folded, value } of details) if (folded === wanted) return value;
  }
  return null;
}

/** Returns a modified property of some targets: its new value, else (in a removal) the old one, without quotes. */
export function modified(targets: readonly TargetResource[], name: string): string | null {
  const wanted = keyOf(name);
  for (const { modifiedProperties } of targets) {
    for (const { displayName, newValue, oldValue } of modifiedProperties ?? []) {
      if (keyOf(displayName) !== wanted) continue;
      const value = unquote(newValue) ?? unquote(oldValue);
      if (value !== null) return value;
    }
  }
  return null;
}

/** A target and its type, folded and without blanks. */
interface TypedTarget {
  readonly type: string;
  readonly target: TargetResource;
}

/** Returns the targets of the given types, folded and without blanks. The order of targets is not reliable. */
export function targetsOf(wire: DirectoryAudit, ...types: readonly string[]): TargetResource[] {
  const found: TargetResource[] = [];
  for (const { type, target } of indexOf(wire).targets) if (types.includes(type)) found.push(target);
  return found;
}

/** Returns the targets of all types but the given ones, folded and without blanks. */
export function otherTargets(wire: DirectoryAudit, types: readonly string[]): TargetResource[] {
  const found: TargetResource[] = [];
  for (const { type, target } of indexOf(wire).targets) if (!types.includes(type)) found.push(target);
  return found;
}

/** The keys and types of an event, folded once, because many facts are looked up by them. */
interface WireIndex {
  readonly details: readonly KnownDetail[];
  readonly targets: readonly TypedTarget[];
}

/** The event whose facts were looked up last. All facts of one event are read before those of the next. */
let last: { readonly wire: DirectoryAudit; readonly index: WireIndex } | null = null;

function indexOf(wire: DirectoryAudit): WireIndex {
  if (last?.wire === wire) return last.index;
  const details: KnownDetail[] = [];
  for (const { key, value } of wire.additionalDetails ?? []) {
    const text = known(value);
    if (text !== null) details.push({ key: keyOf(key), value: text });
  }
  const targets = (wire.targetResources ?? []).map((target) => ({ type: typeOf(target.type), target }));
  const index = { details, targets };
  last = { wire, index };
  return index;
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
