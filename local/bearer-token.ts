/** A token's claims, as far as servers here look at them. Times are seconds since 1970. */
export interface TokenClaims {
  readonly aud: string;
  readonly iss: string;
  readonly iat: number;
  readonly nbf: number;
  readonly exp: number;
  readonly appid: string;
}

/** A JSON Web Token that nobody signed: good for servers on this machine, which check its claims alone. */
export function unsignedToken(claims: TokenClaims): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'none', typ: 'JWT' })}.${part(claims)}.${Buffer.from('unsigned').toString('base64url')}`;
}

/** The audience of the token that an `Authorization` header carries; null when it carries none. */
export function audienceOf(authorization: string | undefined): string | null {
  const claims = claimsOf(authorization);
  return typeof claims?.aud === 'string' ? claims.aud : null;
}

/**
 * What a service has against an `Authorization` header, in a few words; null when it holds a token for this audience
 * that is valid now. The signature is not looked at.
 */
export function tokenProblem(authorization: string | undefined, audience: string, now: Date): string | null {
  if (authorization === undefined) return 'Access token is empty.';
  const claims = claimsOf(authorization);
  if (claims === null) return 'The token is malformed.';
  // Entra writes some audiences with a slash at their end.
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
