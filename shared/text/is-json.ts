/** Returns whether a text is JSON: one value, with nothing but blanks around it. */
export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
