/** The start of the next page: a position in the log, and the number of the page. */
export interface SkipToken {
  readonly after: string | null;
  readonly page: number;
}

/** Writes an opaque token. */
export function writeSkipToken(token: SkipToken): string {
  return Buffer.from(JSON.stringify([token.after, token.page])).toString('base64url');
}

/** Reads a token; null when it is not one of this server's. */
export function readSkipToken(text: string): SkipToken | null {
  try {
    const parts: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    const [after, page] = Array.isArray(parts) ? (parts as unknown[]) : [];
    if ((after !== null && typeof after !== 'string') || typeof page !== 'number') return null;
    return { after, page };
  } catch {
    return null;
  }
}
