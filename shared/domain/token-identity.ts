/** Who a token belongs to, and what it allows. */
export interface TokenIdentity {
  readonly kind: 'person' | 'application';
  /** A person's user principal name, or an application's name or id; null when the token does not say. */
  readonly account: string | null;
  readonly tenantId: string | null;
  /** Delegated scopes or application permissions. */
  readonly permissions: readonly string[];
}

/**
 * Reads the claims of an access token; null when it is not a JSON Web Token. The signature is not checked: the claims
 * are shown to the person who signed in, and keep the logs of two tenants apart; no right rests on them.
 * Claims: https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference
 */
export function readTokenIdentity(token: string): TokenIdentity | null {
  const claims = parseClaims(token);
  if (claims === null) return null;
  const text = (...names: readonly string[]): string | null =>
    names.map((name) => claims[name]).find((value): value is string => typeof value === 'string') ?? null;
  const roles = Array.isArray(claims.roles) ? claims.roles.filter((role) => typeof role === 'string') : [];
  const scopes = text('scp');
  const isApplication = claims.idtyp === 'app' || scopes === null;
  return {
    kind: isApplication ? 'application' : 'person',
    account: isApplication
      ? text('app_displayname', 'appid', 'azp')
      : text('upn', 'preferred_username', 'unique_name'),
    tenantId: text('tid'),
    permissions: isApplication ? roles : scopes.split(' '),
  };
}

function parseClaims(token: string): Record<string, unknown> | null {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    return typeof claims === 'object' && claims !== null ? (claims as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
