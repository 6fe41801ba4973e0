import { failureSentence } from './failure-text';

/** Whether an error is the identity SDK's own: there is no identity, or it is refused. Others (network) may pass. */
export const isIdentityFailure = (error: unknown): error is Error =>
  error instanceof Error &&
  /^(CredentialUnavailable|AggregateAuthentication|Authentication)/.test(error.name);

/** Why there is no token and what to do, on one line. */
export function identityFailure(error: Error): string {
  const said = failureSentence(error);
  return `${said} ${identityFix(said)}`;
}

/** What to do about a failure of the identity, by its words; `place` is where the program runs, if that is known. */
export function identityFix(said: string, place: 'azure' | 'terminal' | 'anywhere' = 'anywhere'): string {
  if (wrongTenant.test(said)) return checkTenant;
  if (place === 'anywhere') return `In Azure, ${assignIdentity}; on your own machine, ${signIn}.`;
  const fix = place === 'azure' ? assignIdentity : signIn;
  return `${fix.charAt(0).toUpperCase()}${fix.slice(1)}.`;
}

/** What Microsoft Entra says of an application or a tenant that is not there: source, its list of error codes. */
const wrongTenant = /\bAADSTS(?:700016|700038|90002|900023)\b/;

const checkTenant =
  'Check AZURE_CLIENT_ID, and that this identity belongs to the tenant of the report: the sign-in looked for it in another tenant.';

const assignIdentity = 'assign a managed identity to the app (AZURE_CLIENT_ID for a user-assigned one)';
const signIn = 'run "az login" (or pim-report with --login device)';
