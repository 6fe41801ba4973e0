import { randomUUID } from 'node:crypto';
import type { Answer } from '../loopback-server';

/** An error as Microsoft Graph writes it. */
function graphError(status: number, code: string, message: string, headers?: Record<string, string>): Answer {
  const requestId = randomUUID();
  return {
    status,
    headers: { 'request-id': requestId, 'client-request-id': requestId, ...headers },
    body: {
      error: { code, message, innerError: { 'request-id': requestId, 'client-request-id': requestId } },
    },
  };
}

/** HTTP 400: a `$filter` that the audit log does not know. */
export function invalidFilter(detail?: string): Answer {
  return graphError(
    400,
    'BadRequest',
    detail === undefined ? 'Invalid filter clause' : `Invalid filter clause: ${detail}`,
  );
}

/** HTTP 400: a query option that the audit log does not know, or a value beyond its limits. */
export function invalidQuery(message: string): Answer {
  return graphError(400, 'BadRequest', message);
}

/** HTTP 400: the lower bound lies before what the tenant keeps. The date is midnight UTC in US format. */
export function beforeHorizon(horizon: Date): Answer {
  const day = `${horizon.getUTCMonth() + 1}/${horizon.getUTCDate()}/${horizon.getUTCFullYear()}`;
  const minimum = `Minimum allowed time for activityDateTime is ${day} 12:00:00 AM`;
  return graphError(
    400,
    'UnknownError',
    `Specified argument was out of the range of valid values. (Parameter '${minimum}')`,
  );
}

/** HTTP 400: a `$skiptoken` that is not, or no longer, known. */
export function invalidSkipToken(): Answer {
  return graphError(400, 'UnknownError', 'Invalid Skip Token, skip token is null');
}

/** HTTP 429. Without seconds it has no Retry-After, as it happens in the field. */
export function throttled(retryAfterSeconds?: number): Answer {
  return graphError(
    429,
    'UnknownError',
    'This request is throttled. Please try again after the value specified in the Retry-After header.',
    retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) },
  );
}

/** HTTP 404: nothing is served at that address. */
export function notFound(path: string): Answer {
  return graphError(404, 'ResourceNotFound', `Resource not found for the segment '${path}'.`);
}

/** HTTP 401: no token, or one that is not for this service now. */
export function invalidToken(message: string): Answer {
  return graphError(401, 'InvalidAuthenticationToken', message);
}

/** HTTP 403: PIM's words for a missing permission. */
export function unauthorizedOperation(): Answer {
  return graphError(403, 'UnknownError', 'Attempted to perform an unauthorized operation.');
}

/** HTTP 403: the directory's words for a missing permission. */
export function insufficientPrivileges(): Answer {
  return graphError(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.');
}

/** HTTP 400: a list of PIM without the filter that it needs. */
export function missingProvider(): Answer {
  return graphError(400, 'MissingProvider', 'The provider is missing.');
}

/** HTTP 400: PIM without a licence. */
export function pimLicenceRequired(): Answer {
  return graphError(
    400,
    'AadPremiumLicenseRequired',
    'The tenant needs to have Microsoft Entra ID P2 or Microsoft Entra ID Governance license.',
  );
}

/** HTTP 403: a field or list that takes Microsoft Entra ID P1. */
export function premiumRequired(): Answer {
  return graphError(
    403,
    'Authentication_RequestFromNonPremiumTenantOrB2CTenant',
    "Neither tenant is B2C or tenant doesn't have premium license",
  );
}
