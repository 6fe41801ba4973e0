import type { TokenIdentity } from '../domain/token-identity';

/** A role that lets a person read the audit log. Source: Graph, "List directoryAudits", permissions. */
const readerRoles = 'Reports Reader or Security Reader';
const permission = 'AuditLog.Read.All';

/**
 * Advice on HTTP 403 of the audit log, in one sentence: which permission or role is missing, and how to get it. Graph's
 * codes: Authentication_MSGraphPermissionMissing without the permission; Authentication_RequestFromUnsupportedUserRole
 * without a role.
 */
export function identityAdvice(code: string, message: string, identity: TokenIdentity | null): string {
  const account = identity?.account ?? 'The account';
  const isRole = /UnsupportedUserRole/i.test(code) || /not in the allowed roles/i.test(message);
  const hasScope = identity?.permissions.includes(permission) === true;
  if (isRole || (identity?.kind === 'person' && hasScope))
    return (
      `${account} needs the role ${readerRoles} in Microsoft Entra: have it assigned, or activate it in PIM, ` +
      'then sign in again.'
    );
  if (identity?.kind === 'person')
    return (
      `The app that ${account} signed in with lacks the permission ${permission}: sign in with "az login" or with ` +
      '--login device, or have an administrator consent to it for the app of AZURE_CLIENT_ID.'
    );
  return `Grant the identity the application permission ${permission} (admin consent) and run again.`;
}
