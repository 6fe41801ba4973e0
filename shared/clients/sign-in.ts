import type { AccessToken, TokenCredential } from '@azure/identity';
import { readTokenIdentity, type TokenIdentity } from '../domain/token-identity';
import { failureSentence } from '../text/failure-text';
import { signInMethods, type LoginMethod, type SignInMethod, type SignInTarget } from './sign-in-methods';

/** How a program on a person's machine signs in. */
export interface SignInOptions {
  /** Signs in this way, whatever else there is; null chooses. */
  readonly login: LoginMethod | null;
  /** The way to ask the person when nothing else is found; null when nobody can be asked. */
  readonly fallback: LoginMethod | null;
  readonly clock: () => Date;
  /** Shows a request to the person: where to sign in, and the code to type. */
  readonly ask: (text: string) => void;
  /** Called once, with the method that gave the first token, and whose it is (null when the token does not say). */
  readonly onSignedIn: (method: string, identity: TokenIdentity | null) => void;
  /** Called when a method is set up on this machine and gives no token. */
  readonly onFailed: (method: string, reason: string) => void;
}

/** No sign-in was found. The message lists what was tried; its reader adds what to do. */
export class NotSignedInError extends Error {
  // The name of the SDK's own error of this kind: what recognizes one recognizes the other.
  override readonly name = 'CredentialUnavailableError';
}

/** Milliseconds before its end at which a token is renewed. */
const renewal = 300_000;

/**
 * Creates a credential that tries the sign-ins of this machine, then asks the person. The first method that gives a
 * token is used from then on. Tokens are kept in memory and nowhere else, and renewed five minutes before they end.
 */
export function createSignIn(target: SignInTarget, options: SignInOptions): TokenCredential {
  const methods = signInMethods(target, options);
  const tokens = new Map<string, AccessToken>();
  let chosen: TokenCredential | null = null;
  /** One request at a time: a person is asked once. */
  let queue: Promise<unknown> = Promise.resolve();

  async function requestToken(scope: string, abortSignal: AbortSignal | undefined): Promise<AccessToken> {
    const known = tokens.get(scope);
    if (known !== undefined && known.expiresOnTimestamp - options.clock().getTime() > renewal) return known;
    const given = abortSignal === undefined ? {} : { abortSignal };
    const token = chosen === null ? await firstToken(scope, given) : await chosen.getToken(scope, given);
    if (token === null) throw new NotSignedInError('The sign-in gave no token.');
    tokens.set(scope, token);
    return token;
  }

  async function firstToken(
    scope: string,
    given: { readonly abortSignal?: AbortSignal },
  ): Promise<AccessToken> {
    const failures: string[] = [];
    for (const method of methods) {
      const result = await tryMethod(method, scope, given);
      if (typeof result === 'string') failures.push(`${method.label}: ${result}`);
      else if (result !== null) return result;
    }
    throw new NotSignedInError(['No sign-in was found.', ...failures].join(' '));
  }

  /** The token; why a method that is set up gives none; or null when it is not set up. */
  async function tryMethod(
    { label, open, isAbsent }: SignInMethod,
    scope: string,
    given: { readonly abortSignal?: AbortSignal },
  ): Promise<AccessToken | string | null> {
    try {
      const credential = await open();
      const token = await credential.getToken(scope, given);
      if (token === null) return null;
      chosen = credential;
      options.onSignedIn(label, readTokenIdentity(token.token));
      return token;
    } catch (error) {
      given.abortSignal?.throwIfAborted();
      const reason = failureSentence(error);
      if (isAbsent(reason)) return null;
      options.onFailed(label, reason);
      return reason;
    }
  }

  return {
    getToken(scopes, given) {
      const request = queue.then(() =>
        requestToken(String(scopes), given?.abortSignal as AbortSignal | undefined),
      );
      queue = request.catch(() => undefined);
      return request;
    },
  };
}
