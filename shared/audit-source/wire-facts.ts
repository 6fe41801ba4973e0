import type { DirectoryAudit, TargetResource } from './event-schema';

/** Null for a text that is absent or blank. */
export function known(text: string | null | undefined): string | null {
  return text === undefined || text === null || text.trim() === '' ? null : text;
}

/** The first known text. */
export function firstKnown(...texts: (string | null | undefined)[]): string | null {
  return texts.map(known).find((text) => text !== null) ?? null;
}

/** Looks up an additional detail by its key, without regard to case; a repeated key gives its first known value. */
export function detail(wire: DirectoryAudit, ...keys: string[]): string | null {
  const details = wire.additionalDetails ?? [];
  for (const key of keys) {
    const found = details.filter((entry) => entry.key?.toLowerCase() === key.toLowerCase());
    const value = firstKnown(...found.map((entry) => entry.value));
    if (value !== null) return value;
  }
  return null;
}

/** Looks up a modified property over some targets: the new value, else (a removal) the old one, without its quotes. */
export function modified(targets: readonly TargetResource[], name: string): string | null {
  for (const property of targets.flatMap((target) => target.modifiedProperties ?? [])) {
    if (property.displayName?.toLowerCase() !== name.toLowerCase()) continue;
    const value = firstKnown(unquote(property.newValue), unquote(property.oldValue));
    if (value !== null) return value;
  }
  return null;
}

/** Targets of one of the given types, without regard to case; the order of targets means nothing. */
export function targetsOf(wire: DirectoryAudit, ...types: string[]): TargetResource[] {
  const wanted = types.map((type) => type.toLowerCase());
  return (wire.targetResources ?? []).filter((target) => wanted.includes(target.type?.toLowerCase() ?? ''));
}

/** Property values come as JSON texts (`"\"62e9…\""`), and in some logs bare. */
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
