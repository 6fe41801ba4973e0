import { RestError } from '@azure/core-rest-pipeline';
import type { CheckResult } from '../../../domain/check';
import { failureSentence } from '../../../text/failure-text';
import { identityFix, isIdentityFailure } from '../../../text/identity-failure';

/** A service of a storage account. */
export type StorageService = 'table' | 'blob';

/** What a failure of a storage service means: what was said, and the one thing to do. */
export interface StorageAdvice extends Pick<
  Extract<CheckResult, { fix: string }>,
  'fix' | 'cause' | 'perhaps'
> {
  readonly said: string;
}

/** The roles that an identity needs to read and write. */
export const roles = {
  table: 'Storage Table Data Contributor',
  blob: 'Storage Blob Data Contributor',
} as const;

/**
 * Explains a failure by the code of the service.
 * Codes: https://learn.microsoft.com/rest/api/storageservices/common-rest-api-error-codes
 */
export function storageAdvice(error: unknown, service: StorageService, usesKey: boolean): StorageAdvice {
  if (isIdentityFailure(error))
    return { said: failureSentence(error), fix: identityFix(failureSentence(error)), cause: 'identity' };
  if (!(error instanceof RestError))
    return {
      said: failureSentence(error),
      fix: 'Run the check again; if the error stays, report it with this text.',
    };
  const { statusCode } = error;
  const words = wordsOf(error);
  if (statusCode === undefined)
    return {
      said: words,
      fix: `Check the name of the account in AUDIT_STORAGE${usesKey ? '' : ` (AUDIT_STORAGE__${service}ServiceUri)`}, and that this machine reaches it; for the emulator, start Azurite.`,
    };
  const said = `HTTP ${statusCode} ${words}`;
  const text = `${codeOf(error)} ${words} ${error.message}`;
  if (/date header|not within|RequestTimeTooSkewed/i.test(text))
    return {
      said,
      fix: 'Set the clock of this machine: a signature is valid for 15 minutes.',
      cause: 'clock',
    };
  const fix = fixOf(statusCode, text, roles[service], usesKey);
  // Tables say the same of a signature that is out of date and of a wrong key.
  return usesKey && isUnauthenticated(text) ? { said, fix, perhaps: 'clock' } : { said, fix };
}

const isUnauthenticated = (text: string): boolean =>
  /AuthenticationFailed|InvalidAuthenticationInfo|failed to authenticate/i.test(text);

/** Returns how to fix an error of the service, from its status and its message. */
function fixOf(status: number, text: string, role: string, usesKey: boolean): string {
  if (/KeyBasedAuthenticationNotPermitted/i.test(text))
    return 'The account does not accept keys: set AUDIT_STORAGE__tableServiceUri and AUDIT_STORAGE__blobServiceUri in place of AUDIT_STORAGE.';
  if (/AuthorizationPermissionMismatch|using this permission/i.test(text))
    return `Give the identity the role "${role}" on the account.`;
  if (isUnauthenticated(text))
    return usesKey
      ? 'Copy the connection string again from the account ("Security + networking", "Access keys") into AUDIT_STORAGE.'
      : 'Check that the identity belongs to the tenant of the storage account.';
  if (/AuthorizationFailure|not authorized to perform this operation/i.test(text))
    return 'Allow this machine in the firewall of the account ("Security + networking", "Networking"), or run where its network rules allow it.';
  if (status === 401 || status === 403)
    return `Give the identity the role "${role}" on the account, or check the connection string.`;
  if (status === 429 || status >= 500)
    return 'Run the check again in a few minutes: the storage account is busy or has a problem.';
  return 'Check that AUDIT_STORAGE leads to a storage account with tables and blobs (general purpose v2).';
}

/** The service's code: a header's value, or a part of its answer. */
function codeOf(error: RestError): string {
  const header = error.response?.headers.get('x-ms-error-code') ?? '';
  const body = error.response?.bodyAsText ?? '';
  return `${header} ${error.code ?? ''} ${body.slice(0, 2_000)}`;
}

/** The service's own sentence: for tables the SDK gives the whole body as the message. */
function wordsOf(error: RestError): string {
  const value = /"value"\s*:\s*"((?:[^"\\]|\\.)*)"/.exec(error.message)?.[1];
  return failureSentence(value === undefined ? error : value.split(/\\n|\n/)[0]);
}
