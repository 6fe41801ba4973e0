import { fold } from '../domain/fold';
import type { DirectoryAudit, TargetResource } from './event-schema';

/** Returns a text, or null when it is absent or blank. */
export function known(text: string | null | undefined): string | null {
  return text === undefined || text === null || text.trim() === '' ? null : text;
}

/** Returns the first text that is neither absent nor blank. */
export function firstKnown(...texts: (string | null | undefined)[]): string | null {
  return texts.map(known).find((text) => text !== null) ?? null;
}

/** Returns the additional detail of the first key that has one, without regard to case; of a repeated key the first known value. */
export function detail(wire: DirectoryAudit, ...keys: string[]): string | null {
  const details = wire.additionalDetails ?? [];
  for (const key of keys) {
    const found = details.filter((entry) => fold(entry.key) === fold(key));
    const value = firstKnown(...found.map((entry) => entry.value));
    if (value !== null) return value;
  }
  return null;
}

/** Returns a modified property of some targets: its new value, else (in a removal) the old one, without quotes. */
export function modified(targets: readonly TargetResource[], name: string): string | null {
  for (const property of targets.flatMap((target) => target.modifiedProperties ?? [])) {
    if (fold(property.displayName) !== fold(name)) continue;
    const value = firstKnown(unquote(property.newValue), unquote(property.oldValue));
    if (value !== null) return value;
  }
  return null;
}

/** Returns the targets of the given types, without regard to case. The order of targets is not reliable. */
export function targetsOf(wire: DirectoryAudit, ...types: string[]): TargetResource[] {
  const wanted = types.map(fold);
  return (wire.targetResources ?? []).filter((target) => wanted.includes(fold(target.type)));
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
