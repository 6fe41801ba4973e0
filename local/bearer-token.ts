/** The claims of a token that these servers check. Times are seconds since 1970. */
export interface TokenClaims {
  readonly aud: string;
  readonly iss: string;
  readonly iat: number;
  readonly nbf: number;
  readonly exp: number;
  readonly appid: string;
}

/** Creates an unsigned JSON Web Token for servers on this machine, which check only the claims. */
export function unsignedToken(claims: TokenClaims & Readonly<Record<string, unknown>>): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'none', typ: 'JWT' })}.${part(claims)}.${Buffer.from('unsigned').toString('base64url')}`;
}

/** Returns the audience of the token in an `Authorization` header, or null without a token. */
export function audienceOf(authorization: string | undefined): string | null {
  const claims = claimsOf(authorization);
  return typeof claims?.aud === 'string' ? claims.aud : null;
}

/**
 * Returns why a service refuses an `Authorization` header; null when it holds a token for this audience that is valid
 * now. The signature is not checked.
 */
export function tokenProblem(authorization: string | undefined, audience: string, now: Date): string | null {
  if (authorization === undefined) return 'Access token is empty.';
  const claims = claimsOf(authorization);
  if (claims === null) return 'The token is malformed.';
  // Entra writes some audiences with a trailing slash.
  if (String(claims.aud).replace(/\/$/, '') !== audience)
    return 'Access token validation failure. Invalid audience.';
  const seconds = now.getTime() / 1000;
  if (!(Number(claims.nbf) <= seconds && seconds < Number(claims.exp))) return 'Lifetime validation failed.';
  return null;
}

function claimsOf(authorization: string | undefined): Partial<Record<keyof TokenClaims, unknown>> | null {
  const [, payload] = /^Bearer [\w-]+\.([\w-]+)\.[\w-]*$/.exec(authorization ?? '') ?? [];
  if (payload === undefined) return null;
  try {
    return JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>;
  } catch {
    return null;
  }
}
