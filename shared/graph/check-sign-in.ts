import type { CheckResult } from '../domain/check';
import { RefusalError } from '../domain/refusal-error';
import { failureSentence, failureText } from '../text/failure-text';
import { identityFix } from '../text/identity-failure';
import type { GraphTokens } from './graph-token';

export interface SignInFacts {
  /** Whether this runs in Azure. */
  readonly isHosted: boolean;
  /** Returns how the person signed in; null when that is unknown. */
  readonly signedInWith: () => string | null;
}

/**
 * Signs in to Microsoft Graph, and describes who signed in or why it failed.
 * @param tokens null for a Graph of this machine, which needs no sign-in
 */
export async function checkSignIn(
  tokens: GraphTokens | null,
  { isHosted, signedInWith }: SignInFacts,
  signal: AbortSignal,
): Promise<CheckResult> {
  if (tokens === null)
    return { state: 'ok', found: 'Microsoft Graph is played by this machine: no sign-in is needed.' };
  try {
    await tokens.signIn(signal);
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof RefusalError))
      return {
        state: 'failed',
        cause: 'identity',
        found: failureText(error),
        fix: 'Check that this machine reaches the sign-in service (login.microsoftonline.com): network, firewall, proxy.',
      };
    const said = failureSentence(error.cause ?? error);
    return {
      state: 'failed',
      cause: 'identity',
      found: said,
      fix: identityFix(said, isHosted ? 'azure' : 'terminal'),
    };
  }
  const who = tokens.identity();
  const how = signedInWith();
  const account = who?.account ?? 'an account that its token does not name';
  const tenant = who?.tenantId ?? 'unknown';
  return {
    state: 'ok',
    found: `Signed in as ${account} (tenant ${tenant})${how === null ? '' : ` with ${how}`}.`,
  };
}
