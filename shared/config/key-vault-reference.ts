const reference = /@Microsoft\.KeyVault\(/i;

/** Whether a setting's text holds a Key Vault reference as it was written. */
export const isReference = (text: string): boolean => reference.test(text);

/**
 * Returns where a setting's text holds a Key Vault reference as it was written, which the platform did not resolve:
 * the path in a JSON text, else the empty path. Null when it holds none.
 */
export function unresolvedReference(text: string): readonly string[] | null {
  if (!isReference(text)) return null;
  try {
    return pathToReference(JSON.parse(text)) ?? [];
  } catch {
    return [];
  }
}

/** What is wrong, as the end of a sentence. `expands`: whether the setting can name another one as `"%NAME%"`. */
export const unresolvedWords = (expands: boolean): string =>
  'holds a Key Vault reference that was not resolved: a reference must be the whole value of an app setting' +
  `${expands ? ' (name that setting here as "%NAME%")' : ''}, and the identity of the app needs the role ` +
  '"Key Vault Secrets User" on the vault';

function pathToReference(value: unknown): string[] | null {
  if (typeof value === 'string') return isReference(value) ? [] : null;
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, inner] of Object.entries(value)) {
    const path = pathToReference(inner);
    if (path !== null) return [key, ...path];
  }
  return null;
}
