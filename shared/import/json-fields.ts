/** A JSON object whose fields are not known yet. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a value is a JSON object, and no array. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A text that is not blank, or a number or a truth value as text; else null. */
export function textOf(value: unknown): string | null {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}

/** Returns the field of a name, without regard to case, or undefined if the object has no such field. */
export function field(object: JsonObject, name: string): unknown {
  if (name in object) return object[name];
  const folded = name.toLowerCase();
  const key = Object.keys(object).find((each) => each.toLowerCase() === folded);
  return key === undefined ? undefined : object[key];
}

/** The first field of some names that holds a text, without regard to case; null when none does. */
export function textField(object: JsonObject, ...names: readonly string[]): string | null {
  for (const name of names) {
    const text = textOf(field(object, name));
    if (text !== null) return text;
  }
  return null;
}

/** An object without the fields that hold nothing. */
export function withoutBlanks(fields: JsonObject): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== null && value !== undefined && value !== ''),
  );
}

/**
 * A value that is JSON, or JSON as text.
 * @throws UnreadableRecordError that names the field when the text is no JSON.
 */
export function jsonField(object: JsonObject, name: string): unknown {
  const value = field(object, name);
  if (typeof value !== 'string') return value;
  if (value.trim() === '') return null;
  try {
    return JSON.parse(value) as unknown;
  } catch (cause) {
    throw new UnreadableRecordError(`${name} is not valid JSON; it may be cut off.`, { cause });
  }
}

/** A record whose kind is known and which cannot be read; the message says why in one sentence. */
export class UnreadableRecordError extends Error {
  override readonly name = 'UnreadableRecordError';
}
